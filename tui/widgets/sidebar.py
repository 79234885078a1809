"""The sidebar: the codebook with this article's tags ticked, and who and what it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive

from store.model import (
    Article,
    Entity,
    Mark,
    Tag,
)
from tui.display_text import KIND_OF_LABEL, one_line
from tui.reading.glyphs import (
    cells,
    fit,
    shown,
    shown_line,
)
from tui.reading.wrap import wrap
from tui.themes import KINDS
from tui.widgets.pane import Pane
from tui.widgets.styles import LookTable

LEAST_TAGS = 4
"""Tags that are listed however low the pane is."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the sidebar: a tag, a name, or what stands between them."""

    sort: Literal["tag", "name", "mark", "heading", "note", "blank"]
    words: str = ""
    kind: str = ""
    count: int = 0
    marks: int = 0
    """Of a tag, how many passages have it: `¶3`."""
    key: int | None = None
    ticked: bool = False
    tag: str = ""
    """The tag of a mark, whose quote the words are."""
    id: str = ""
    """The mark's."""

    @property
    def can_choose(self) -> bool:
        """Whether the cursor stops here."""
        return self.sort in ("tag", "name", "mark")


MOST_OF_TAG = 12
"""Cells of a tag's name behind the passage that it marks."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the sidebar lists."""

    tags: Sequence[Tag] = ()
    article: Article | None = None
    hidden: Collection[str] = ()
    """Labels whose entities are not listed."""
    why: str = ""
    """Why the article has no names, or few; empty where it has."""


