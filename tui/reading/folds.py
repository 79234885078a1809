"""What of an article can be folded: stretches of boilerplate, and of what stands there already."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from store.model import Article, Span
from tui.display_text import count
from tui.reading.blocks import Block

if TYPE_CHECKING:
    from tui.reading.page import Page

WORTHWHILE = 160
"""Code points from which one paragraph is folded: less takes hardly more room than the fold."""

Folds = Mapping[int, tuple[int, int]]
"""The first block and the one behind the last of each fold, by the code point where it starts."""


def folds_of(article: Article, blocks: tuple[Block, ...]) -> Folds:
    """Return the runs of blocks of which all is boilerplate, if they are worth folding."""
    dim = list(_merged(article))
    starts = [start for start, _ in dim]

    def is_dim(block: Block) -> bool:
        at = bisect_right(starts, block.start) - 1
        return block.kind == "body" and at >= 0 and block.end <= dim[at][1]

    folds = {}
    for dimmed, run in groupby(enumerate(map(is_dim, blocks)), itemgetter(1)):
        places = [at for at, _ in run] if dimmed else []
        if not places:
            continue
        first, last = blocks[places[0]], blocks[places[-1]]
        if len(places) > 1 or last.end - first.start >= WORTHWHILE:
            folds[first.start] = places[0], places[-1] + 1
    return folds


def _merged(article: Article) -> Iterator[Span]:
    """Yield the ranges of boilerplate, those as one between which only blanks stand."""
    text = article.text
    open_start = open_end = -1
    for start, end in article.boilerplate:
        if open_start >= 0 and not text[open_end:start].strip():
            open_end = end
            continue
        if open_start >= 0:
            yield open_start, open_end
        open_start, open_end = start, end
    if open_start >= 0:
        yield open_start, open_end


def folded(blocks: tuple[Block, ...], folds: Folds) -> tuple[Block, ...]:
    """Return the blocks with one in the place of each fold."""
    result: list[Block] = []
    at = 0
    for start, (first, behind) in sorted(folds.items()):
        result.extend(blocks[at:first])
        paragraphs = sum(block.gap > 0 for block in blocks[first:behind])
        label = f"… {count(paragraphs, 'paragraph')} folded …"
        result.append(Block(start, blocks[behind - 1].end, kind="fold", label=label))
        at = behind
    return (*result, *blocks[at:])


class Folding:
    """Whether stretches are folded, and which of an article are laid open all the same."""

    def __init__(self) -> None:
        self.on = False
        self.blocks: tuple[Block, ...] = ()
        """What is shown of the article in view."""
        self._opened: set[int] = set()

    def begin(self, page: Page) -> None:
        """Take another article, or the same one anew, with nothing laid open."""
        self._opened.clear()
        self.take(page)

    def take(self, page: Page) -> None:
        """Take the same article with other notes; what is laid open stays so."""
        if not self.on:
            self.blocks = page.blocks
        elif not self._opened:
            self.blocks = page.folded
        else:
            closed = {at: run for at, run in page.folds.items() if at not in self._opened}
            self.blocks = folded(page.blocks, closed)

    def open(self, page: Page, at: int, offset: int) -> bool:
        """Lay the block at an index open if it is a fold around a code point; say whether."""
        block = self.blocks[at]
        if block.kind != "fold" or not block.start <= offset < block.end:
            return False
        self._opened.add(block.start)
        first, behind = page.folds[block.start]
        self.blocks = self.blocks[:at] + page.blocks[first:behind] + self.blocks[at + 1 :]
        return True
