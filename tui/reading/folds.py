"""What of an article can be folded: stretches of boilerplate, and of what stands there already."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from store.model import Article, Span
from tui.display_text import count
from tui.reading.blocks import Block

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
