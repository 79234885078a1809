"""Tags on articles: chosen by a few letters, by a digit, or as the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Ui
    from tui.services.tag_edits import TagEdits
    from tui.services.targets import Targets
    from tui.state import BrowseState


class TagActions:
    """Tags what is read, what is selected, or the article at the cursor."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        targets: Targets,
        edits: TagEdits,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._targets = targets
        self._edits = edits

    def open_picker(self) -> None:
        """Choose tags by a few letters.

        At once, so that what is typed next goes there; with the codebook that is known.
        """
        from tui.overlays.tag_picker import TagPicker

        library, nums = self._library, self._targets.nums()
        ticked, articles = self._targets.tags()
        count_tags = (lambda: library.articles.tag_counts(nums())) if self._state.selected else None
        picker = TagPicker(self._state.codebook, ticked, articles, self.toggle, count_tags)
        self._ui.push(picker)

    def toggle(self, tag: str) -> None:
        """Add a tag where any article lacks it, else take it off."""
        self._edits.toggle(self._targets.ids(), tag)

    def toggle_key(self, digit: int) -> None:
        """Toggle the tag whose key is a digit."""
        tag = next((tag for tag in self._state.codebook if tag.key == digit), None)
        if tag is None:
            self._ui.say(f"no tag has the key {digit}: t makes tags")
        else:
            self.toggle(tag.name)

    def repeat(self) -> None:
        """Do the last tag action here too."""
        if self._state.last_retag is None:
            self._ui.say("no tag action to repeat yet: t tags")
            return
        self._edits.retag(self._targets.ids(), self._state.last_retag, nothing="it is so already")
