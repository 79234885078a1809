"""The services, made once at the start, each with what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.services.article_loader import ArticleLoader
from tui.services.background_work import BackgroundWork
from tui.services.change_display import ChangeDisplay
from tui.services.corrections import Corrections
from tui.services.edits import Edits
from tui.services.hit_snippets import HitSnippets
from tui.services.list_query import ListQuery
from tui.services.list_updates import ListUpdates
from tui.services.navigation import Navigation
from tui.services.reading_record import ReadingRecord
from tui.services.start_article import StartArticle
from tui.services.tag_edits import TagEdits
from tui.services.targets import Targets
from tui.services.text_place import TextPlace

if TYPE_CHECKING:
    from store import Library
    from store.model import Change
    from tui.ports import Panes, Ui
    from tui.state import BrowseState


class Services:
    """What several actions need, over one library."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, panes: Panes) -> None:
        self.edits = Edits(library, state, ui, self._made)
        self.record = ReadingRecord(library, state, ui, panes.reader, self.edits)
        self.loader = ArticleLoader(library, state, ui, panes, self.record)
        self.listings = ListQuery(library, state, ui, panes.list, self.loader)
        self.updates = ListUpdates(library, state, ui, panes.list, self.listings)
        self.display = ChangeDisplay(library, state, ui, self.loader, self.updates)
        self.background = BackgroundWork(library, state, ui, self.listings, self.display)
        self.start_article = StartArticle(library, state, ui, panes.list, self.loader)
        self.snippets = HitSnippets(library, state, ui, panes.list)
        self.place = TextPlace(state, ui, panes.reader)
        self.targets = Targets(library, state)
        self.tag_edits = TagEdits(library, state, ui, self.edits)
        self.navigation = Navigation(ui, self.listings, self.loader, self.place)
        self.corrections = Corrections(library, state, ui, self.edits)

    def _made(self, change: Change | None) -> None:
        if change is not None:
            self.background.watcher.shown_already(change)
        self.display.outcome(change)

    def close(self) -> None:
        """Stop the work in the background, and wait for what was changed."""
        self.record.keep_place()
        self.background.close()
        self.edits.close()
