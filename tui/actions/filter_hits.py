"""What the filter found, in the text: `n` goes through its words, and on to the next article."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tui import display_text

if TYPE_CHECKING:
    from tui.ports import ListPort, Ui
    from tui.services.article_loader import ArticleLoader
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState


class FilterHits:
    """Goes from one match of the filter to the next."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        rows: ListPort,
        place: TextPlace,
        loader: ArticleLoader,
    ) -> None:
        self._state = state
        self._ui = ui
        self._list = rows
        self._place = place
        self._loader = loader

    def again(self, _words: str, by: int) -> None:
        """Go to the next or previous match; behind the last one, on to the next article."""
        starts = [start for start, _ in self._state.filter_matches]
        start = self._place.start
        at = bisect_left(starts, start + 1) if by > 0 else bisect_left(starts, start) - 1
        if 0 <= at < len(starts):
            self._go(at)
        else:
            self._step_on(by)

    def _step_on(self, by: int) -> None:
        """Open the next or previous article of the list at its first, or last, match."""
        before = self._list.place

        def arrived() -> None:
            matches = self._state.filter_matches
            if matches:
                self._go(0 if by > 0 else len(matches) - 1)
            else:
                self._ui.say("the words of the filter are not in this text: n goes on")

        self._list.move(by)
        if self._list.place == before:
            which = "last" if by > 0 else "first"
            self._ui.say(f"this is the {which} article of the list")
        else:
            self._loader.open_now(then=arrived)

    def _go(self, at: int) -> None:
        matches = self._state.filter_matches
        self._place.go_to_match(matches, at)
        where = f"article {self._list.place + 1:,} of {self._state.articles:,}"
        self._ui.say(f"{display_text.match(at + 1, len(matches))} · {where}")
