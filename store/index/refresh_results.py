"""What a refresh tells: how far it is, and what it found and did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OTHER_FILES = "other_files"
"""The key in `meta` of how many files and folders the last refresh left out."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: files found while `looking`, files read of `total` while `reading`."""

    stage: Literal["looking", "reading"]
    completed: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found and did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new ids of files that were renamed or moved; the user's work went along."""
    unreadable: int = 0
    """Articles of the library that can't be read."""
    other_files: int = 0
    """Files and folders that are left out, without those that the user's patterns leave out."""
    complete: bool = True
    """False where it was stopped: the next one goes on from there."""

    @property
    def anything(self) -> bool:
        """Return whether the list of articles or a text is another now."""
        return bool(self.added or self.changed or self.removed or self.moved)
