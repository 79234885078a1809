"""Which folds of the article in view are open."""

from __future__ import annotations

from tui.reading.blocks import Block
from tui.reading.folds import folded
from tui.reading.page import Page


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
