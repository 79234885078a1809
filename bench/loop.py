"""How long the screen is kept waiting while a fresh folder is indexed and annotated under it.

A heart beats in the event loop every few milliseconds; what it is late is how long a key would have
waited. Beside it stands how long the loop's own thread was at work at most between two beats: the
rest is waiting, for other threads and for whatever else runs on the processors. The same is
measured when nothing goes on, since other programs delay a beat as well.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from bench.articles import copy
from bench.report import Figure, print_table, sizes
from store import Library
from tui.app import CuttingsApp

BEAT = 0.002
"""Seconds between two beats."""
KEYS = ("j", "j", "j", "k", "G", "g", "J", "K")
KEY_EVERY = 0.2
ANNOTATED_FOR = 15.0
"""Seconds of annotating that are measured: a large folder takes many minutes."""


@dataclass(slots=True)
class Delays:
    """How late beats were, each, and the most work of one thread between two, in seconds."""

    late: list[float] = field(default_factory=list)
    work: float = 0.0

    def words(self) -> str:
        """Return the middle, the 99th percentile and the longest delay, in milliseconds."""
        late = sorted(self.late)
        middle, high, longest = (
            1000 * late[min(int(len(late) * part), len(late) - 1)] for part in (0.5, 0.99, 1)
        )
        waited = f"median {middle:.1f}, p99 {high:.1f}, longest {longest:.0f} ms"
        return f"{waited}; at work at most {self.work * 1000:.0f} ms"


class Heart:
    """Beats in the running event loop, and keeps how late each beat was."""

    def __init__(self) -> None:
        self.delays = Delays()
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        before, worked = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(BEAT)
            now, work = time.perf_counter(), time.thread_time()
            self.delays.late.append(max(0.0, now - before - BEAT))
            self.delays.work = max(self.delays.work, work - worked)
            before, worked = now, work

    def stop(self) -> Delays:
        """Beat no more, and return the delays."""
        self._task.cancel()
        return self.delays


async def delays(root: Path) -> dict[str, Delays]:
    """Return the delays while a library is indexed, annotated, and when nothing goes on."""
    found: dict[str, Delays] = {}
    library = Library.open(root, yes=True)
    gc.disable()  # as the program starts: it collects when the first screen is there
    app = CuttingsApp(library)
    async with app.run_test(size=(120, 36)) as pilot:
        keys = cycle(KEYS)

        async def during(going_on: Callable[[], bool], seconds: float) -> Delays:
            heart = Heart()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end and going_on():
                await asyncio.sleep(KEY_EVERY)
                await pilot.press(next(keys))
            return heart.stop()

        def indexing() -> bool:
            return not app.browse.state.folder_read

        found["indexing"] = await during(indexing, 600)
        found["annotating"] = await during(lambda: True, ANNOTATED_FOR)
        app.browse.services.background.close()
        await pilot.pause(2)
        found["nothing going on"] = await during(lambda: True, 5)
    app.browse.close()
    library.close()
    return found


def figures(count: int) -> list[Figure]:
    """Return the delays in a folder of `count` articles that has no index yet."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "library"
        copy(count, root)
        found = asyncio.run(delays(root))
    return [
        Figure(f"event loop late while {doing}, {count:,} articles", late.words(), budget)
        for (doing, late), budget in zip(
            found.items(), ("p99 ≤ 20 ms, longest ≤ 50 ms",) * 2 + ("",), strict=True
        )
    ]


if __name__ == "__main__":
    print_table([figure for count in sizes(sys.argv, 20_000) for figure in figures(count)])
