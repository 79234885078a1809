"""What the overlays are made of that show an article beside the choices: jump, search, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.overlays.overlay import Result
from tui.overlays.picker import Picker
from tui.widgets.pick_list import PickList
from tui.widgets.preview import Preview

if TYPE_CHECKING:
    from store import Library


class PreviewPicker(Picker[Result], Generic[Result]):
    """An overlay whose choices stand for articles; the one under the cursor is shown beside."""

    room_for_preview = 80
    """Cells of the window from which on the article is shown."""

    def __init__(self, library: Library, colors: dict[str, str], hidden: frozenset[str]) -> None:
        super().__init__()
        self._library = library
        self._colors = colors
        self._hidden = hidden

    def compose_choices(self) -> ComposeResult:
        """Lay out the choices and, beside them, the article under the cursor."""
        with Horizontal():
            yield self.make_choices()
            yield Preview(id="preview")

    def make_choices(self) -> PickList:
        """Return the list to choose from."""
        return PickList()

    @property
    def preview(self) -> Preview:
        """The article that is shown."""
        return self.query_one(Preview)

    def begin(self) -> None:
        """Give tags in the preview their colours."""
        self.preview.tag_colors = self._colors

    def on_resize(self) -> None:
        """Leave the article away where there is no room for it beside the choices."""
        self.preview.display = self.size.width >= self.room_for_preview
        self.fit(self.preview.display)

    def fit(self, with_preview: bool) -> None:
        """Show the choices as they fit, with or without the article beside them."""
