"""What an export or an import could not carry: counted by kind, with the first places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 3
"""Articles that are named of each kind."""


@dataclass(slots=True)
class _Kind:
    count: int = 0
    articles: dict[str, None] = field(default_factory=dict)


class Losses:
    """Counts what was lost, by kind; adds notes, which are no losses, for the reader of a report.

    Its size depends on the number of kinds, not of losses.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        self.notes: dict[str, None] = {}
        """Sentences that a person should read, each once, in order."""

    def add(self, loss: str, id: str | None = None, count: int = 1) -> None:
        """Count `count` things of the kind `loss` (words in the plural) that an article lost."""
        if count <= 0:
            return
        kind = self._kinds.setdefault(loss, _Kind())
        kind.count += count
        if id is not None and len(kind.articles) <= SHOWN:
            kind.articles[id] = None

    def note(self, sentence: str) -> None:
        """Say something once that is no loss."""
        self.notes[sentence] = None

    @property
    def total(self) -> int:
        """Return how many things were lost."""
        return sum(kind.count for kind in self._kinds.values())

    def counts(self) -> dict[str, int]:
        """Return how many of each kind were lost."""
        return {loss: kind.count for loss, kind in self._kinds.items()}

    def lines(self) -> Iterable[str]:
        """Yield a line for each kind: `3 marks that lost their place (a.txt, b.txt, …)`."""
        for loss, kind in self._kinds.items():
            named = list(kind.articles)[:SHOWN]
            more = ", …" if len(kind.articles) > SHOWN else ""
            where = f" ({', '.join(named)}{more})" if named else ""
            yield f"{kind.count:,} × {loss}{where}"
