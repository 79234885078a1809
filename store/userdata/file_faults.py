"""What can be wrong with `tags.yaml` as a whole, so that it is not taken as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store.errors import Defect, TagFileError

FEW_BLOCKS = 10
"""So many articles may vanish from the file at once without a question."""


WRITE_ANEW = "put it back, or write it anew with: cuttings restore"
CHOOSE = "cuttings restore puts them back, cuttings accept lets them go"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the file is not taken, in one line, and what helps."""

    summary: str
    remedy: str = ""
    is_broken: bool = False
    """Whether it can't be read at all: then nothing may be changed, and it is never overwritten."""

    @property
    def message(self) -> str:
        """What is wrong, with the remedy."""
        return f"{self.summary} ({self.remedy})" if self.remedy else self.summary


def gone(path: Path) -> Fault:
    """Return the fault of a file that was there."""
    return Fault(f"{path} is gone", WRITE_ANEW)


def empty(path: Path) -> Fault:
    """Return the fault of a file that had something in it."""
    return Fault(f"{path} is empty", WRITE_ANEW)


def broken(error: TagFileError) -> Fault:
    """Return the fault of a file that can't be read; the error has its own remedy."""
    return Fault(str(error), is_broken=True)


def unread(path: Path, error: Defect) -> Fault:
    """Return the fault of a file that this program fails at reading."""
    return Fault(f"{path} can't be read: {error}", is_broken=True)


def shrunk(path: Path, lost: int, had: int) -> Fault | None:
    """Return the fault of a file that lacks most of the articles that it had; else None."""
    if lost <= FEW_BLOCKS or lost * 2 <= had:
        return None
    return Fault(f"{path} has lost {lost:,} of {had:,} articles", CHOOSE)
