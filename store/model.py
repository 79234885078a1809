"""The values that the store returns: articles, entities, marks, tags, matches, hits, changes.

Every offset is a code point index into the article's text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
"""A range of a text: start and end in code points, end exclusive."""

Status = Literal["ok", "empty", "binary", "unreadable", "encrypted", "no text", "too large"]
"""The result of reading an article's file."""

TitleFrom = Literal["headline", "lead", "file"]
"""Where a title comes from: a headline, the start of the running text, or the file's name."""

CopyKind = Literal["same", "near", "contains", "contained"]
"""The relation of a copy to an article: the same words; an edited version; a longer version that
contains the article; a shorter version that the article contains.
"""

OWN_TAGS = "default"
"""Stands for the library's own `tags.yaml` where a tags file is named."""

LABELS = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "NORP",
    "FAC",
    "PRODUCT",
    "EVENT",
    "LAW",
    "WORK_OF_ART",
    "DATE",
)
"""The entity labels in use, in the order of lists (OntoNotes names)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing at a place in a text: its label, the words there, and its canonical name."""

    start: int
    end: int
    label: str
    text: str
    name: str
    reason: str
    """Why it has this label: `model`, `dateline`, `surname of Mevlut Cavusoglu`, …"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag, and maybe a note, on a passage; `start` and `end` are None while it is lost."""

    id: str
    start: int | None
    end: int | None
    tag: str
    quote: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the codebook, or one in use without an entry there, with its counts."""

    name: str
    articles: int = 0
    """The number of articles that have it, passages apart."""
    color: str | None = None
    key: int | None = None
    """The digit from 1 to 9 that applies it."""
    description: str | None = None
    last_used: int = 0
    """The journal's number of the last change that used it; 0 where it never was."""
    marks: int = 0
    """The number of passages that have it."""
    excludes: tuple[str, ...] = ()
    """The names of the tags that exclude it, or that it excludes."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article's row in a list; `cuttings list --json` has all fields but `num` and `copies`."""

    num: int
    """The row number in the index: stable until the index is rebuilt, never shown, never stored."""
    id: str
    title: str
    title_from: TitleFrom
    source: str | None
    published: str | None
    """EDTF: `2016-08-10`, `2016-08`, `XXXX-12-09` where no year is given; None where unknown."""
    words: int
    tags: tuple[str, ...]
    read: str | None
    """The day on which it was read, ISO 8601; None while unread."""
    note: str | None
    status: Status
    reason: str | None
    """Why the status is not `ok`, in words for a person."""
    copies: int = 0
    """The number of known copies."""
    part: str | None = None
    """The article's name inside its file; None where the file is one article."""
    format: str = "text"
    """The format of the file: `text`, `markdown`, `html`, `pdf`, …"""
    url: str | None = None
    author: str | None = None
    pages: tuple[tuple[int, int, int], ...] | None = None
    """Page number, start and end of each page of the text; None where it has no pages."""


@dataclass(frozen=True, slots=True)
class Article(Row):
    """A whole article: the fields of its row, its text, and the analysis of the text."""

    text: str = ""
    paragraphs: tuple[Span, ...] = ()
    """Sorted, disjoint, and covering all of the text that isn't blank."""
    boilerplate: tuple[Span, ...] = ()
    """Sorted ranges that are shown dimmed: credits, page furniture, repeated paragraphs."""
    title_span: Span | None = None
    """The span of the headline; None where the title is not part of the text."""
    reflow: tuple[bool, ...] = ()
    """For each paragraph, whether its line ends are only wrapping (False: verse, lists, tables)."""
    marks: tuple[Mark, ...] = ()
    language: str | None = None
    """Its ISO 639 code; None where that isn't sure."""
    encoding: str | None = None
    """The codec that the file was read with, maybe with a note on stray bytes; None: no text."""
    replaced: int = 0
    """The number of undecodable characters, replaced by U+FFFD."""
    garbled: int = 0
    """The number of places where the text seems to have been decoded wrongly before."""
    entities: tuple[Entity, ...] | None = None
    """None until annotated; sorted, not overlapping, hidden ones left out."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article found by jump: score from 0 to 100, and the matched letters of its title."""

    id: str
    title: str
    score: float
    positions: tuple[int, ...] = ()
    """Code point indices into `title`, sorted."""
    num: int = 0
    via: str = ""
    """The match outside the title: `#tag`, an entity's name, a file name; empty where there is
    none.
    """


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that tells the story of another one in the same words."""

    row: Row
    likeness: float
    """Share of the shorter of the two that is in the longer one too, from 0 to 1."""
    kind: CopyKind


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Copies of one story: the longest article, and the relation of the others to it."""

    first: Row
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A search hit: a span in a text, with the words around it."""

    id: str
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Op:
    """One fact set from `before` to `after`; None stands for "not there".

    The path says which fact: `("articles", ID, "tags", NAME)` with True for "has it";
    `("articles", ID, "read")`; `("articles", ID, "seen")`, a read day that nobody set and that is
    not in `tags.yaml`; `("articles", ID, "note")`; `("articles", ID, "marks", MARK_ID)`;
    `("tags", NAME)` with True for "is in the codebook"; `("tags", NAME, "color"|"key"|…)`;
    `("views", NAME)`; `("settings", KEY)`; `("entities", "aliases"|"labels"|"names", NAME)`;
    `("entities", "hidden"|"split", NAME)` with True; and the same below `("articles", ID)`.
    """

    path: tuple[str, ...]
    before: Any
    after: Any

    def inverse(self) -> Op:
        """Return the op that takes this one back."""
        return Op(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One user action, as journal, undo, redo and history record it."""

    seq: int
    at: str
    """When, as ISO 8601 in UTC."""
    coder: str
    label: str
    """A description, as undo shows it: `tag syria on 3 articles`."""
    ops: tuple[Op, ...] = field(default=())
    on_stack: bool = True
    """Whether undo covers it; automatic read marks and mere additions from outside are not undone.
    """
    undone: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the articles that the change touched, each once, in order."""
        return tuple(dict.fromkeys(op.path[1] for op in self.ops if op.path[0] == "articles"))
