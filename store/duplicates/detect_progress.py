"""Progress and result of a search for copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CopiesProgress:
    """Progress of a search: articles sampled, or pairs compared, of a total."""

    stage: Literal["sampling", "comparing"]
    completed: int
    total: int


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """The result of a search."""

    groups: int = 0
    articles: int = 0
    """Articles in groups."""
    complete: bool = True
    """False if it was stopped: the groups are unchanged, and the next search continues."""
