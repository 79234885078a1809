"""What actions and services may ask of the screen: its parts, as they need to be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from store.errors import CuttingsError
    from store.index.listings import Listing
    from store.model import Row
    from tui.reading.page import Page
    from tui.reading.window import Window

Result = TypeVar("Result")

Stop = Callable[[], bool]
"""Says whether a job is to end early."""


class Timer(Protocol):
    """A call that is to come."""

    def stop(self) -> None:
        """Let it not come."""
        ...


class Ui(Protocol):
    """The screen as a whole: messages, overlays, the focus, timers and background jobs."""

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a message for some seconds."""
        ...

    def failed(self, error: CuttingsError) -> None:
        """Say why something could not be done."""
        ...

    def hush(self) -> None:
        """Take the message away."""
        ...

    def push(self, overlay: Any, then: Callable[[Any], None] | None = None) -> None:
        """Open an overlay; `then` takes its result when it closes."""
        ...

    def focus(self, pane: str) -> None:
        """Give a pane the focus, and show it where there is room for one only."""
        ...

    def copy(self, text: str) -> None:
        """Copy text to the clipboard."""
        ...

    def is_uncovered(self) -> bool:
        """Say whether no overlay stands over the panes."""
        ...

    def redraw(self) -> None:
        """Draw everything again."""
        ...

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Call a function after some seconds."""
        ...

    def post(self, call: Callable[[], None], replaces: str = "") -> None:
        """From any thread: call a function on the UI thread.

        One that `replaces` something makes an earlier one void that does and has not run yet.
        """
        ...

    def run(
        self,
        group: str,
        job: Callable[[Stop], Result],
        then: Callable[[Result], None],
        failed: Callable[[CuttingsError], None] | None = None,
    ) -> None:
        """Run `job(stop)` in a thread and `then(result)` here, unless a newer job outdates it."""
        ...

    def cancel(self, group: str) -> None:
        """Outdate whatever runs in a group."""
        ...

    def busy(self, group: str) -> bool:
        """Say whether the result of the newest job of a group is still to come."""
        ...


class ListPort(Protocol):
    """The list of articles: its cursor, and the rows that are drawn."""

    def __len__(self) -> int: ...

    @property
    def place(self) -> int:
        """The place that the cursor is on."""
        ...

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        ...

    @property
    def shown(self) -> int:
        """Articles that fit on the pane."""
        ...

    def show(self, rows: Listing, cursor: int, known: Mapping[int, Row] | None = None) -> None:
        """List other rows, with the cursor at a place; `known` are some of them by their places."""
        ...

    def take_over(self, rows: Listing) -> bool:
        """Go on with a list that has the same rows as far as they are known; say whether it has."""
        ...

    def forget(self, nums: frozenset[int] | None = None) -> None:
        """Fetch some rows anew when they are next drawn, or all."""
        ...

    def move(self, by: int) -> None:
        """Move the cursor by some articles, as far as the list goes."""
        ...

    def move_to(self, index: int) -> None:
        """Move the cursor to a place, or to the end that is nearest to it."""
        ...

    def seen_ids(self) -> list[str]:
        """Return the ids of the articles on the pane, as far as they were read; from any thread."""
        ...

    def seen_nums(self) -> list[int]:
        """Return the row numbers of the articles on the pane, in the same way."""
        ...

    def redraw(self) -> None:
        """Draw the rows in sight again."""
        ...


class ReaderPort(Protocol):
    """The reader: the page that is laid out, and the place in it."""

    window: Window | None

    @property
    def place(self) -> int:
        """The code point at which the reader is."""
        ...

    def show(self, page: Page, offset: int = 0) -> None:
        """Show a page from its start, or from the line that has a code point of its text."""
        ...

    def update_page(self, page: Page) -> None:
        """Show the same text with other entities, marks, tags or note, the place kept."""
        ...

    def clear(self, words: str = "") -> None:
        """Show no article, but some words."""
        ...

    def shows(self, offset: int) -> bool:
        """Say whether a code point of the text is in view."""
        ...

    def go_to(self, offset: int, *, opening: bool = True) -> None:
        """Bring a code point into sight; a fold around it is opened, unless without `opening`."""
        ...

    def go_to_percent(self, percent: int) -> None:
        """Show the text down to so many hundredths of it."""
        ...

    def go_home(self) -> None:
        """Show the start."""
        ...

    def go_end(self) -> None:
        """Show the end."""
        ...

    def scroll_by(self, lines: int) -> None:
        """Scroll by some lines."""
        ...

    def scroll_pages(self, pages: float) -> None:
        """Scroll by screenfuls."""
        ...

    def toggle_folds(self) -> bool:
        """Fold what is dimmed, or lay it open; say whether it is folded now."""
        ...

    def widen(self, by: int) -> tuple[int, bool]:
        """Make the lines longer or shorter; return their cells, and whether they are the same."""
        ...


class SidebarPort(Protocol):
    """The sidebar's cursor."""

    @property
    def body_height(self) -> int:
        """Lines below the heading."""
        ...

    def move(self, by: int) -> None:
        """Move the cursor over some items that can be chosen."""
        ...

    def move_to_end(self, last: bool) -> None:
        """Move the cursor to the first or the last item."""
        ...

    def choose(self) -> None:
        """Do what the item under the cursor is for."""
        ...


@dataclass(frozen=True, slots=True)
class Panes:
    """The three panes."""

    list: ListPort
    reader: ReaderPort
    side: SidebarPort


class Finder(Protocol):
    """Goes on with what was found last."""

    def again(self, words: str, by: int) -> None:
        """Go to the next match, or the previous one."""
        ...


class PaneFinder(Finder, Protocol):
    """Finds words in a pane while they are typed."""

    def begin(self) -> None:
        """Take note of the place from which words are to be found."""
        ...

    def find(self, words: str) -> None:
        """Go to the first match from that place on."""
        ...

    def give_up(self) -> None:
        """Find no more, and go back to that place."""
        ...


OnDone = Callable[[str, bool], None]
"""Takes the outcome of a change, in words, and whether it was refused."""

Ids = Callable[[], Sequence[str]]
"""Gives the ids of articles, in a thread of its own."""
