"""The filter as it is typed: completions, earlier queries, how many articles it gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store import CuttingsError, QueryError
from tui import display_text
from tui.panes import LIST

if TYPE_CHECKING:
    from store import Library
    from store.query.suggestions import Suggestions
    from tui.ports import Stop, Ui
    from tui.prompt_ports import FilterLine, PromptEvent
    from tui.services.list_query import ListQuery
    from tui.state import BrowseState


class FilterPrompt:
    """The prompt of the filter, what is offered above it, and what is said below it."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        line: FilterLine,
        listings: ListQuery,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._line = line
        self._listings = listings
        self._earlier: list[str] = []
        """Queries that were used before, the latest first."""
        self._at = -1
        """Which of them stands in the prompt; -1: what was typed."""
        self._draft = ""
        self._left = ""
        """What was typed last and not used: the first of the earlier queries."""
        self._complete_when_shown = False
        """Whether Tab was pressed before the completions were there."""
        self._put = ""
        """What was put into the prompt other than by typing: nothing is offered for it."""

    def open(self) -> None:
        """Ask for a query to filter the list by."""
        state, library = self._state, self._library
        self._at = -1
        query = state.query
        self._line.open(self._take, f"{query} " if query and not state.is_filtered else query)

        def then(earlier: list[str]) -> None:
            left = [self._left] if self._left else []
            self._earlier = left + [query for query in earlier if query != self._left]

        self._ui.run("earlier", lambda _stop: library.userdata.earlier_queries(), then)

    def _take(self, event: PromptEvent) -> None:
        """Act on a key in the prompt."""
        if event.kind == "left":
            if event.typed.strip() != self._state.query:
                self._left = event.typed.strip()
            self._leave()
        elif event.kind == "completed":
            self._complete()
        elif event.kind == "moved":
            if self._line.offers_any and not event.recalls:
                self._line.pick(event.by)
            else:
                self._recall(event.by)
        elif event.kind == "entered":
            if self._line.picked:
                self._complete()
                self._line.stay()
            else:
                self._count(event.words, self._apply)
        else:
            self._changed(event.words)

    def _leave(self) -> None:
        for group in ("count", "offers", "earlier"):
            self._ui.cancel(group)
        self._line.close()

    def _apply(self, query: str) -> None:
        library = self._library
        self._state.update(text_only=False, pane=LIST)
        self._leave()
        self._listings.run(query.strip())
        if query.strip():
            self._ui.run(
                "keep", lambda _stop: library.userdata.keep_query(query), lambda _none: None
            )

    # -- while it is typed

    def _changed(self, words: str) -> None:
        self._count(words)
        if words == self._put:
            self._ui.cancel("offers")
            self._line.offer(None)
            return
        self._at, self._put = -1, ""
        library, cursor = self._library, self._line.cursor
        self._complete_when_shown = False
        self._ui.run("offers", lambda _stop: library.search.completions(words, cursor), self._offer)

    def _offer(self, offers: Suggestions) -> None:
        self._line.offer(offers)
        if self._complete_when_shown:
            self._complete_when_shown = False
            self._complete()

    def _count(self, query: str, then: Callable[[str], None] | None = None) -> None:
        """Say how many articles a query gives, or what is wrong with it."""
        library = self._library

        def job(stop: Stop) -> int | CuttingsError:
            try:
                return library.articles.count(query, stop)
            except CuttingsError as error:
                return error

        def counted(result: int | CuttingsError) -> None:
            if isinstance(result, CuttingsError):
                self._say_fault(result, loud=then is not None)
            else:
                self._line.judge(display_text.count(result, "article"))
                if then is not None:
                    then(query)

        def failed(error: CuttingsError) -> None:
            self._say_fault(error, loud=then is not None)

        self._ui.run("count", job, counted, failed)

    def _say_fault(self, error: CuttingsError, loud: bool) -> None:
        if isinstance(error, QueryError):
            words = f"column {error.column}: expected {error.expected}"
            self._line.judge(words, error.column - 1, loud)
        else:
            self._line.judge(str(error), None, loud)
        if loud:
            self._line.stay()

    # -- completing, and earlier queries

    def _complete(self) -> None:
        """Put the offer under the cursor in the place of what is typed."""
        if self._ui.busy("offers"):
            self._complete_when_shown = True
            return
        offer = self._line.current
        if offer is not None:
            self._line.put(*self._line.offered.taken(self._line.words, offer))

    def _recall(self, by: int) -> None:
        """Put an earlier query into the prompt, or a later one; after the latest what was typed."""
        if self._at < 0:
            self._draft = self._line.words
        at = max(-1, min(self._at - by, len(self._earlier) - 1))
        if at == self._at:
            return
        self._at = at
        words = self._put = self._draft if at < 0 else self._earlier[at]
        self._line.put(words, len(words))
