"""What the search for copies tells: how far it is, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CopiesProgress:
    """How far the search is: articles looked at, or pairs compared, of a total."""

    stage: Literal["sampling", "comparing"]
    completed: int
    total: int


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """What a search found."""

    groups: int = 0
    articles: int = 0
    """Those in groups."""
    complete: bool = True
    """False where it was stopped: the groups are as before, and the next search goes on."""
