"""Moving: from pane to pane, and what the moving keys do in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.panes import LIST, PANES, READER, SIDE

if TYPE_CHECKING:
    from tui.ports import Panes, Ui
    from tui.services.article_loader import ArticleLoader
    from tui.services.reading_record import ReadingRecord
    from tui.state import BrowseState


class PaneFocus:
    """The focus and the moving keys."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        panes: Panes,
        loader: ArticleLoader,
        record: ReadingRecord,
    ) -> None:
        self._state = state
        self._ui = ui
        self._list = panes.list
        self._reader = panes.reader
        self._side = panes.side
        self._loader = loader
        self._record = record

    # -- panes

    def go_by(self, by: int) -> None:
        """Give the focus to the pane to the right or left, round."""
        names = (READER,) if self._state.text_only else PANES
        at = names.index(self._state.pane) if self._state.pane in names else 0
        self._ui.focus(names[(at + by) % len(names)])

    def toggle_only_text(self) -> None:
        """Show nothing but the text, or everything again."""
        self._state.update(text_only=not self._state.text_only)
        self._ui.focus(READER)
        if self._state.text_only:
            self._ui.say("only the text: z or Esc shows everything again")

    # -- the moving keys

    def move(self, by: int) -> None:
        """Move the cursor, or scroll the text, by some lines."""
        if self._state.pane == READER:
            self._reader.scroll_by(by)
        elif self._state.pane == LIST:
            self._list.move(by)
        else:
            self._side.move(by)

    def move_page(self, pages: float) -> None:
        """Move by screenfuls."""
        if self._state.pane == READER:
            self._reader.scroll_pages(pages)
        else:
            rows = self._list.shown if self._state.pane == LIST else self._side.body_height
            self.move(int(rows * pages) or (1 if pages > 0 else -1))

    def move_to_end(self, last: bool) -> None:
        """Go to the first or last article, name, or line."""
        if self._state.pane == READER:
            if last:
                self._reader.go_end()
            else:
                self._reader.go_home()
        elif self._state.pane == LIST:
            self._list.move_to(len(self._list) - 1 if last else 0)
        else:
            self._side.move_to_end(last)

    def step(self, by: int) -> None:
        """Go to the next or previous article, from any pane."""
        self._list.move(by)
        self._loader.open_now()

    def enter(self) -> None:
        """Open what the cursor is on."""
        if self._state.pane == SIDE:
            self._side.choose()
        else:
            self._loader.open_now(then=self._read)

    def _read(self) -> None:
        self._ui.focus(READER)
        if self._reader.window is not None and self._reader.window.at_end:
            self._record.reached_end()
