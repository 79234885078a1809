"""What the screen shows, in one place: plain values, and a call that says which of them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tui.list_order import Order
from tui.panes import LIST, MARK, READER
from tui.selection import NOTHING, Selection

if TYPE_CHECKING:
    from store.entities.pipelines import Pipelines
    from store.folder.locations import Locations
    from store.index.listings import Listing
    from store.index.totals import Totals
    from store.model import Article, Row, Span, Tag
    from store.userdata.userdata_engine import UserDataState
    from tui.reading.page import Page
    from tui.reading.passage import Passage
    from tui.snippets import Snippets

Listener = Callable[[frozenset[str]], None]
"""Called with the names of the fields that have changed."""

SEARCH, FILTER_HITS = "search", "filter"
"""Where `n` goes on, besides the list and the reader: through a search, or the filter's words."""


_DEFAULT_ORDER = Order()


@dataclass(frozen=True, slots=True)
class LastFind:
    """What `n` goes on with."""

    place: str
    """A pane, SEARCH or FILTER_HITS."""
    words: str


@dataclass(frozen=True, slots=True)
class Retag:
    """Tags to add to articles, and tags to take off them."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(eq=False)
class BrowseState:
    """Everything that is shown and that a key may depend on. Changed by `update` alone."""

    places: Locations
    """Where the library's files are."""
    part: str = ""
    """The query for the folder that was opened; empty where that is the whole library."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of each command, by its id."""
    # -- the window
    width: int = 0
    height: int = 0
    """The window, in cells."""
    pane: str = LIST
    """The pane that has the focus, or had it before an overlay took it."""
    text_only: bool = False
    """Whether nothing but the text is shown."""
    prompt_hints: tuple[tuple[str, str], ...] | None = None
    """The keys of the open prompt; None while none is open."""
    # -- the list
    query: str = ""
    """The filter; at first the query for the folder that was opened."""
    order: Order = _DEFAULT_ORDER
    listing: Listing | None = None
    new_rows: int = 0
    """Articles that the filter would give now, and that are not listed yet."""
    reordered: bool = False
    """Whether the same articles would stand in another order or other groups now."""
    rows_version: int = 0
    """Another number whenever what rows show may have changed."""
    stale: frozenset[int] = frozenset()
    """Row numbers that no longer match the filter."""
    snippets: Snippets | None = None
    """The filter's first hits in the listed articles; None where it asks for no words."""
    selection: Selection = NOTHING
    range_start: int | None = None
    """The place in the list at which a range was started."""
    cursor: int = 0
    """The place of the cursor in the list, as the list reports it."""
    current: Row | None = None
    """The row under that cursor, as the list reports it."""
    # -- the article in view
    page: Page | None = None
    percent: int | None = None
    """How much of the text was shown down to here, as the reader reports it."""
    at: int | None = None
    """The code point of the match or name that one is at."""
    at_in_view: bool = False
    """Whether that is in view, as the reader reports it."""
    here: Span | None = None
    """The name, or the mark, that is shown as the place where one is."""
    matches: Sequence[Span] = ()
    """What a find in the text, or a search of all texts, has found in the article."""
    match: Span | None = None
    """The match that one is at."""
    filter_matches: Sequence[Span] = ()
    """Where the filter's words stand in the article."""
    passage: Passage | None = None
    """The passage that is being chosen."""
    hidden_labels: frozenset[str] = frozenset({"DATE"})
    """Labels whose entities are not shown."""
    # -- the sidebar
    chosen_tag: str | None = None
    chosen_name: str | None = None
    chosen_mark: str | None = None
    """What the cursor of the sidebar is on, as the sidebar reports it."""
    # -- the library
    codebook: Sequence[Tag] = ()
    totals: Totals | None = None
    can_undo: bool = False
    health: UserDataState | None = None
    """Whether the user's work reaches the disk."""
    versions: tuple[str, ...] = ()
    """Names of other versions of `tags.yaml` that lie beside it."""
    folder_read: bool = False
    """Whether the folder has been read since the start."""
    find_names: bool = True
    """Whether names are looked for at all."""
    pipelines: Pipelines | None = None
    """Which model reads which language."""
    model_problem: str = ""
    """Why no model can be used; empty where one can."""
    progress: Mapping[str, str] = field(default_factory=dict)
    """What goes on in the background, in words, by task."""
    alerts: Mapping[str, str] = field(default_factory=dict)
    """What is wrong in the background, for as long as it is, by task."""
    # -- what can be repeated
    last_find: LastFind | None = None
    last_retag: Retag | None = None
    _listeners: list[Listener] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.query = self.query or self.part

    def update(self, **fields: Any) -> None:
        """Set fields, then report once which of them have another value than before.

        Raises AttributeError for a name that is no field.
        """
        changed = {name for name, value in fields.items() if _differs(getattr(self, name), value)}
        for name in changed:
            setattr(self, name, fields[name])
        if changed:
            for listener in self._listeners:
                listener(frozenset(changed))

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called after each update that has changed something."""
        self._listeners.append(listener)

    # -- values that follow from the fields

    @property
    def article(self) -> Article | None:
        """The article in view."""
        return None if self.page is None else self.page.article

    @property
    def target(self) -> Row | None:
        """The article at the cursor of the list while that has the focus, else the one in view."""
        return self.current if self.pane == LIST else self.article

    @property
    def articles(self) -> int:
        """How many articles are listed."""
        return self.listing.articles if self.listing is not None else 0

    @property
    def selected(self) -> int:
        """How many of the listed articles are selected."""
        return self.selection.size(self.articles)

    @property
    def is_filtered(self) -> bool:
        """Whether the list was narrowed further than to the folder that was opened."""
        return self.query not in ("", self.part)

    @property
    def mode(self) -> str:
        """What the keys depend on: the pane, or MARK while a passage is chosen in the reader."""
        return MARK if self.passage is not None and self.pane == READER else self.pane

    @property
    def tag_colors(self) -> dict[str, str]:
        """The colour of each tag that has one, by casefolded name."""
        return {tag.name.casefold(): tag.color for tag in self.codebook if tag.color}


_PLAIN = (str, int, tuple, list, frozenset, MappingProxyType, Selection, Order)


def with_entry(entries: Mapping[str, str], name: str, words: str) -> Mapping[str, str]:
    """Return entries with one replaced, or left out where `words` is empty."""
    others = {task: text for task, text in entries.items() if task != name or words}
    return MappingProxyType(others | ({name: words} if words else {}))


def _differs(before: object, after: object) -> bool:
    """Say whether a field changes: plain values by what they hold, all others by identity."""
    is_plain = isinstance(before, _PLAIN) and isinstance(after, _PLAIN)
    return before is not after and not (is_plain and before == after)
