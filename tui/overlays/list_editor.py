"""What the overlays are made of that change what they list: codebook, views, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic

from textual.widgets import Input

from store.model import Change
from tui.overlays.overlay import Result
from tui.overlays.picker import Picker

if TYPE_CHECKING:
    from store import Library

Verb = Callable[[], Change | None]
"""A verb of the library with what it is about; the change, or None where nothing changed."""
Came = Callable[[str, bool], bool]
"""Takes what came of a change, and whether it was refused; says whether it could show that."""
Do = Callable[[Verb, Came], None]
"""Calls a verb of the library in its turn."""


class ListEditor(Picker[Result], Generic[Result]):
    """An overlay that changes what it lists, and lists it anew after each change."""

    def __init__(self, library: Library, do: Do) -> None:
        super().__init__()
        self._library = library
        self._do = do

    def reload(self) -> None:
        """Read what is listed, off this thread, and show it."""
        raise NotImplementedError

    def clear(self) -> None:
        """Take away what was typed; what is said of it stays."""
        with self.prevent(Input.Changed):
            self.input.value = ""
        self._looked_for = ""
        self.narrow("")

    def change(self, verb: Verb) -> None:
        """Make a change in its turn, say what came of it, and list all anew."""
        self._do(verb, self.came)

    def came(self, words: str, refused: bool) -> bool:
        """Say what came of a change, and list all anew; False where the overlay is closed."""
        if not self.is_there:
            return False
        self.say(words, warning=refused)
        self.reload()
        return True