class Sidebar(Pane):
    """Tags above, names below, one cursor through both."""

    LOOKS: ClassVar[LookTable] = {
        "side--cursor": "on $cursor",
        "side--cursor:nocolor": "reverse",
        "side--bar": "$accent",
        "side--quiet": "$faint",
        "side--digit": "$accent",
    }

    cursor: reactive[int] = reactive(0)
    """The item that the cursor is on."""
    track = False
    content: reactive[Content] = reactive(Content(), repaint=False, init=False)
    """The codebook, and the article whose tags, marks and names are listed."""

    class TagChosen(Message):
        """A tag is to be put on the article, or taken off."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class NameChosen(Message):
        """The next mention of a name is to be shown."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class MarkChosen(Message):
        """The passage of a mark is to be shown."""

        def __init__(self, mark_id: str) -> None:
            super().__init__()
            self.mark_id = mark_id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: list[Item] = []
        """The article's names below the headings of their kinds."""
        self._items: list[Item] = []
        self._top = 0

    # -- what is shown

    def watch_content(self, before: Content, after: Content) -> None:
        """List other tags, marks or names."""
        entities = after.article.entities if after.article is not None else None
        is_same = before.article is not None and before.article.entities is entities
        if not is_same or after.hidden != before.hidden:  # counted once: a book has thousands
            self._names = _name_rows([e for e in entities or () if e.label not in after.hidden])
        self._rebuild()

    def _rebuild(self) -> None:
        chosen = self.chosen
        article = self.content.article
        marks = _mark_items(article.marks if article is not None else ())
        self._items = [*self._tag_items(), *marks, *self._name_items()]
        where = next((i for i, item in enumerate(self._items) if _same(item, chosen)), None)
        first = next((i for i, item in enumerate(self._items) if item.can_choose), 0)
        self.set_reactive(Sidebar.cursor, first if where is None else where)
        self._keep_in_sight()
        self.refresh()

    def _tag_items(self) -> list[Item]:
        article = self.content.article
        mine = {tag.casefold() for tag in article.tags} if article is not None else set()
        ranked = sorted(
            enumerate(self.content.tags),
            key=lambda at: (at[1].key or 99, at[1].name.casefold() not in mine, at[0]),
        )
        room = max(LEAST_TAGS, self.body_height // 2)
        keyed_or_mine = sum(1 for _, tag in ranked if tag.key or tag.name.casefold() in mine)
        shown = max(room, keyed_or_mine)
        items = [
            Item("tag", tag.name, count=tag.articles, marks=tag.marks, key=tag.key,
                 ticked=tag.name.casefold() in mine)
            for _, tag in ranked[:shown]
        ]  # fmt: skip
        if len(ranked) > shown:
            items.append(Item("note", f"… {len(ranked) - shown:,} more: t"))
        return items or [Item("note", "no tags yet: press t")]

    def _name_items(self) -> list[Item]:
        if self.content.article is None:
            return []
        items = list(self._names)
        why = self.content.why or ("" if items else "no names found")
        if why:
            glyphs = shown(why)
            parts = wrap(glyphs, max(8, self.body_width - 2))
            items.append(Item("blank"))
            items += [Item("note", glyphs[start:end]) for start, end in parts]
        return items

    @property
    def chosen(self) -> Item | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    @property
    def chosen_name(self) -> str | None:
        """The name under the cursor; None where it is on something else."""
        item = self.chosen
        return item.words if item is not None and item.sort == "name" else None

    @property
    def chosen_tag(self) -> str | None:
        """The tag under the cursor; None where it is on something else."""
        item = self.chosen
        return item.words if item is not None and item.sort == "tag" else None

    @property
    def chosen_mark(self) -> str | None:
        """The id of the mark under the cursor; None where it is on something else."""
        item = self.chosen
        return item.id if item is not None and item.sort == "mark" else None

    # -- moving

    def move(self, by: int) -> None:
        """Move the cursor over some items that can be chosen."""
        places = [i for i, item in enumerate(self._items) if item.can_choose]
        if not places:
            return
        at = sum(1 for place in places if place < self.cursor)
        self.cursor = places[max(0, min(at + by, len(places) - 1))]

    def move_to_end(self, last: bool) -> None:
        """Move the cursor to the first or the last item."""
        self.move(len(self._items) if last else -len(self._items))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        height = max(1, self.body_height)
        top = max(min(self._top, self.cursor), self.cursor - height + 1)
        self._top = 0 if self.cursor < height else max(0, min(top, len(self._items) - height))

    def on_resize(self) -> None:
        """List as many tags as the new height has room for."""
        self._rebuild()

    def scroll_by(self, lines: int) -> None:
        """Scroll with the wheel, the cursor left where it is."""
        self._top = max(0, min(self._top + lines, len(self._items) - self.body_height))
        self.refresh()

    def choose(self) -> None:
        """Do what the item under the cursor is for."""
        item = self.chosen
        if item is None or not item.can_choose:
            return
        if item.sort == "mark":
            self.post_message(self.MarkChosen(item.id))
        elif item.sort == "tag":
            self.post_message(self.TagChosen(item.words))
        else:
            self.post_message(self.NameChosen(item.words))

    async def on_click(self, event: events.Click) -> None:
        """Choose the item that was clicked."""
        at = self._top + event.y - 1
        if event.y >= 1 and at < len(self._items) and self._items[at].can_choose:
            self.cursor = at
            self.choose()

    # -- drawing

    def _bar(self, *looks: str) -> Segment:
        """Return the first cell of an item: a bar where the cursor is."""
        return Segment("▌" if looks else " ", self.look("side--bar", *looks))

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: a tag with its digit, tick and count, a heading, or a name."""
        at = self._top + y
        if at >= len(self._items):
            return []
        item = self._items[at]
        looks = ("side--cursor",) if at == self.cursor and self.has_focus else ()
        width = self.body_width
        if item.sort == "blank":
            return []
        if item.sort == "note":
            return [Segment(" " + fit(item.words, width - 2), self.look("side--quiet"))]
        if item.sort == "heading":
            look = self.look(f"kind--{item.kind}" if item.kind else "pane--heading")
            return [Segment(" ", self.look()), Segment(item.words, look)]
        if item.sort == "mark":
            room = max(1, min(MOST_OF_TAG, width // 2))
            tag = _nested(item.tag, room)
            tag = fit(tag, min(room, cells(shown_line(tag))))
            return [
                self._bar(*looks),
                Segment("▎ ", self.tag_look(item.tag, *looks)),
                Segment(fit(item.words, max(1, width - 5 - cells(tag))), self.look(*looks)),
                Segment(f" {tag} ", self.tag_look(item.tag, *looks)),
            ]
        number = f"{item.count:,}" if item.count else ""
        if item.marks:
            number = f"{number} ¶{item.marks:,}".lstrip()
        if item.sort == "tag":
            room = max(1, width - 7 - len(number))
            return [
                self._bar(*looks),
                Segment(f"{item.key or ' '}", self.look("side--digit", *looks)),
                Segment(" ✓ " if item.ticked else "   ", self.look("side--digit", *looks)),
                Segment(fit(_nested(item.words, room), room), self.tag_look(item.words, *looks)),
                Segment(f" {number} ", self.look("side--quiet", *looks)),
            ]
        room = max(1, width - 5 - cells(number))
        return [
            self._bar(*looks),
            Segment("  ", self.look(*looks)),
            Segment(fit(item.words, room), self.look(*looks)),
            Segment(f" {number} ", self.look("side--quiet", *looks)),
        ]


def _nested(tag: str, room: int) -> str:
    """Return a tag without as many of its upper parts as have no room: the last tells it apart."""
    shown, rest = tag, tag
    while cells(shown_line(shown)) > room and "/" in rest:
        rest = rest.partition("/")[2]
        shown = f"…/{rest}"
    return shown


def _same(item: Item, other: Item | None) -> bool:
    return other is not None and (item.sort, item.words, item.id) == (
        other.sort,
        other.words,
        other.id,
    )


def _mark_items(marks: Sequence[Mark]) -> list[Item]:
    if not marks:
        return []
    rows = [Item("mark", one_line(mark.quote), tag=mark.tag, id=mark.id) for mark in marks]
    return [Item("blank"), Item("heading", "MARKS"), *rows]


def _name_rows(entities: Sequence[Entity]) -> list[Item]:
    """Return the names below the headings of their kinds, the most frequent of a kind first."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for entity in entities:
        counts[KIND_OF_LABEL[entity.label]][entity.name] += 1
    rows: list[Item] = []
    for kind, names in counts.items():
        if names:
            rows += [Item("blank"), Item("heading", kind.upper(), kind=kind)]
            rows += [Item("name", name, kind=kind, count=n) for name, n in names.most_common()]
    return rows
