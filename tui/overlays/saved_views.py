"""The saved views: queries under a name, to filter by again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from store.errors import QueryError
from store.fuzzy import rank
from tui.display_text import one_line
from tui.overlays import unsubmitted_input
from tui.overlays.list_editor import Do, ListEditor
from tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from store import Library


class SavedViews(ListEditor[str]):
    """Chooses a saved view; the result is its query. The present filter can be saved here."""

    title_text = "SAVED VIEWS"

    def __init__(self, library: Library, query: str, do: Do) -> None:
        super().__init__(library, do)
        self._query = query
        self._views: dict[str, str] = {}
        self._counts: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._shown: list[str] = []
        self._typed_words = ""
        self._saving = ""
        """The view that is being saved; empty where none is."""
        self.placeholder = "type a name" + (" to save the filter under" if query else "")
        self.hints = (("Enter", "filter by it"), ("^X", "delete"), ("↑↓", "move"), ("Esc", "close"))

    def begin(self) -> None:
        """Read the views."""
        self.choices.empty = (
            "No views yet.\nA name typed here saves the filter that is on."
            if self._query
            else "No views yet.\nf sets a filter; here it can be saved under a name."
        )
        self.reload()

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the key that deletes."""
        return {"ctrl+x": self._delete}

    # -- what is shown

    def reload(self) -> None:
        """Read the views, and show them."""
        library = self._library

        def job(_stop: Callable[[], bool]) -> dict[str, str]:
            return library.userdata.views()

        def then(views: dict[str, str]) -> None:
            self._views = views
            self.narrow(self.input.value)
            self._count()

        self.jobs.run("views", job, then)

    def _count(self) -> None:
        """Count the articles of the first view whose number is not known, then of the next."""
        settled = (*self._counts, *self._faults)
        query = next((q for q in self._views.values() if q not in settled), None)
        if query is None:
            return
        library = self._library

        def job(_stop: Callable[[], bool]) -> int | QueryError:
            try:
                return library.count(query)
            except QueryError as error:
                return error

        def then(counted: int | QueryError) -> None:
            if isinstance(counted, QueryError):
                self._faults[query] = f"column {counted.column}: expected {counted.expected}"
            else:
                self._counts[query] = f"{counted:,}"
            self._draw(self.choices.cursor)
            self._count()

        self.jobs.run("count", job, then)

    def narrow(self, words: str) -> None:
        """Show the views that fit, and a row that saves the filter under what was typed."""
        self._typed_words = one_line(words)
        self._draw(0)

    def _draw(self, cursor: int) -> None:
        names = list(self._views)
        ranked = rank(self._typed_words, names)
        self._shown = [names[ranked_view.index] for ranked_view in ranked]
        choices = [
            self._choice(names[ranked_view.index], ranked_view.positions) for ranked_view in ranked
        ]
        if name := self._saves_as:
            before = "+ change to the filter  " if name in self._views else "+ save as  "
            choices.append(Choice(name, before=before, behind=one_line(self._query)))
        self.choices.tail = str(len(names)) if names else ""
        self.choices.show(choices, cursor)

    def _choice(self, name: str, positions: tuple[int, ...]) -> Choice:
        query = self._views[name]
        if query in self._faults:
            return Choice(one_line(name), positions, behind=self._faults[query], dim=True)
        number = self._counts.get(query, "…").rjust(7)
        return Choice(one_line(name), positions, behind=one_line(query), number=number)

    @property
    def _saves_as(self) -> str:
        """The name, typed now or before, under which the filter can be saved; else empty."""
        typed = unsubmitted_input.find(self.app, self._asked)
        name = self._typed_words or ("" if typed is None else typed.words)
        return name if self._query and self._views.get(name) != self._query else ""

    @property
    def _asked(self) -> str:
        return f"view of {self._query}"

    def leave(self) -> None:
        """Keep the name under which the filter was not saved."""
        if self._typed_words and self._saves_as and not self._shown:
            unsubmitted_input.keep(self.app, self._asked, self._typed_words)

    # -- what is done

    def take(self) -> None:
        """Filter by the view under the cursor, or save the filter."""
        at = self.choices.cursor
        if at < len(self._shown):
            self.dismiss(self._views[self._shown[at]])
        elif name := self._saves_as:
            library, query = self._library, self._query
            unsubmitted_input.keep(self.app, self._asked, name)  # until there is such a view
            self._saving = name
            self.change(lambda: library.userdata.set_view(name, query))

    def came(self, words: str, refused: bool) -> bool:
        """Close when the filter was saved, and leave what came of it to the status line."""
        if self._saving and not refused and self.is_there:
            self.dismiss(None)
            return False
        self._saving = ""
        return super().came(words, refused)

    def _delete(self) -> None:
        at = self.choices.cursor
        if at < len(self._shown):
            library, name = self._library, self._shown[at]
            self.change(lambda: library.userdata.set_view(name, None))
