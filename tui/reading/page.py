"""An article made ready to be shown: its blocks, and the spans that are painted over its text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from store.model import Article, Entity
from tui.display_text import KIND_OF_LABEL
from tui.reading.blocks import Block, blocks_of
from tui.reading.folds import Folds, folded, folds_of
from tui.reading.paint import Layer


@dataclass(frozen=True)
class Page:
    """An article, its blocks and its layers; made off the UI thread, drawn on it."""

    article: Article
    blocks: tuple[Block, ...]
    folds: Folds
    folded: tuple[Block, ...]
    """The blocks with all folds closed."""
    draft: str
    """What was typed as its note and not saved."""
    dimmed: Layer
    entities: Layer
    marks: Layer

    def with_entities(self, article: Article, hidden: Collection[str], draft: str = "") -> Page:
        """Return the page of the same text with other entities, marks, note and draft on it."""
        same = (article.note, draft) == (self.article.note, self.draft)
        page = self if same else page_of(article, hidden, draft)
        return replace(
            page,
            article=article,
            entities=_entity_layer(article.entities or (), hidden),
            marks=_mark_layer(article),
        )


def page_of(article: Article, hidden: Collection[str] = ("DATE",), draft: str = "") -> Page:
    """Return the page of an article, without the entities whose labels are hidden.

    A `draft` of its note that is not saved is shown behind the note.
    """
    blocks = blocks_of(article, draft)
    folds = folds_of(article, blocks)
    return Page(
        article=article,
        blocks=blocks,
        folds=folds,
        folded=folded(blocks, folds) if folds else blocks,
        draft=draft,
        dimmed=Layer((start, end, "page--dimmed") for start, end in article.boilerplate),
        entities=_entity_layer(article.entities or (), hidden),
        marks=_mark_layer(article),
    )


MARKED = "#"
"""What the name of a mark's look begins with; its tag follows."""


def _entity_layer(entities: Collection[Entity], hidden: Collection[str]) -> Layer:
    return Layer(
        (entity.start, entity.end, f"kind--{KIND_OF_LABEL[entity.label]}")
        for entity in entities
        if entity.label not in hidden
    )


def _mark_layer(article: Article) -> Layer:
    """Return what is marked as spans that lie apart, each with its tag behind MARKED.

    Where marks overlap, the one that begins last is on top, and of those the shorter one.
    """
    marks = sorted(
        (m.start, -m.end, m.tag) for m in article.marks if m.start is not None and m.end is not None
    )
    edges = sorted({edge for start, end, _ in marks for edge in (start, -end)})
    spans: list[tuple[int, int, str]] = []
    for start, end in pairwise(edges):
        over = [tag for first, last, tag in marks if first <= start and end <= -last]
        if not over:
            continue
        if spans and spans[-1][1:] == (start, MARKED + over[-1]):
            start = spans.pop()[0]
        spans.append((start, end, MARKED + over[-1]))
    return Layer(spans)
