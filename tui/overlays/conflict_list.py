"""The conflicts: what two sides had changed differently, settled one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from store.fuzzy import fold
from tui.display_text import one_line
from tui.overlays.list_editor import Do, ListEditor
from tui.overlays.menu import Menu
from tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from store import Library
    from store.userdata.conflicts import Conflict


class ConflictList(ListEditor[str]):
    """Settles conflicts; the result is the id of an article, to go there."""

    title_text = "CONFLICTS: TWO SIDES CHANGED THE SAME"
    placeholder = "type what was changed, or where"
    hints = (
        ("Enter", "see both"),
        ("^O", "keep ours"),
        ("^T", "take theirs"),
        ("↑↓", "move"),
        ("Esc", "close"),
    )

    def __init__(self, library: Library, do: Do) -> None:
        super().__init__(library, do)
        self._all: list[Conflict] = []
        self._shown: list[Conflict] = []
        self._typed_words = ""

    def begin(self) -> None:
        """Read the conflicts."""
        self.choices.empty = "no conflicts"
        self.reload()

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys that settle at once."""
        return {
            "ctrl+o": lambda: self._settle(theirs=False),
            "ctrl+t": lambda: self._settle(theirs=True),
        }

    def reload(self) -> None:
        """Read the conflicts, and show them."""
        library = self._library

        def then(conflicts: list[Conflict]) -> None:
            self._all = conflicts
            self._draw(self.choices.cursor)

        self.jobs.run("conflicts", lambda _stop: library.userdata.conflicts(), then)

    def narrow(self, words: str) -> None:
        """Show the conflicts that have all the words."""
        self._typed_words = words
        self._draw(0)

    def _draw(self, cursor: int) -> None:
        sought = fold(self._typed_words).split()
        searchable = {
            id(conflict): fold(
                " ".join((_about(conflict), _value(conflict.ours), _value(conflict.theirs)))
            )
            for conflict in self._all
        }
        self._shown = [
            conflict for conflict in self._all if all(w in searchable[id(conflict)] for w in sought)
        ]
        self.choices.tail = f"{len(self._shown):,}" if self._shown else ""
        self.choices.show([self._choice(conflict) for conflict in self._shown], cursor)

    def _choice(self, conflict: Conflict) -> Choice:
        both = f"ours {_value(conflict.ours)} · theirs {_value(conflict.theirs)}"
        return Choice(_about(conflict), behind=both)

    @property
    def _current(self) -> Conflict | None:
        at = self.choices.cursor
        return self._shown[at] if at < len(self._shown) else None

    def take(self) -> None:
        """Show both sides of the conflict under the cursor, to choose one."""
        conflict = self._current
        if conflict is None:
            return
        rows: list[tuple[Choice, bool | None]] = [
            (Choice("keep ours", behind=_value(conflict.ours)), False),
            (Choice("take theirs", behind=_value(conflict.theirs)), True),
        ]
        article = conflict.id
        if article is not None:
            rows.append((Choice("go to the article"), None))

        def then(chosen: tuple[bool | None] | None) -> None:
            if chosen is None:
                return
            if chosen[0] is None:
                self.dismiss(article)
            else:
                self._settle(chosen[0])

        menu = Menu(_about(conflict), [(choice, (value,)) for choice, value in rows])
        self.app.push_screen(menu, then)

    def _settle(self, theirs: bool) -> None:
        conflict, library = self._current, self._library
        if conflict is not None:
            self.change(lambda: library.userdata.resolve_conflict(conflict, theirs))


def _about(conflict: Conflict) -> str:
    about = conflict.id or (f"tag {conflict.tag}" if conflict.tag else "")
    return one_line(f"{conflict.field} of {about}" if about else conflict.field)


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
