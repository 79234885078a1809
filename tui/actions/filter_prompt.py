"""The filter as it is typed: completions, earlier queries, how many articles it gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store import CuttingsError, QueryError
from store.query.suggestions import Suggestions
from tui import display_text
from tui.actions.dialogs import FILTER
from tui.widgets.completions import CompletionList, Verdict
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

EXAMPLE = 'words  "a phrase"  tag:syria  ent:Lavrov  source:TASS  date:2016  unread  -not'
"""What stands in the empty prompt."""
HINTS = (
    ("Enter", "filter"),
    ("Tab", "complete"),
    ("↑↓", "choose"),
    ("^P ^N", "earlier queries"),
    ("Esc", "leave"),
)
"""The keys that work in it."""


class FilterPrompt:
    """The prompt of the filter, what is offered above it, and what is said below it."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._offers = CompletionList()
        self._verdict = Verdict()
        self._is_there = False
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
        screen = self._screen
        if not self._is_there:
            self._is_there = True
            screen.mount(self._verdict, after=screen.prompt)
            screen.mount(self._offers)
        self._at = -1
        self._verdict.say("")
        self._verdict.display = True
        query = screen.listed.query
        typed = f"{query} " if query and not screen.listed.is_filtered else query
        screen.prompt.ask(FILTER, typed, example=EXAMPLE, hints=HINTS)
        library = screen.library

        def then(earlier: list[str]) -> None:
            left = [self._left] if self._left else []
            self._earlier = left + [query for query in earlier if query != self._left]

        screen.jobs.run("earlier", lambda _stop: library.userdata.earlier_queries(), then)

    def typed(self, event: Prompt.Changed) -> None:
        """Act on a key in the prompt."""
        if isinstance(event, Prompt.Cancelled):
            if event.typed.strip() != self._screen.listed.query:
                self._left = event.typed.strip()
            self._leave()
        elif isinstance(event, Prompt.Completed):
            self._complete()
        elif isinstance(event, Prompt.Moved):
            if self._offers.display and not event.recalls:
                self._offers.pick(event.by)
            else:
                self._recall(event.by)
        elif isinstance(event, Prompt.Entered):
            if self._offers.display and self._offers.picked:
                self._complete()
                self._screen.prompt.stay()
            else:
                self._count(event.words, self._apply)
        else:
            self._changed(event.words)

    def _leave(self) -> None:
        screen = self._screen
        for group in ("count", "offers", "earlier"):
            screen.jobs.cancel(group)
        self._offers.display = self._verdict.display = False
        screen.prompt.close()
        screen.moving.go(screen.pane)

    def _apply(self, query: str) -> None:
        screen = self._screen
        screen.moving.leave_only_text()
        screen.moving.pane = "list"
        self._leave()
        screen.listed.run(query.strip())
        if query.strip():
            library = screen.library
            screen.jobs.run(
                "keep", lambda _stop: library.userdata.keep_query(query), lambda _none: None
            )

    # -- while it is typed

    def _changed(self, words: str) -> None:
        self._count(words)
        if words == self._put:
            self._screen.jobs.cancel("offers")
            self._offers.offer(Suggestions())
            return
        self._at, self._put = -1, ""
        library, cursor = self._screen.library, self._screen.prompt.cursor
        self._complete_when_shown = False
        self._screen.jobs.run(
            "offers", lambda _stop: library.search.completions(words, cursor), self._offer
        )

    def _offer(self, offers: Suggestions) -> None:
        self._offers.offer(offers)
        if self._complete_when_shown:
            self._complete_when_shown = False
            self._complete()

    def _count(self, query: str, then: Callable[[str], None] | None = None) -> None:
        """Say how many articles a query gives, or what is wrong with it."""
        library = self._screen.library

        def job(stop: Callable[[], bool]) -> int | CuttingsError:
            try:
                return library.articles.count(query, stop)
            except CuttingsError as error:
                return error

        def counted(result: int | CuttingsError) -> None:
            if isinstance(result, CuttingsError):
                self._say_fault(result, loud=then is not None)
            else:
                self._verdict.say(display_text.count(result, "article"))
                if then is not None:
                    then(query)

        def failed(error: CuttingsError) -> None:
            self._say_fault(error, loud=then is not None)

        self._screen.jobs.run("count", job, counted, failed)

    def _say_fault(self, error: CuttingsError, loud: bool) -> None:
        if isinstance(error, QueryError):
            words = f"column {error.column}: expected {error.expected}"
            self._verdict.say(words, self._screen.prompt.cell_of(error.column - 1), loud)
        else:
            self._verdict.say(str(error), None, loud)
        if loud:
            self._screen.prompt.stay()

    # -- completing, and earlier queries

    def _complete(self) -> None:
        """Put the offer under the cursor in the place of what is typed."""
        if self._screen.jobs.busy("offers"):
            self._complete_when_shown = True
            return
        offer = self._offers.current
        if self._offers.display and offer is not None:
            prompt = self._screen.prompt
            prompt.put(*self._offers.offered.taken(prompt.words, offer))

    def _recall(self, by: int) -> None:
        """Put an earlier query into the prompt, or a later one; after the latest what was typed."""
        if self._at < 0:
            self._draft = self._screen.prompt.words
        at = max(-1, min(self._at - by, len(self._earlier) - 1))
        if at == self._at:
            return
        self._at = at
        words = self._put = self._draft if at < 0 else self._earlier[at]
        self._screen.prompt.put(words, len(words))
