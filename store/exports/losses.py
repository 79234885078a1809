"""Counts what an export or an import could not carry over, by kind, with examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 3
"""Articles listed per kind."""


@dataclass(slots=True)
class _Kind:
    count: int = 0
    articles: dict[str, None] = field(default_factory=dict)


class Losses:
    """Counts losses by kind, and collects further notes for the report.

    Its size depends on the number of kinds, not of losses.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        self.notes: dict[str, None] = {}
        """Notes for the user, each once, in order."""

    def add(self, loss: str, id: str | None = None, count: int = 1) -> None:
        """Count `count` losses of the kind `loss` (a plural noun phrase) in an article."""
        if count <= 0:
            return
        kind = self._kinds.setdefault(loss, _Kind())
        kind.count += count
        if id is not None and len(kind.articles) <= SHOWN:
            kind.articles[id] = None

    def note(self, sentence: str) -> None:
        """Add a note that is not a loss; each is reported once."""
        self.notes[sentence] = None

    @property
    def total(self) -> int:
        """The number of losses."""
        return sum(kind.count for kind in self._kinds.values())

    def counts(self) -> dict[str, int]:
        """Return the number of losses by kind."""
        return {loss: kind.count for loss, kind in self._kinds.items()}

    def lines(self) -> Iterable[str]:
        """Yield a line per kind: `3 × marks that have lost their place (a.txt, b.txt, …)`."""
        for loss, kind in self._kinds.items():
            named = list(kind.articles)[:SHOWN]
            more = ", …" if len(kind.articles) > SHOWN else ""
            where = f" ({', '.join(named)}{more})" if named else ""
            yield f"{kind.count:,} × {loss}{where}"
