"""What is done with a passage that was chosen: tagged, copied, or taken for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Article
from tui import display_text
from tui.services.quotations import copy_quotation

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Ui
    from tui.services.corrections import Corrections
    from tui.services.edits import Edits
    from tui.state import BrowseState


class MarkActions:
    """Acts on the passage, and ends the mode in which it was chosen."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        edits: Edits,
        corrections: Corrections,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._edits = edits
        self._corrections = corrections

    def _chosen(self) -> tuple[Article, int, int] | None:
        article, passage = self._state.article, self._state.passage
        return None if article is None or passage is None else (article, *passage.span)

    def tag(self) -> None:
        """Choose tags for the passage; the mode ends when the picker closes with one."""
        from tui.overlays.tag_picker import TagPicker

        chosen = self._chosen()
        if chosen is None:
            return
        article, start, end = chosen

        def toggle(tag: str) -> None:
            self._mark_as(article.id, start, end, tag)

        title = f"MARK {display_text.one_line(article.text[start:end])}"
        self._ui.push(TagPicker(self._state.codebook, (), 1, toggle, title=title))

    def tag_key(self, digit: int) -> None:
        """Mark the passage with the tag whose key is a digit."""
        chosen = self._chosen()
        tag = next((tag for tag in self._state.codebook if tag.key == digit), None)
        if tag is None:
            self._ui.say(f"no tag has the key {digit}")
        elif chosen is not None:
            article, start, end = chosen
            self._mark_as(article.id, start, end, tag.name)

    def _mark_as(self, id: str, start: int, end: int, tag: str) -> None:
        mark = self._library.mark
        self._edits.do(lambda: mark(id, start, end, tag), "it is marked so already")
        self._leave()

    def _leave(self) -> None:
        self._state.update(passage=None)

    def copy(self) -> None:
        """Copy the passage with its source."""
        chosen = self._chosen()
        if chosen is not None:
            article, start, end = chosen
            copy_quotation(self._ui, article.text[start:end], article, start)
            self._leave()

    def add_name(self) -> None:
        """Say that the passage is a name, and what kind of one."""
        chosen = self._chosen()
        if chosen is not None:
            self._corrections.ask_missed(*chosen, self._leave)
