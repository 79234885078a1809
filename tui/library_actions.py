"""The actions on list and library, made once at the start, each with what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.codebook_actions import CodebookActions
from tui.actions.duplicates import DuplicateActions
from tui.actions.edit_actions import EditActions
from tui.actions.export_actions import ExportActions
from tui.actions.filter_prompt import FilterPrompt
from tui.actions.go_back import GoBack
from tui.actions.jump_actions import JumpActions
from tui.actions.list_actions import ListActions
from tui.actions.list_find import ListFind
from tui.actions.pane_focus import PaneFocus
from tui.actions.pipe import PipeActions
from tui.actions.restore_actions import RestoreActions
from tui.actions.row_selection import RowSelection
from tui.actions.tag_actions import TagActions

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Panes, Ui
    from tui.prompt_ports import FilterLine
    from tui.service_set import Services
    from tui.state import BrowseState


class LibraryActions:
    """Actions by the names that the table of commands has for them."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        panes: Panes,
        line: FilterLine,
        services: Services,
    ) -> None:
        edits, tag_edits, targets = services.edits, services.tag_edits, services.targets
        navigation, listings, background = (
            services.navigation,
            services.listings,
            services.background,
        )
        self.codebook = CodebookActions(library, state, ui, edits, navigation)
        self.restore = RestoreActions(library, state, ui, edits, background.watcher.show)
        self.duplicates = DuplicateActions(library, state, ui, tag_edits, navigation)
        self.edits = EditActions(library, state, edits, targets)
        self.export = ExportActions(library, state, ui, targets)
        self.filter_prompt = FilterPrompt(library, state, ui, line, listings)
        self.go_back = GoBack(state, ui, services.place, listings, self.edits.accept_edit)
        self.jump = JumpActions(library, state, ui, navigation)
        self.list_actions = ListActions(state, ui, listings, background.folder.read)
        self.list_find = ListFind(library, state, ui, panes.list)
        self.pane_focus = PaneFocus(state, ui, panes, services.loader, services.record)
        self.pipe = PipeActions(state, ui, line, targets)
        self.row_selection = RowSelection(state, ui, panes.list)
        self.tags = TagActions(library, state, ui, targets, tag_edits)
