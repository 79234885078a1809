"""The digits: each is the key of a tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.panes import MARK

if TYPE_CHECKING:
    from tui.state import BrowseState


class DigitKeys:
    """Tags the passage while one is chosen, else the articles."""

    def __init__(
        self,
        state: BrowseState,
        tag_articles: Callable[[int], None],
        tag_passage: Callable[[int], None],
    ) -> None:
        self._state = state
        self._tag_articles = tag_articles
        self._tag_passage = tag_passage

    def press(self, digit: int) -> None:
        """Add the tag of a digit, or take it off."""
        if self._state.mode == MARK:
            self._tag_passage(digit)
        else:
            self._tag_articles(digit)
