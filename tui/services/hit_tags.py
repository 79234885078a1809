"""Tags for the articles of a search's hits, and for the passages themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.model import Hit, Tag
from tui import display_text
from tui.search_results import SECONDS, SearchResults

if TYPE_CHECKING:
    from store import Library
    from tui.overlays.picker import Picker
    from tui.ports import OnDone, Stop, Ui
    from tui.services.edits import Edits
    from tui.services.tag_edits import TagEdits

MOST_MARKED = 5_000
"""Hits that are marked at a time."""


class HitTags:
    """Opens the tag picker over the overlay of a search."""

    def __init__(self, library: Library, ui: Ui, edits: Edits, tags: TagEdits) -> None:
        self._library = library
        self._ui = ui
        self._edits = edits
        self._tags = tags

    def tag(self, overlay: Picker[Any], results: SearchResults, chosen: Sequence[Hit]) -> None:
        """Choose tags for the articles of some hits; of all, shown or not, where none."""
        from tui.overlays.tag_picker import TagPicker

        library = self._library

        def job(stop: Stop) -> tuple[list[Tag], list[str]]:
            if results.more and not chosen:
                return library.tags(), library.search.ids(results.query, stop, SECONDS)
            hits = chosen or results.hits
            return library.tags(), sorted({hit.id for hit in hits})

        def then(result: tuple[list[Tag], list[str]]) -> None:
            tags, ids = result

            def toggle(tag: str) -> None:
                self._tags.toggle(lambda: ids, tag, self._teller(overlay))

            def count_tags() -> dict[str, int]:
                return library.articles.tag_counts(library.articles.nums_of(ids))

            title = f"TAG {display_text.count(len(ids), 'article').upper()}"
            self._ui.push(TagPicker(tags, (), len(ids), toggle, count_tags, title=title))

        self._ui.run("picker", job, then)

    def mark(self, overlay: Picker[Any], results: SearchResults, chosen: Sequence[Hit]) -> None:
        """Choose tags for the passages of some hits; of all, shown or not, where none."""
        from tui.overlays.tag_picker import TagPicker

        library = self._library

        def job(stop: Stop) -> tuple[list[Tag], Sequence[Hit], bool]:
            if chosen or not results.more:
                return library.tags(), chosen or results.hits, False
            result = library.search.concordance(results.query, MOST_MARKED, "id", stop, SECONDS)
            return library.tags(), result.hits, result.more

        def then(result: tuple[list[Tag], Sequence[Hit], bool]) -> None:
            tags, hits, more = result
            places = [(hit.id, hit.start, hit.end) for hit in hits]

            def toggle(tag: str) -> None:
                self._edits.do(
                    lambda: library.userdata.mark_each(places, tag),
                    "they are marked so already",
                    on_done=self._teller(overlay),
                )

            articles = len({hit.id for hit in hits})
            first = "THE FIRST " if more else ""
            count = display_text.count
            words = f"{count(len(hits), 'hit')} in {count(articles, 'article')}"
            title = f"MARK {first}{words.upper()}"
            self._ui.push(TagPicker(tags, (), 1, toggle, title=title))

        self._ui.run("picker", job, then)

    def _teller(self, overlay: Picker[Any]) -> OnDone:
        """Return what says in an overlay, or on the screen when it is closed, how a change went."""

        def on_done(words: str, refused: bool) -> None:
            if overlay.is_there:
                overlay.say(words, warning=refused)
            elif words:
                self._ui.say(words, warning=refused)

        return on_done
