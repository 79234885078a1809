"""What the screen shows, in one place: plain values, and a call that says which of them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


class BrowseState:
    """Everything that is shown and that a key may depend on. Changed by `update` alone."""

    def __init__(
        self, places: Locations, part: str = "", keys: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self.places = places
        """Where the library's files are."""
        self.part = part
        """The query for the folder that was opened; empty where that is the whole library."""
        self.keys = keys or {}
        """The keys of each command, by its id."""
        # -- the window
        self.width, self.height = 0, 0
        """The window, in cells."""
        self.pane = LIST
        """The pane that has the focus, or had it before an overlay took it."""
        self.text_only = False
        """Whether nothing but the text is shown."""
        self.prompt_hints: tuple[tuple[str, str], ...] | None = None
        """The keys of the open prompt; None while none is open."""
        # -- the list
        self.query = part
        self.order = Order()
        self.listing: Listing | None = None
        self.new_rows = 0
        """Articles that the filter would give now, and that are not listed yet."""
        self.reordered = False
        """Whether the same articles would stand in another order or other groups now."""
        self.rows_version = 0
        """Another number whenever what rows show may have changed."""
        self.stale: frozenset[int] = frozenset()
        """Row numbers that no longer match the filter."""
        self.snippets: Snippets | None = None
        """The filter's first hits in the listed articles; None where it asks for no words."""
        self.selection: Selection = NOTHING
        self.range_start: int | None = None
        """The place in the list at which a range was started."""
        self.cursor = 0
        """The place of the cursor in the list, as the list reports it."""
        self.current: Row | None = None
        """The row under that cursor, as the list reports it."""
        # -- the article in view
        self.page: Page | None = None
        self.percent: int | None = None
        """How much of the text was shown down to here, as the reader reports it."""
        self.at: int | None = None
        """The code point of the match or name that one is at."""
        self.at_in_view = False
        """Whether that is in view, as the reader reports it."""
        self.here: Span | None = None
        """The name, or the mark, that is shown as the place where one is."""
        self.matches: Sequence[Span] = ()
        """What a find in the text, or a search of all texts, has found in the article."""
        self.match: Span | None = None
        """The match that one is at."""
        self.filter_matches: Sequence[Span] = ()
        """Where the filter's words stand in the article."""
        self.passage: Passage | None = None
        """The passage that is being chosen."""
        self.hidden_labels: frozenset[str] = frozenset({"DATE"})
        """Labels whose entities are not shown."""
        # -- the sidebar
        self.chosen_tag: str | None = None
        self.chosen_name: str | None = None
        self.chosen_mark: str | None = None
        """What the cursor of the sidebar is on, as the sidebar reports it."""
        # -- the library
        self.codebook: Sequence[Tag] = ()
        self.totals: Totals | None = None
        self.can_undo = False
        self.health: UserDataState | None = None
        """Whether the user's work reaches the disk."""
        self.versions: tuple[str, ...] = ()
        """Names of other versions of `tags.yaml` that lie beside it."""
        self.folder_read = False
        """Whether the folder has been read since the start."""
        self.find_names = True
        """Whether names are looked for at all."""
        self.pipelines: Pipelines | None = None
        """Which model reads which language."""
        self.model_problem = ""
        """Why no model can be used; empty where one can."""
        self.progress: Mapping[str, str] = MappingProxyType({})
        """What goes on in the background, in words, by task."""
        self.alerts: Mapping[str, str] = MappingProxyType({})
        """What is wrong in the background, for as long as it is, by task."""
        # -- what can be repeated
        self.last_find: LastFind | None = None
        self.last_retag: Retag | None = None
        self._listeners: list[Listener] = []

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
