"""What is asked for a correction: which label, which name, which spelling, and how far it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.entities.correction_commands import LABEL_WORDS, SCOPE_WORDS, Scope
from store.entities.name_search import Shortlist
from store.entities.names import Name
from store.fuzzy import rank
from tui.display_text import count, one_line
from tui.overlays.picker import Picker
from tui.reading.glyphs import shown_line
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.pick_list import Choice

__all__ = ["Choice", "CorrectionAnswer", "CorrectionMenu", "SameAs", "label_rows"]


@dataclass(frozen=True, slots=True)
class CorrectionAnswer:
    """What was chosen, and how far it is to hold."""

    value: str
    scope: Scope
    label: str | None = None
    """The label of a name that was chosen; None where it was typed."""


class CorrectionMenu(Picker[CorrectionAnswer]):
    """Chooses one of some rows; Tab goes round how far the correction is to hold."""

    def __init__(
        self, title: str, rows: Sequence[tuple[str, Choice]], scopes: Sequence[Scope]
    ) -> None:
        super().__init__()
        self.title_text = title
        self.placeholder = "type a few letters" if len(rows) > 4 else ""
        self._rows = rows
        self._scopes = scopes
        self._shown: list[CorrectionAnswer] = []
        self.hints = self._scope_hints()

    @property
    def _scope(self) -> Scope:
        return self._scopes[0]

    def _scope_hints(self) -> tuple[Hint, ...]:
        round_ = (("Tab", "how far"),) if len(self._scopes) > 1 else ()
        return (("Enter", SCOPE_WORDS[self._scope]), *round_, ("↑↓", "move"), ("Esc", "close"))

    def take_and_stay(self) -> None:
        """Let the correction hold as far as the next in turn."""
        self._scopes = [*self._scopes[1:], self._scopes[0]]
        self.choices.tail = SCOPE_WORDS[self._scope]
        self.query_one(KeyBar).hints = self._scope_hints()

    def narrow(self, words: str) -> None:
        """Show the rows that fit the words."""
        self.choices.tail = SCOPE_WORDS[self._scope]
        ranked = rank(words, [choice.words for _, choice in self._rows])
        self._shown = [CorrectionAnswer(self._rows[r.index][0], self._scope) for r in ranked]
        self.choices.show([self._rows[r.index][1] for r in ranked])

    def take(self) -> None:
        """Close with the row under the cursor."""
        at = self.choices.cursor
        if at < len(self._shown):
            answer = self._shown[at]
            self.dismiss(CorrectionAnswer(answer.value, self._scope, answer.label))


def label_rows(current: str | None) -> list[tuple[str, Choice]]:
    """Return a row for each label in words, the present one ticked."""
    return [
        (label, Choice(words, before="✓ " if label == current else "  "))
        for label, words in LABEL_WORDS.items()
    ]


class SameAs(CorrectionMenu):
    """Chooses the name that a name is the same as: one of the library's, or one that is typed."""

    def __init__(self, name: str, names: Shortlist, scopes: Sequence[Scope]) -> None:
        super().__init__(f"{one_line(name)} IS THE SAME AS", (), scopes)
        self.placeholder = "type a name"
        self._name = name
        self._names = names

    def narrow(self, words: str) -> None:
        """Look for names that fit, off this thread."""
        names = self._names
        self.choices.tail = SCOPE_WORDS[self._scope]

        def job(stop: Callable[[], bool]) -> list[Name]:
            return names.search(words, limit=50, stop=stop)

        self.jobs.run("names", job, lambda result: self._show(words, result))

    def _show(self, words: str, names: Sequence[Name]) -> None:
        typed = one_line(words)
        others = [name for name in names if name.name != self._name]
        self._shown = [CorrectionAnswer(name.name, self._scope, name.label) for name in others]
        choices = [
            Choice(
                one_line(name.name),
                behind=LABEL_WORDS[name.label],
                number=f"{count(name.articles, 'article'):>14}",
            )
            for name in others
        ]
        if typed and all(name.name != typed for name in names):
            choices.append(Choice(shown_line(typed), before="+ as typed  "))
            self._shown.append(CorrectionAnswer(typed, self._scope))
        self.choices.show(choices)
