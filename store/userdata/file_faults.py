"""Faults of `tags.yaml` as a whole, because of which it is not accepted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store.errors import Defect, TagFileError

FEW_BLOCKS = 10
"""Number of articles that may vanish from the file at once without confirmation."""


WRITE_ANEW = "put it back, or rewrite it with: cuttings restore"
CHOOSE = "cuttings restore brings them back, cuttings accept keeps the file as it is"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the file is not accepted, in one line, and the remedy."""

    summary: str
    remedy: str = ""
    is_broken: bool = False
    """Whether the file can't be read at all: changes are refused, and it is never overwritten."""

    @property
    def message(self) -> str:
        """The fault with its remedy."""
        return f"{self.summary} ({self.remedy})" if self.remedy else self.summary


def gone(path: Path) -> Fault:
    """Return the fault of a file that was deleted."""
    return Fault(f"{path} is gone", WRITE_ANEW)


def empty(path: Path) -> Fault:
    """Return the fault of a file that was emptied."""
    return Fault(f"{path} is empty", WRITE_ANEW)


def broken(error: TagFileError) -> Fault:
    """Return the fault of a file that can't be read; the error contains its own remedy."""
    return Fault(str(error), is_broken=True)


def unread(path: Path, error: Defect) -> Fault:
    """Return the fault of a file on which this program failed."""
    return Fault(f"{path} can't be read: {error}", is_broken=True)


def shrunk(path: Path, lost: int, had: int) -> Fault | None:
    """Return the fault of a file that lost most of its articles; None if it did not."""
    if lost <= FEW_BLOCKS or lost * 2 <= had:
        return None
    return Fault(f"{path} has lost {lost:,} of {had:,} articles", CHOOSE)
