"""The screen of three panes: it holds the parts together; what they do lies in `tui.actions`."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual import events, on

from tui.action_table import ActionTable
from tui.commands import Command, Keymap
from tui.key_names import key_of
from tui.overlays.picker import Picker
from tui.ports import Panes
from tui.prefetch import FirstScreen, begin, lay_out
from tui.prompt_lines import FilterPromptLine
from tui.screen_ui import ScreenCommands, ScreenUi
from tui.service_set import Services
from tui.state import BrowseState
from tui.state_screen import StateScreen
from tui.tasks import TaskDone
from tui.views import why_empty
from tui.widgets.article_list import ArticleList
from tui.widgets.pane import Pane
from tui.widgets.prompt import Prompt
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from store import Library


class BrowseScreen(StateScreen):
    """List, reader and sidebar over one library."""

    def __init__(
        self,
        library: Library,
        keymap: Keymap,
        start_at: str | None = None,
        find_names: bool = True,
        first: Future[FirstScreen] | None = None,
    ) -> None:
        self._first = first or begin(library, start_at)
        self._page = lay_out(self._first)
        part = library.articles.of_part()
        state = BrowseState(library.places, part, keymap.keys, find_names=find_names)
        super().__init__(state)
        self._start_at = start_at
        self.library = library
        self.keymap = keymap
        self.ui = ScreenUi(self, state, self.status, self.panes, self.apply_state)
        panes = Panes(self.list, self.reader, self.side)
        line = FilterPromptLine(state, self.ui, self.prompt)
        self.services = Services(library, state, self.ui, panes)
        self.actions = ActionTable(library, state, self.ui, panes, line, self.services)
        self.actions.bind(keymap, self._run_later, ScreenCommands(self))

    def on_mount(self) -> None:
        """Show what the index has, and begin the work in the background."""
        self.services.listings.open_first(self._first.result(), self._page.result())
        self.services.start_article.wait_for(self._start_at)
        self.follow_state()
        self.call_after_refresh(self.services.listings.complete)
        self.call_after_refresh(self.services.background.start)

    def close(self) -> None:
        """Stop the work in the background, and wait for what was changed."""
        self.services.close()

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a message for some seconds."""
        self.ui.say(words, warning=warning)

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        """Run the command that a key means here."""
        top = self.app.screen
        if top is not self:
            event.stop()
            if isinstance(top, Picker):
                top.take_early(event)
            else:
                await self.app.on_event(events.Key(event.key, event.character))
            return
        if self.prompt.is_open:
            if self.prompt.take_early(event):
                event.stop()
            return
        self.report()
        command = self.keymap.command(key_of(event), self.state)
        if command is None and not len(self.list) and self.keymap.has(key_of(event)):
            self.say(why_empty(self.state).partition("\n")[0])
        elif command is None:
            self.say(self.keymap.why_not(key_of(event), self.state))
        else:
            event.stop()
            event.prevent_default()
            self.actions.calls[command.id]()
            self.report()

    def _run_later(self, command: Command) -> None:
        # Not before the overlay is gone, and as the screen's own doing: what is opened in the name
        # of an overlay that has closed never gives its result to anybody.
        if command.works(self.state):
            self.call_after_refresh(self.call_later, self.actions.calls[command.id])

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        pane = next((name for name, pane in self.panes.items() if pane.has_focus), None)
        if pane is not None:
            self.state.update(pane=pane)

    def on_resize(self) -> None:
        """Show as many panes as there is room for."""
        self.report()

    # -- messages of the panes

    @on(ArticleList.Moved)
    def _cursor_moved(self) -> None:
        self.services.loader.follow()
        self.report()

    @on(ArticleList.Opened)
    def _opened(self) -> None:
        self.actions.library.pane_focus.enter()

    @on(Reader.Finished)
    def _finished(self) -> None:
        self.services.record.reached_end()

    @on(Pane.Scrolled)
    def _scrolled(self, event: Pane.Scrolled) -> None:
        self.report()
        if event.pane is self.reader:
            self.services.record.scrolled()

    @on(Sidebar.TagChosen)
    def _tag_chosen(self, event: Sidebar.TagChosen) -> None:
        self.actions.library.tags.toggle(event.name)

    @on(Sidebar.NameChosen)
    def _name_chosen(self, event: Sidebar.NameChosen) -> None:
        self.actions.reading.article_view.next_entity(1, event.name)

    @on(Sidebar.MarkChosen)
    def _mark_chosen(self, event: Sidebar.MarkChosen) -> None:
        self.actions.reading.sidebar_marks.go_to(event.mark_id)

    @on(ArticleList.Lacking)
    def _lacking(self) -> None:
        self.services.snippets.read()

    @on(ArticleList.Unreadable)
    def _unreadable(self, event: ArticleList.Unreadable) -> None:
        self.library.health.report_error(event.error)

    @on(Prompt.Happened)
    async def _prompted(self, event: Prompt.Happened) -> None:
        event.take(event.event)
        await self.prompt.hand_on(self.on_key)

    @on(Prompt.Refused)
    def _refused(self, event: Prompt.Refused) -> None:
        self.say(event.words, warning=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take what was pasted before the prompt had the focus."""
        if self.prompt.is_open and self.app.screen is self:
            self.prompt.take_paste(event)

    @on(TaskDone)
    async def _task_done(self, event: TaskDone) -> None:
        event.then(event.result)
        await self.prompt.hand_on(self.on_key)
