"""Every action by the name that the table of commands has for it, and the calls bound to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.command_actions import CommandActions
from tui.actions.digit_keys import DigitKeys
from tui.actions.find_prompt import FindPrompt
from tui.actions.sidebar_card import SidebarCard
from tui.dispatch import bind
from tui.library_actions import LibraryActions
from tui.panes import LIST, READER
from tui.reading_actions import ReadingActions
from tui.state import FILTER_HITS, SEARCH

if TYPE_CHECKING:
    from store import Library
    from tui.commands import Command, Keymap
    from tui.ports import Finder, PaneFinder, Panes, Ui
    from tui.prompt_ports import FilterLine
    from tui.service_set import Services
    from tui.state import BrowseState


class ActionTable:
    """What commands and the messages of the panes run."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        panes: Panes,
        line: FilterLine,
        services: Services,
    ) -> None:
        self.reading = ReadingActions(library, state, ui, panes, line, services)
        self.library = LibraryActions(library, state, ui, panes, line, services)
        self._state = state
        self._ui = ui
        self._line = line
        self.calls: dict[str, Callable[[], None]] = {}
        """The call of each command, by its id."""

    def bind(self, keymap: Keymap, run_later: Callable[[Command], None], screen: object) -> None:
        """Bind the commands to the actions; those of the program itself to `screen`."""
        reading, library, state = self.reading, self.library, self._state
        in_panes: dict[str, PaneFinder] = {LIST: library.list_find, READER: reading.text_find}
        others: dict[str, Finder] = {SEARCH: reading.search, FILTER_HITS: reading.filter_hits}
        ask_about_tag = library.codebook.ask_about_tag
        self.calls = bind(
            {
                **vars(reading),
                **vars(library),
                "find_prompt": FindPrompt(state, self._line, in_panes, others),
                "commands": CommandActions(state, self._ui, keymap, run_later),
                "sidebar_card": SidebarCard(state, reading.entity_cards.card, ask_about_tag),
                "digit_keys": DigitKeys(state, library.tags.toggle_key, reading.marks.tag_key),
                "screen": screen,
            }
        )
