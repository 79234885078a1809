"""The one table from the state to what the widgets show, a row for each attribute of a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.folder.left_out import remedy_for
from tui import display_text
from tui.article_facts import says_taken_away, why_no_entities
from tui.commands import COMMANDS
from tui.key_names import shown_key
from tui.list_order import group_label
from tui.panes import Arrangement, arrange
from tui.reading.paint import Layer
from tui.widgets.sidebar import Content

if TYPE_CHECKING:
    from store.userdata.removed_facts import RemovedFacts
    from tui.reading.passage import Passage
    from tui.state import BrowseState

LOW = 16
"""Lines under which the window has none to spare for the legend."""


@dataclass(frozen=True, slots=True)
class View:
    """An attribute of a widget, and the value it has while the fields have theirs."""

    widget: str
    attribute: str
    fields: frozenset[str]
    """The fields of the state that the value follows from; empty: any of them."""
    value: Callable[[BrowseState], Any]

    def follows(self, names: frozenset[str]) -> bool:
        """Say whether the value may be another one when some fields have changed."""
        return not self.fields or not self.fields.isdisjoint(names)


def _view(widget: str, attribute: str, fields: str, value: Callable[[BrowseState], Any]) -> View:
    return View(widget, attribute, frozenset(fields.split()), value)


# -- the window


def _arrangement(state: BrowseState) -> Arrangement:
    return arrange(state.width, state.pane, state.text_only)


# -- the bars


def _library_name(state: BrowseState) -> str:
    """Name the library, and whose tags they are where they are not its own."""
    places = state.places
    name, tags = places.root.name or str(places.root), places.elsewhere
    return name if tags is None else f"{name} · tags of {tags.parent.name}/{tags.name}"


def _totals(state: BrowseState) -> str:
    totals = state.totals
    if totals is None:
        return ""
    parts = [display_text.count(totals.articles, "article")]
    if totals.unread:
        parts.append(f"{totals.unread:,} unread")
    if totals.tagged:
        parts.append(f"{totals.tagged:,} tagged")
    if totals.unreadable:
        parts.append(f"{totals.unreadable:,} unreadable")
    if totals.other_files:
        parts.append(f"{display_text.count(totals.other_files, 'file')} left out")
    if totals.conflicts:
        parts.append(display_text.count(totals.conflicts, "conflict"))
    return " · ".join(parts)


def _work(state: BrowseState) -> str:
    saving = state.progress.get("saving")
    return saving or " · ".join(state.progress.values())


def _alert(state: BrowseState) -> str:
    """Say what keeps the work from the disk, or what else is wrong, for as long as it is."""
    health = state.health
    if health is None:
        return ""
    words = health.problem or next(iter(state.alerts.values()), "") or _versions(state.versions)
    if health.fault is not None:
        key = shown_key(next(iter(state.keys["palette"]), ""))
        words = f"{key} mend tags.yaml · {health.fault}"
    elif health.removed_facts is not None and says_taken_away(state):
        words = _taken_away(state, health.removed_facts)
    return display_text.short(words, state.places)


def _taken_away(state: BrowseState, taken: RemovedFacts) -> str:
    """Say what an edit of the file took away, and which keys help."""
    back = "undo" if taken.is_latest else "history"
    ways = {back: "takes it back" if taken.is_latest else "shows it", "back": "lets it go"}
    keys = [f"{shown_key(state.keys[id][0])} {does}" for id, does in ways.items() if state.keys[id]]
    return " · ".join([f"an edit of tags.yaml took away {taken.losses}", *keys])


def _versions(names: tuple[str, ...]) -> str:
    """Return what is said of other versions of `tags.yaml`; nothing where there are none."""
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"{names[0]}{more}: other work beside yours? See cuttings check" if names else ""


def _hints(state: BrowseState) -> tuple[tuple[str, str], ...]:
    """Name the keys that work now."""
    if state.prompt_hints is not None:
        return state.prompt_hints
    return tuple(
        (shown_key(state.keys[command.id][0]), command.hint_in(state.pane))
        for command in COMMANDS
        if command.hint
        and state.keys[command.id]
        and command.works(state)
        and command.hint_when(state)
    )


# -- the list


MOST_KINDS = 5
"""Kinds of files that an empty list names."""


def why_empty(state: BrowseState) -> str:
    """Return why nothing is listed, in lines of words."""
    if state.is_filtered:
        return "Nothing matches.\nEsc shows all again,\nf changes the filter."
    if not state.folder_read:
        return "Reading the folder …"
    lines = ["No articles here yet.", "Put texts, pages or PDFs in", str(state.places.articles)]
    left_out = state.totals.left_out if state.totals is not None else ()
    if left_out:
        lines = ["No file here can be read", "as an article:", ""]
        for name, number in left_out[:MOST_KINDS]:
            remedy = remedy_for(name)
            lines += [f"{number:,} {name}", *([f"({remedy})"] if remedy else [])]
        lines += ["", "cuttings check lists them."]
    return "\n".join(lines)


def _list_heading(state: BrowseState) -> str:
    """Return what is listed: the group that one is in, what ^L would change, the order."""
    if state.selected:
        return f"{state.selected:,} SELECTED"
    listing = state.listing
    group = listing.group_at(state.cursor) if listing is not None else None
    by = "" if listing is None else listing.grouped_by
    parts = ["ARTICLES" if group is None else group_label(group.name, by)]
    if state.new_rows:
        parts.append(f"{state.new_rows:,} more: ^L")
    if state.reordered:
        parts.insert(0, "^L sorts anew")
    return " · ".join([*parts, state.order.words] if state.order.words else parts)


def _list_tail(state: BrowseState) -> str:
    total = len(state.listing) if state.listing is not None else 0
    return f"{state.cursor + 1:,}/{total:,}" if total else ""


# -- the reader


def _found(state: BrowseState) -> Layer:
    matches = state.matches or state.filter_matches
    return Layer((start, end, "page--found") for start, end in matches)


def _match(state: BrowseState) -> Layer:
    return Layer([] if state.match is None else [(*state.match, "page--found-now")])


def _here(state: BrowseState) -> Layer:
    return Layer([] if state.here is None else [(*state.here, "page--here")])


def _passage(state: BrowseState) -> Layer:
    if state.passage is None or state.article is None:
        return Layer()
    return _painted(state.passage, state.article.text)


def _painted(passage: Passage, text: str) -> Layer:
    """Return the passage as it is painted: the letter at the end that moves stands out."""
    (start, end), (first, last) = passage.span, passage.moving_letter(text)
    spans = (
        (start, first, "page--passage"),
        (first, last, "page--end"),
        (last, end, "page--passage"),
    )
    return Layer(span for span in spans if span[0] < span[1])


def _has_entities(state: BrowseState) -> bool:
    return bool(state.article is not None and state.article.entities)


def _reader_tail(state: BrowseState) -> str:
    return f"{state.percent} %" if state.percent is not None else ""


# -- the sidebar


def _content(state: BrowseState) -> Content:
    return Content(state.codebook, state.article, state.hidden_labels, why_no_entities(state))


ROOM = "width pane text_only"
VIEWS: tuple[View, ...] = (
    _view("list", "room", ROOM, lambda s: _arrangement(s).list),
    _view("list", "parted", ROOM, lambda s: _arrangement(s).list is not None),
    _view("list", "empty", "query folder_read", why_empty),
    _view("list", "selection", "selection", lambda s: s.selection),
    _view("list", "stale", "stale", lambda s: s.stale),
    _view("list", "snippets", "snippets", lambda s: s.snippets),
    _view("list", "tag_colors", "codebook", lambda s: s.tag_colors),
    _view("list", "heading", "listing cursor selection new_rows reordered order", _list_heading),
    _view("list", "tail", "listing cursor", _list_tail),
    _view("reader", "display", ROOM, lambda s: _arrangement(s).reader),
    _view("reader", "parted", ROOM, lambda s: _arrangement(s).side != 0),
    _view("reader", "found", "page matches filter_matches", _found),
    _view("reader", "found_now", "page match", _match),
    _view("reader", "here", "page here", _here),
    _view("reader", "passage", "page passage", _passage),
    _view("reader", "tag_colors", "codebook", lambda s: s.tag_colors),
    _view("reader", "heading", "page", lambda s: s.article.id if s.article is not None else ""),
    _view("reader", "tail", "page percent", _reader_tail),
    _view("side", "room", ROOM, lambda s: _arrangement(s).side),
    _view("side", "heading", "places", lambda _s: "TAGS"),
    _view("side", "tag_colors", "codebook", lambda s: s.tag_colors),
    _view("side", "content", "codebook page hidden_labels pipelines model_problem", _content),
    _view("header", "display", "text_only", lambda s: not s.text_only),
    _view("header", "library", "places", _library_name),
    _view("header", "totals", "totals", _totals),
    _view("header", "filter", "query", lambda s: s.query),
    _view("status", "spare", "text_only height", lambda s: s.text_only or s.height < LOW),
    _view("status", "alert", "health alerts versions", _alert),
    _view("status", "work", "progress", _work),
    _view("status", "legend", "page", _has_entities),
    _view("keys", "hints", "", _hints),
)
"""What each widget shows, and the fields that it follows from."""
