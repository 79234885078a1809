"""Reading the article in view: going round its names, folding, the width of its lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui.article_facts import shown_entities, why_no_entities

if TYPE_CHECKING:
    from tui.ports import ReaderPort, Ui
    from tui.services.article_loader import ArticleLoader
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState


class ArticleView:
    """What is done with the text that is shown."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        reader: ReaderPort,
        place: TextPlace,
        loader: ArticleLoader,
    ) -> None:
        self._state = state
        self._ui = ui
        self._reader = reader
        self._place = place
        self._loader = loader

    def next_entity(self, by: int, name: str | None = None) -> None:
        """Go to the next (or previous) entity, or to the next mention of one name, round."""
        entities = [e for e in shown_entities(self._state) if name is None or e.name == name]
        if not entities:
            self._ui.say(why_no_entities(self._state) or "no names found here")
            return
        start = self._place.start
        starts = [entity.start for entity in entities]
        at = bisect_right(starts, start) % len(starts) if by > 0 else bisect_left(starts, start) - 1
        self._place.go_to_entity(entities[at])

    def toggle_dates(self) -> None:
        """Show dates among the names, or not any more."""
        hidden = self._state.hidden_labels ^ {"DATE"}
        self._state.update(hidden_labels=hidden)
        self._ui.say("dates are shown" if "DATE" not in hidden else "dates are hidden")
        self._loader.reload()

    def page_down(self) -> None:
        """Scroll a page down."""
        self._reader.scroll_pages(1)

    def toggle_folds(self) -> None:
        """Fold what is dimmed in every article, or lay it open."""
        folded = self._reader.toggle_folds()
        self._ui.say(f"what is dimmed is {'folded' if folded else 'shown'}")

    def widen(self, by: int) -> None:
        """Make the lines of the text longer or shorter by some cells, from what is shown."""
        width, full = self._reader.widen(by)
        words = f"lines of {width} cells"
        self._ui.say(f"{words}: there is room for no more" if by > 0 and full else words)
