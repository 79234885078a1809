"""The widgets of the three panes, which follow the state of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from tui.state import BrowseState
from tui.views import VIEWS
from tui.widgets.article_list import ArticleList
from tui.widgets.header import Header
from tui.widgets.key_bar import KeyBar
from tui.widgets.prompt import Prompt
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.widgets.pane import Pane


class StateScreen(Screen[None]):
    """Lays the widgets out; several updates of the state in one event are drawn once."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "#list"

    def __init__(self, state: BrowseState) -> None:
        super().__init__()
        self.state = state
        self.list: ArticleList = ArticleList(id="list")
        self.reader: Reader = Reader(id="reader")
        self.side: Sidebar = Sidebar(id="side")
        self.header: Header = Header()
        self.status: StatusLine = StatusLine()
        self.keys: KeyBar = KeyBar()
        self.prompt: Prompt = Prompt()
        self.panes: dict[str, Pane] = {
            "list": self.list,
            "reader": self.reader,
            "side": self.side,
        }
        bars: dict[str, Widget] = {
            "header": self.header,
            "status": self.status,
            "keys": self.keys,
        }
        self._widgets: dict[str, Widget] = {**self.panes, **bars}
        self._changed: frozenset[str] = frozenset()
        """The fields of the state that the widgets do not follow yet."""

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

    def follow_state(self) -> None:
        """Have the widgets show the state, and follow it from now on."""
        self.state.subscribe(self._follow)
        self._changed = frozenset(vars(self.state))
        self.apply_state()

    def _follow(self, names: frozenset[str]) -> None:
        if not self._changed:
            self.call_next(self.apply_state)
        self._changed |= names

    def apply_state(self) -> None:
        """Have the widgets show what has changed since the last time."""
        self.report()
        names, self._changed = self._changed, frozenset()
        for view in VIEWS if names else ():
            if view.follows(names):
                setattr(self._widgets[view.widget], view.attribute, view.value(self.state))

    def report(self) -> None:
        """Put into the state what the panes know themselves: where their cursors are."""
        at = self.state.at
        self.state.update(
            width=self.size.width,
            height=self.size.height,
            cursor=self.list.cursor,
            current=self.list.current,
            percent=self.reader.percent,
            at_in_view=at is not None and self.reader.shows(at),
            chosen_tag=self.side.chosen_tag,
            chosen_name=self.side.chosen_name,
            chosen_mark=self.side.chosen_mark,
        )
