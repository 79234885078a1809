"""The actions on the text of an article, made once at the start, each with what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.article_view import ArticleView
from tui.actions.clipboard import ClipboardActions
from tui.actions.entity_cards import EntityCardActions
from tui.actions.filter_hits import FilterHits
from tui.actions.go_to import GoToActions
from tui.actions.mark_actions import MarkActions
from tui.actions.mark_mode import MarkMode
from tui.actions.note_prompt import NotePrompt
from tui.actions.original import OriginalActions
from tui.actions.search_hits import SearchHits
from tui.actions.sidebar_marks import SidebarMarks
from tui.actions.text_find import TextFind
from tui.services.hit_tags import HitTags
from tui.services.note_drafts import NoteDrafts

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Panes, Ui
    from tui.prompt_ports import PromptPort
    from tui.service_set import Services
    from tui.state import BrowseState


class ReadingActions:
    """Actions by the names that the table of commands has for them."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        panes: Panes,
        prompt: PromptPort,
        services: Services,
    ) -> None:
        reader, place, edits = panes.reader, services.place, services.edits
        navigation, corrections = services.navigation, services.corrections
        tagging = HitTags(library, ui, edits, services.tag_edits)
        drafts = NoteDrafts(library, edits, services.loader)
        self.article_view = ArticleView(state, ui, reader, place, services.loader)
        self.clipboard = ClipboardActions(state, ui, reader, place)
        self.entity_cards = EntityCardActions(library, state, ui, navigation, corrections)
        self.filter_hits = FilterHits(state, ui, panes.list, place, services.loader)
        self.go_to = GoToActions(state, ui, panes, prompt)
        self.marks = MarkActions(library, state, ui, edits, corrections)
        self.mark_mode = MarkMode(state, ui, reader, place)
        self.note_prompt = NotePrompt(state, ui, prompt, drafts)
        self.original = OriginalActions(library, state, ui, reader, place)
        self.search = SearchHits(library, state, ui, navigation, tagging)
        self.sidebar_marks = SidebarMarks(library, state, ui, place, edits)
        self.text_find = TextFind(state, ui, reader, place)
