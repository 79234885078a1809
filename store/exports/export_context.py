"""The input of a format's writer: the articles one by one, the codebook, and the output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from store.entities.apply_corrections import BY_LIBRARY, entities_with
from store.entities.corrections import of_library
from store.errors import ExportError, Stopped
from store.exports.export_formats import (
    CORRECTIONS,
    MARK_NOTES,
    MARKS,
    NOTES,
    READ,
    TAGS,
    Format,
)
from store.exports.losses import Losses
from store.index import rows
from store.index.database import Database
from store.index.listings import Listing
from store.model import (
    LABELS,
    Article,
    Entity,
    Mark,
    Tag,
)

PAGE = 100
"""Articles whose metadata is read at once; texts are read one by one."""

Progress = Callable[[int, int], None]
"""Called with the number of articles done and the total."""


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """An article to export, with the SHA-256 of its file (None if it can't be read)."""

    article: Article
    sha256: str | None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def text(self) -> str:
        """The article's text, to whose code points all offsets refer."""
        return self.article.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The corrected entities without hidden ones; empty if it isn't annotated."""
        return self.article.entities or ()

    @property
    def marks(self) -> tuple[tuple[int, int, Mark], ...]:
        """The marks found in the text: start, end and mark, in order of position."""
        return tuple(
            (mark.start, mark.end, mark)
            for mark in self.article.marks
            if mark.start is not None
            and mark.end is not None
            and 0 <= mark.start < mark.end <= len(self.text)
        )

    @property
    def spans(self) -> list[tuple[int, int, str]]:
        """Entities and marks together: start, end, and label or tag; sorted."""
        spans = [(entity.start, entity.end, entity.label) for entity in self.entities]
        spans += [(start, end, mark.tag) for start, end, mark in self.marks]
        return sorted(spans)


@dataclass(slots=True)
class ExportContext:
    """The state of one export."""

    format: Format
    database: Database
    listing: Listing
    tags: list[Tag]
    """The codebook in its order, followed by tags that are used but not listed."""
    stop: Callable[[], bool]
    progress: Progress
    bom: bool = False
    """Whether a table starts with a byte order mark, by which spreadsheets recognize UTF-8."""
    losses: Losses = field(default_factory=Losses)
    written: int = 0
    """Number of articles written."""
    out: TextIO | None = None
    path: Path | None = None
    beside: Path | None = None
    """The path of the main file, next to which a second one may be written; None for a stream."""

    @property
    def text(self) -> TextIO:
        """The stream that text formats write to."""
        if self.out is None:
            raise ExportError(f"{self.format.name} is not a text format")
        return self.out

    @property
    def place(self) -> Path:
        """The file or folder that other formats write to."""
        if self.path is None:
            raise ExportError(f"{self.format.name} needs a file")
        return self.path

    def used_tags(self) -> list[str]:
        """Return the tags that occur on the articles, in the order of the codebook."""
        counts = rows.tag_counts(self.database, self.listing.nums())
        return [tag.name for tag in self.tags if tag.name.casefold() in counts]

    def texts(self, loss: str) -> Iterator[ExportedArticle]:
        """Yield the articles with text; count the others as `loss`.

        For formats that reject empty documents.
        """
        for item in self.items():
            if item.text.strip():
                yield item
            else:
                self.losses.add(loss, item.id)

    def items(self) -> Iterator[ExportedArticle]:
        """Yield the articles in order, and count what the format can't represent.

        Articles that have disappeared meanwhile are skipped. Raises Stopped.
        """
        connection = self.database.connection()
        corrections = of_library(connection)
        total = len(self.listing)
        for start in range(0, total, PAGE):
            nums = self.listing.nums(start, start + PAGE)
            digests = rows.digests(self.database, nums)
            for place, num in enumerate(nums, start):
                if self.stop():
                    raise Stopped(f"stopped after {place:,} of {total:,} articles; nothing written")
                article = rows.article(self.database, num)
                if article is None or num not in digests:
                    continue
                if self.format.entities or CORRECTIONS in self.format.leaves:
                    entities = entities_with(self.database, num, corrections)
                    article = replace(article, entities=entities)
                item = ExportedArticle(article, digests[num])
                self._count_losses(item)
                yield item
                self.written += 1
                self.progress(place + 1, total)

    def _count_losses(self, item: ExportedArticle) -> None:
        article, leaves, losses = item.article, self.format.leaves, self.losses
        if self.format.annotates and article.status in ("binary", "unreadable"):
            losses.add("articles without text: binary or unreadable", item.id)
        if self.format.entities and article.entities is None and article.status == "ok":
            losses.add("articles whose names have not been found yet", item.id)
        if TAGS in leaves:
            losses.add("tags of articles", item.id, len(article.tags))
        if NOTES in leaves:
            losses.add("notes on articles", item.id, article.note is not None)
        if READ in leaves:
            losses.add("read dates of articles", item.id, article.read is not None)
        if MARKS in leaves:
            losses.add("marks", item.id, len(article.marks))
        elif self.format.annotates:
            lost = len(article.marks) - len(item.marks)
            losses.add("marks that have lost their place", item.id, lost)
            if MARK_NOTES in leaves:
                losses.add("notes on marks", item.id, sum(bool(m.note) for *_, m in item.marks))
        if CORRECTIONS in leaves:
            corrected = sum(entity.reason.startswith(BY_LIBRARY) for entity in item.entities)
            losses.add("your corrections of names", item.id, corrected)

    def check_labels(self, item: ExportedArticle) -> None:
        """Count the marks whose tag equals an entity label, which some formats confuse."""
        alike = sum(mark.tag in LABELS for _, _, mark in item.marks)
        self.losses.add("marks whose tag will be mistaken for an entity label", item.id, alike)
