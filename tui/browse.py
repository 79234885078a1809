"""The screen of three panes: it holds the parts together; what they do lies in `tui.actions`."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from store import CuttingsError
from tui import display_text
from tui.actions.article_view import ArticleView
from tui.actions.background_work import BackgroundWork, FolderTouched, Progressed
from tui.actions.clipboard import ClipboardActions
from tui.actions.codebook_actions import CodebookActions
from tui.actions.dialogs import Dialogs
from tui.actions.duplicates import DuplicateActions
from tui.actions.entity_cards import EntityCardActions
from tui.actions.export_actions import ExportActions
from tui.actions.go_to import GoToActions
from tui.actions.hit_snippets import SnippetsInSight
from tui.actions.library_watcher import SnapshotTaken
from tui.actions.list_actions import ListActions
from tui.actions.list_find import ListFind
from tui.actions.mark_mode import MarkMode
from tui.actions.note_prompt import NotePrompt
from tui.actions.pane_focus import PaneFocus
from tui.actions.pipe import PipeActions
from tui.actions.row_selection import RowSelection
from tui.actions.screen_updates import ScreenUpdates
from tui.actions.tag_actions import Changed, TagActions
from tui.commands import MARK, READER, Keymap
from tui.key_names import key_of
from tui.overlays.picker import Picker
from tui.prefetch import FirstScreen, begin, lay_out
from tui.tasks import TaskDone, Tasks
from tui.widgets.article_list import ArticleList
from tui.widgets.header import Header
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_input import LineInput
from tui.widgets.pane import Pane
from tui.widgets.prompt import Prompt
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from store import Library


class BrowseScreen(Screen[None]):
    """List, reader and sidebar over one library."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "#list"

    def __init__(
        self,
        library: Library,
        keymap: Keymap,
        start_at: str | None = None,
        find_names: bool = True,
        first: Future[FirstScreen] | None = None,
    ) -> None:
        super().__init__()
        self._first = first or begin(library, start_at)
        self._page = lay_out(self._first)
        self.library = library
        self.keymap = keymap
        self._start_at = start_at
        self.list: ArticleList = ArticleList(id="list")
        self.reader: Reader = Reader(id="reader")
        self.side: Sidebar = Sidebar(id="side")
        self.header: Header = Header()
        self.status: StatusLine = StatusLine()
        self.keys: KeyBar = KeyBar()
        self.prompt: Prompt = Prompt()
        self.jobs: Tasks = Tasks(self, self.failed)
        self.listed: ListActions = ListActions(self)
        self.snippets: SnippetsInSight = SnippetsInSight(self)
        self.choosing: RowSelection = RowSelection(self)
        self.seeking: ListFind = ListFind(self)
        self.reading: ArticleView = ArticleView(self)
        self.changes: TagActions = TagActions(self)
        self.background: BackgroundWork = BackgroundWork(self, find_names)
        self.moving: PaneFocus = PaneFocus(self)
        self.showing: ScreenUpdates = ScreenUpdates(self)
        self.asking: Dialogs = Dialogs(self)
        self.going: GoToActions = GoToActions(self)
        self.noting: NotePrompt = NotePrompt(self)
        self.naming: EntityCardActions = EntityCardActions(self)
        self.marking: MarkMode = MarkMode(self)
        self.quoting: ClipboardActions = ClipboardActions(self)
        self.keeping: CodebookActions = CodebookActions(self)
        self.copying: DuplicateActions = DuplicateActions(self)
        self.exporting: ExportActions = ExportActions(self)
        self.piping: PipeActions = PipeActions(self)

    def compose(self) -> ComposeResult:
        """Lay out header, panes and the lines at the foot."""
        yield self.header
        with Horizontal(id="panes"):
            yield self.list
            yield self.reader
            yield self.side
        yield self.status
        yield self.keys
        yield self.prompt

    def on_mount(self) -> None:
        """Show what the index has, and begin the work behind the screen."""
        self.showing.library_name()
        self.moving.arrange()
        self.listed.open_first(self._first.result(), self._page.result(), self._start_at)
        self.call_after_refresh(self.listed.complete)
        self.call_after_refresh(self.background.start)

    def close(self) -> None:
        """Stop the work behind the screen, and wait for what was changed."""
        self.reading.keep_place()
        self.background.close()
        self.changes.close()

    # -- what the parts share

    @property
    def pane(self) -> str:
        """The name of the pane that has the focus, or had it last."""
        return self.moving.pane

    @property
    def mode(self) -> str:
        """What the keys depend on: the pane, or `mark` while a passage is chosen in the reader."""
        return MARK if self.marking.active and self.pane == READER else self.pane

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a message for some seconds."""
        self.status.say(words, warning=warning)

    def failed(self, error: CuttingsError) -> None:
        """Say why something could not be done."""
        self.say(str(error), warning=True)

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
        command = self.keymap.command(key_of(event), self)
        if command is None and not len(self.list) and self.keymap.has(key_of(event)):
            self.listed.say_why_empty()
        elif command is None:
            self.say(self.keymap.why_not(key_of(event), self))
        else:
            event.stop()
            event.prevent_default()
            command.run(self)

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        for name, pane in self.moving.panes.items():
            if pane.has_focus:
                self.moving.entered(name)
        if self.prompt.is_open:
            self.showing.hints()

    def on_resize(self) -> None:
        """Show as many panes as there is room for."""
        self.moving.arrange()

    # -- messages of the panes

    @on(ArticleList.Moved)
    def _cursor_moved(self) -> None:
        self.reading.follow()
        self.showing.place()

    @on(ArticleList.Opened)
    def _opened(self) -> None:
        self.moving.enter()

    @on(Reader.Finished)
    def _finished(self) -> None:
        self.reading.finished()

    @on(Pane.Scrolled)
    def _scrolled(self, event: Pane.Scrolled) -> None:
        self.showing.place()
        if event.pane is self.reader:
            self.reading.moved()

    @on(Sidebar.TagChosen)
    def _tag_chosen(self, event: Sidebar.TagChosen) -> None:
        self.changes.toggle(event.name)

    @on(Sidebar.NameChosen)
    def _name_chosen(self, event: Sidebar.NameChosen) -> None:
        self.reading.next_entity(1, event.name)

    @on(Sidebar.MarkChosen)
    def _mark_chosen(self, event: Sidebar.MarkChosen) -> None:
        self.marking.go_to(event.mark_id)

    @on(Prompt.Changed)
    async def _typed(self, event: Prompt.Changed) -> None:
        self.asking.typed(event)
        await self.prompt.hand_on(self.on_key)

    @on(LineInput.Refused)
    def _refused(self, event: LineInput.Refused) -> None:
        self.say(event.words, warning=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take what was pasted before the prompt had the focus."""
        if self.prompt.is_open and self.app.screen is self:
            self.prompt.take_paste(event)

    # -- messages of the work behind

    @on(TaskDone)
    async def _job_done(self, event: TaskDone) -> None:
        event.then(event.result)
        await self.prompt.hand_on(self.on_key)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.background.told(event.task, event.words)

    @on(SnapshotTaken)
    def _looked(self, event: SnapshotTaken) -> None:
        self.background.looking.found(event.seen)

    @on(ArticleList.Lacking)
    def _lacking(self) -> None:
        self.snippets.read()

    @on(ArticleList.Unreadable)
    def _unreadable(self, event: ArticleList.Unreadable) -> None:
        self.library.health.report_error(event.error)

    @on(FolderTouched)
    def _folder_touched(self, event: FolderTouched) -> None:
        self.background.touched(event.touched)

    @on(Changed)
    def _changed(self, event: Changed) -> None:
        self.changes.done()
        if event.told is not None:
            event.told(display_text.one_line(event.words), event.refused)
        elif event.words:
            self.say(display_text.one_line(event.words), warning=event.refused)
        if event.change is not None:
            self.showing.change(event.change)
        else:
            self.showing.problem()
