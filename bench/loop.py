"""How long the screen is kept waiting while a fresh folder is indexed and annotated under it.

A heart beats in the event loop every few milliseconds; what it is late is how long a key would have
waited. The same is measured when nothing goes on, since other programs delay a beat as well.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
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


class Heart:
    """Beats in the running event loop, and keeps how late each beat was, in seconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            self.late.append(max(0.0, now - before - BEAT))
            before = now

    def taken(self) -> list[float]:
        """Return the delays since the last call, and begin anew."""
        late, self.late = self.late, []
        return late

    def stop(self) -> None:
        """Beat no more."""
        self._task.cancel()


def words(late: list[float]) -> str:
    """Return the middle, the 99th percentile and the longest of some delays, in milliseconds."""
    ordered = sorted(late)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"median {middle * 1000:.1f}, p99 {high * 1000:.1f}, longest {ordered[-1] * 1000:.0f} ms"


async def delays(root: Path) -> dict[str, list[float]]:
    """Return the delays while a library is indexed, annotated, and when nothing goes on."""
    found: dict[str, list[float]] = {}
    library = Library.open(root, yes=True)
    app = CuttingsApp(library)
    async with app.run_test(size=(120, 36)) as pilot:
        keys = cycle(KEYS)

        async def during(going_on: Callable[[], bool], seconds: float) -> list[float]:
            heart = Heart()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end and going_on():
                await asyncio.sleep(KEY_EVERY)
                await pilot.press(next(keys))
            heart.stop()
            return heart.taken()

        def indexing() -> bool:
            return not app.browse.background.settled

        found["indexing"] = await during(indexing, 600)
        found["annotating"] = await during(lambda: True, ANNOTATED_FOR)
        app.browse.background.close()
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
        Figure(f"event loop late while {doing}, {count:,} articles", words(late), budget)
        for (doing, late), budget in zip(
            found.items(), ("p99 ≤ 20 ms, longest ≤ 50 ms",) * 2 + ("",), strict=True
        )
    ]


if __name__ == "__main__":
    print_table([figure for count in sizes(sys.argv, 20_000) for figure in figures(count)])
