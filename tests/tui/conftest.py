"""A library with the seeds, and the program over it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from store import Library
from tests.tui.probe import is_idle
from tui.app import CuttingsApp

SIZE = (120, 36)


@pytest.fixture
def library(library_folder: Path) -> Iterator[Library]:
    """The five seeds, indexed, without anybody's work."""
    with Library.open(library_folder, refresh=True, coder="ann") as opened:
        opened.duplicates.find()  # else every start of the screen would set a process to it
        yield opened


@pytest.fixture(autouse=True)
def many_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the program take the terminal for one of many colours, wherever the tests run."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)


Start = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def start(library: Library, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts the program: `async with start() as pilot`; names are not looked for.

    No article is counted as read for staying open, as it would be on a machine that is slow.
    """
    monkeypatch.setattr("tui.services.reading_record.READ_AFTER", 3600)

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = SIZE, start_at: str | None = None, **more: object
    ) -> AsyncIterator[Pilot[None]]:
        app = CuttingsApp(library, start_at=start_at, find_names=False, **more)  # type: ignore[arg-type]
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield pilot
        app.browse.close()

    return run


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything that the keys set going has had its effect."""
    for _ in range(2):
        await pilot.pause()
        await wait_until(pilot, lambda: is_idle(pilot))
    await pilot.pause()


async def wait_until(pilot: Pilot[None], done: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something is so; fail after some seconds."""
    for _ in range(int(seconds / 0.02)):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came about")


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what they cause."""
    await pilot.press(*keys)
    await settle(pilot)


def words(widget: Widget) -> str:
    """Return what a widget shows, line by line, without the blanks at the ends."""
    lines = widget.render_lines(Region(0, 0, *widget.size))
    return "\n".join(line.text.rstrip() for line in lines)


Press = Callable[..., Awaitable[None]]
