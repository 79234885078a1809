"""The lines of an article in a list: its title, and below it where it comes from, or a hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from store.model import Hit, Row
from store.text.words import as_name
from tui import display_text
from tui.reading.blocks import NOTE_SIGN
from tui.reading.glyphs import cells, fit, shown_line
from tui.reading.hit_context import in_context
from tui.selection import NOTHING, Selection
from tui.snippets import Snippets
from tui.widgets.pane import Pane
from tui.widgets.styles import LookTable

COPIES_SIGN = "≈"
"""Stands before the number of other articles that tell the same story in the same words."""
DENSE_BELOW = 9
"""Lines of height under which an article takes one line instead of two."""

ROOMY = 56
"""Cells from which on where an article comes from, and its tags, stand beside a hit."""


class ArticleLines(Pane):
    """A pane that draws articles."""

    LOOKS: ClassVar[LookTable] = {
        "list--unread": "bold",
        "list--read": "",
        "list--about": "$muted",
        "list--hit": "$accent bold",
        "list--cursor": "on $cursor-blur",
        "list--cursor:focus": "on $cursor",
        "list--bar": "$accent",
        "list--fault": "$warning",
        "list--gone": "$faint",
        "list--group": "$muted bold",
        "list--group-count": "$faint",
        "list--cursor:nocolor": "reverse",
    }

    selection: reactive[Selection] = reactive(NOTHING)
    """Which row numbers are selected."""
    stale: reactive[frozenset[int]] = reactive(frozenset())
    """Row numbers that no longer match the filter, and are shown dimmed."""
    snippets: reactive[Snippets | None] = reactive(None)
    """What rows show of the texts; None where the filter asks for no words in them."""

    class Lacking(Message):
        """Rows were drawn without the hit of the filter that they could show."""

        def can_replace(self, message: Message) -> bool:
            """Say whether this makes another one void."""
            return isinstance(message, ArticleLines.Lacking)

    @property
    def row_height(self) -> int:
        """Lines of an article."""
        return 1 if self.body_height < DENSE_BELOW else 2

    def _title_line(self, row: Row, looks: list[str]) -> list[Segment]:
        width = self.body_width
        state = "list--read" if row.read else "list--unread"
        if row.num in self.stale:
            state = "list--gone"
        mark, mark_look = ("●", "list--bar") if not row.read else (" ", state)
        if display_text.state(row):
            mark, mark_look = "!", "list--fault"
        return [
            self._bar(row, looks),
            Segment(mark, self.look(mark_look, *looks)),
            Segment(" ", self.look(*looks)),
            *self._title(row, width - 3, state, looks),
        ]

    def _title(self, row: Row, room: int, state: str, looks: list[str]) -> list[Segment]:
        sign = f"{NOTE_SIGN} " if row.note else ""
        if self.row_height == 1:
            sign = _copies_sign(row).lstrip() + " " + sign if row.copies else sign
        title = fit(display_text.one_line(row.title), room - 1 - len(sign)) + " "
        segments = [Segment(title, self.look(state, *looks))]
        return [*segments, Segment(sign, self.look("list--bar", *looks))] if sign else segments

    def _about_line(self, row: Row, looks: list[str]) -> list[Segment]:
        width = self.body_width - 4
        fault, sign = display_text.state(row), _copies_sign(row)
        style = self.look("list--fault" if fault else "list--about", *looks)
        hit = None if fault else self._snippet(row)
        if hit is not None:
            words = self._hit_words(hit, row, width, looks)
        else:
            about = fault or display_text.origin(row) or display_text.count(row.words, "word")
            least = cells(sign) + (len(f" +{len(row.tags)}") if row.tags else 0)
            about = fit(about, min(max(1, width - least), cells(shown_line(about))))
            words = [Segment(about + sign, style)]
        segments = [self._bar(row, looks), Segment("  ", self.look(*looks)), *words]
        room = width - sum(cells(segment.text) for segment in words)
        for label, tag in _labels(row.tags, room):
            segments.append(Segment(label, style if tag is None else self.tag_look(tag, *looks)))
        used = sum(cells(segment.text) for segment in segments[2:])
        return [*segments, Segment(" " * (width - used + 2), self.look(*looks))]

    def _snippet(self, row: Row) -> Hit | None:
        """Return where the filter's words stand in an article, as far as that was read."""
        if self.snippets is None:
            return None
        if self.snippets.lacks(row.num):
            self.post_message(self.Lacking())
        return self.snippets.get(row.num)

    def _hit_words(self, hit: Hit, row: Row, width: int, looks: list[str]) -> list[Segment]:
        """Return a hit in its context, all hits of the list below one another.

        Beside it stands where the article comes from, and some room is left for its tags: where
        the line is short, for how many there are.
        """
        style, sign = self.look("list--about", *looks), _copies_sign(row)
        origin, tags = "", len(f" +{len(row.tags)}")
        if width >= ROOMY:
            origin, tags = f"{fit(display_text.origin(row), width // 4)} ", width // 4
        room = width - cells(origin)
        before, match, after = in_context(
            hit.before, as_name(hit.match), hit.after, room, cells(sign) + (tags if row.tags else 0)
        )
        return [
            Segment(origin + before, style),
            Segment(match, self.look("list--hit", *looks)),
            Segment(after + sign, style),
        ]

    def _bar(self, row: Row, looks: list[str]) -> Segment:
        if row.num in self.selection:
            return Segment("┃" if not looks else "█", self.look("list--bar", *looks))
        return Segment("▌" if looks else " ", self.look("list--bar", *looks))


def _labels(tags: Sequence[str], room: int) -> Iterator[tuple[str, str | None]]:
    """Yield the labels for which there is room, each with its tag; then how many more there are."""
    for at, tag in enumerate(tags):
        label, left = f" #{shown_line(tag)}", len(tags) - at
        if cells(label) + (len(f" +{left - 1}") if left > 1 else 0) > room:
            more = f" · {display_text.count(left, 'tag')}" if at == 0 else f" +{left}"
            if room >= len(more):
                yield more, None
            elif room >= len(f" +{left}"):
                yield f" +{left}", None
            return
        room -= cells(label)
        yield label, tag


def _copies_sign(row: Row) -> str:
    """Return how many other articles tell the story of this one; empty where none does."""
    return f" {COPIES_SIGN}{row.copies:,}" if row.copies else ""
