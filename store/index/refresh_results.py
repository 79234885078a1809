"""The progress and the result of a refresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OTHER_FILES = "other_files"
"""The key in `meta` for the number of files and folders that the last refresh skipped."""

LEFT_OUT = "left_out"
"""The key in `meta` for the same by kind: JSON `{"pictures": 200, …}`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a refresh: files found while `looking`, files read of `total` while
    `reading`.
    """

    stage: Literal["looking", "reading"]
    completed: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result of a refresh."""

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
    """False where it was stopped: the next one continues from there."""

    @property
    def anything(self) -> bool:
        """Return whether the list of articles or a text is another now."""
        return bool(self.added or self.changed or self.removed or self.moved)
