"""The names of the library: by kind, with their numbers, narrowed by typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from store.entities.correction_commands import LABEL_WORDS, SCOPE_WORDS
from store.entities.name_search import Shortlist
from store.entities.names import Hidden, Name
from store.fuzzy import rank
from store.model import LABELS
from tui.display_text import KIND_OF_LABEL, count, one_line
from tui.overlays.picker import Picker
from tui.themes import KINDS
from tui.widgets.key_bar import KeyBar
from tui.widgets.pick_list import Choice

MOST_SHOWN = 500
"""Names that are listed."""
WIDE = 76
"""Cells of the window from which on the labels are named."""
ALL = "names"
"""What stands for every kind but dates."""


HIDDEN = "hidden"
"""The list of what the user took away from what is shown."""


@dataclass(frozen=True, slots=True)
class NameChosen:
    """The name that was chosen: to open its card, else to list its articles."""

    name: Name
    card: bool


class NameList(Picker[NameChosen | Hidden]):
    """Chooses a name of the library: its articles, or its card; or one to be shown again."""

    narrowing = "names"
    placeholder = "type a name"
    aligned = True
    hints = (
        ("Enter", "its articles"),
        ("^O", "its card"),
        ("Tab", "kind"),
        ("↑↓", "move"),
        ("Esc", "close"),
    )

    hidden_hints = (("Enter", "show it again"), *hints[2:])

    def __init__(self, names: Shortlist, hidden: Callable[[], list[Hidden]]) -> None:
        super().__init__()
        self._names = names
        self._hidden = hidden
        self._kinds = (ALL, *KINDS, HIDDEN)
        self._listed: Sequence[Name | Hidden] = ()
        self.title_text = ALL.upper()

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what the overlay's own keys do."""
        return {"ctrl+o": self._open_card}

    def narrow(self, words: str) -> None:
        """Look for the names of the kind that fit the words, off this thread."""
        kind, names, hidden = self._kinds[0], self._names, self._hidden
        self.choices.heading = kind.upper()
        self.query_one(KeyBar).hints = self.hidden_hints if kind == HIDDEN else self.hints
        if not self._listed:
            self.choices.empty = "counting names …"

        def job(stop: Callable[[], bool]) -> Sequence[Name | Hidden]:
            if kind == HIDDEN:
                hidden_names = hidden()
                return [
                    hidden_names[r.index]
                    for r in rank(words, [h.name for h in hidden_names], MOST_SHOWN)
                ]
            return names.search(words, _labels(kind), MOST_SHOWN, stop)

        self.jobs.run("names", job, lambda result: self._show(words, result))

    def _show(self, words: str, names: Sequence[Name | Hidden]) -> None:
        self._listed = names
        nothing = "nothing is hidden" if self._kinds[0] == HIDDEN else "no names yet"
        self.choices.empty = "no name like that" if words.strip() else nothing
        first = f"first {len(names):,}" if len(names) == MOST_SHOWN else f"{len(names):,}"
        self.choices.tail = first if names else ""
        letters = {r.index: r.positions for r in rank(words, [name.name for name in names])}
        wide = self.app.size.width >= WIDE
        choices = [_choice(name, letters.get(i, ()), wide) for i, name in enumerate(names)]
        self.choices.show(choices)

    def take_and_stay(self) -> None:
        """List the names of the next kind."""
        self._kinds = (*self._kinds[1:], self._kinds[0])
        self.narrow(self.input.value)

    def take(self) -> None:
        """Close, for the articles of the name under the cursor."""
        self._choose(card=False)

    def _open_card(self) -> None:
        self._choose(card=True)

    def _choose(self, card: bool) -> None:
        at = self.choices.cursor
        if at < len(self._listed):
            name = self._listed[at]
            if isinstance(name, Name):
                self.dismiss(NameChosen(name, card))
            elif not card:
                self.dismiss(name)


def _labels(kind: str) -> tuple[str, ...]:
    """Return the labels of a kind; all but those of dates for all."""
    if kind == ALL:
        return tuple(label for label in LABELS if KIND_OF_LABEL[label] != "dates")
    return tuple(label for label in LABELS if KIND_OF_LABEL[label] == kind)


def _choice(name: Name | Hidden, positions: Sequence[int], with_label: bool) -> Choice:
    words = one_line(name.name)
    if isinstance(name, Hidden):
        return Choice(words, positions if words == name.name else (), behind=_where(name))
    numbers = f"{name.mentions:,} in {count(name.articles, 'article')}"
    numbers += " " if name.articles == 1 else ""
    return Choice(
        words,
        positions if words == name.name else (),
        behind=LABEL_WORDS[name.label] if with_label else "",
        number=numbers,
        kind=KIND_OF_LABEL[name.label],
    )


def _where(hidden: Hidden) -> str:
    """Return how far hiding holds, in words."""
    if hidden.article_id is None:
        return SCOPE_WORDS["library"]
    place = "at one place in" if hidden.at is not None else "in"
    return f"{place} {one_line(hidden.article_id)}"
