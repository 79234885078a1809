"""A line on a terminal that says how far something is, how fast it goes, how long it takes."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import TextIO

QUIET = 0.5
"""Seconds before the first line: what is quicker needs none."""

BETWEEN = 0.1
"""Seconds between two drawings."""

BAR = 20
"""Cells of the bar."""


class ProgressLine:
    """One line that replaces itself; nothing where `stream`, standard error, is no terminal.

    A context manager: leaving it clears the line.
    """

    def __init__(self, quiet: float = QUIET, stream: TextIO | None = None) -> None:
        stream = stream or sys.stderr
        self._stream = stream if stream is not None and stream.isatty() else None
        self._next = time.monotonic() + quiet
        self._drawn = False
        self._timed = ""
        self._from = (0.0, 0)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def count(self, doing: str, completed: int, total: int | None, unit: str) -> None:
        """Show `completed` of `total` things, with the rate and the time left since the first."""
        if self._stream is None:
            return
        now = time.monotonic()
        if self._timed != doing:
            self._timed, self._from = doing, (now, completed)
        seconds, counted = now - self._from[0], completed - self._from[1]
        rate = counted / seconds if seconds > 0 else 0.0
        left = (total - completed) / rate if total is not None and rate else None
        self.show(doing, completed, total, rate, unit, left)

    def show(
        self,
        doing: str,
        completed: int,
        total: int | None,
        rate: float,
        unit: str,
        seconds_left: float | None,
    ) -> None:
        """Show a rate and a time left that were measured elsewhere."""
        now = time.monotonic()
        if self._stream is None or now < self._next:
            return
        self._next = now + BETWEEN
        parts = [doing]
        if total:
            filled = min(BAR, BAR * completed // total)
            parts += ["█" * filled + "░" * (BAR - filled), f"{completed:,}/{total:,}"]
        else:
            parts.append(f"{completed:,}")
        if rate:
            parts.append(f"{rate:,.0f} {unit}/s")
        if seconds_left is not None:
            parts.append(f"{duration(seconds_left)} left")
        self._draw("  ".join(parts))

    def _draw(self, line: str) -> None:
        width = shutil.get_terminal_size().columns
        self._drawn = True
        self._write(f"\r\x1b[K{line[: width - 1]}")

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._drawn = False
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with suppress(OSError):
                self._stream.write(text)
                self._stream.flush()


def duration(seconds: float) -> str:
    """Return a time for a person: `8 s`, `3 min`, `2 h 10 min`."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
