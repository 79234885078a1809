"""What the user changes: one change after the other, in the order of the keys, said when done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import CuttingsError
from store.model import Change
from store.userdata.writer import TRANSIENT_ERRORS
from store.userdata.writer import error_words as disk_words

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

SAVING_AFTER = 0.3
"""Seconds after which the screen says that a change is not yet saved."""


Told = Callable[[str, bool], None]
"""Takes what came of a change, in words, and whether it was refused."""


class Changed(Message):
    """A change is on disk, or was refused."""

    def __init__(
        self, change: Change | None, words: str, refused: bool = False, told: Told | None = None
    ) -> None:
        super().__init__()
        self.change = change
        self.words = words
        self.refused = refused
        self.told = told


@dataclass(frozen=True, slots=True)
class Retag:
    """Tags to add to articles, and tags to take off them."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class TagActions:
    """Sends changes to the library's writer, one by one, and tells the screen what came of them."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="changes")
        self.waiting = 0
        """Changes that were asked for and are not yet done."""
        self.last: Retag | None = None
        """The tag action that `.` repeats."""

    def close(self) -> None:
        """Wait for the changes that were asked for."""
        self._hand.shutdown(wait=True)

    def do(
        self,
        verb: Callable[[], Change | None],
        nothing: str = "nothing to change",
        quiet: bool = False,
        told: Told | None = None,
    ) -> None:
        """Call a verb of the library in its turn; `told` hears of it in the status line's place.

        `nothing` is said where there was nothing to change; `quiet` says nothing at all.
        """
        self.waiting += 1
        screen = self._screen
        screen.set_timer(SAVING_AFTER, self._say_saving)

        def work() -> None:
            try:
                change = screen.library.health.retry_after_repair(verb)
            except CuttingsError as error:
                words = screen.showing.short(str(error))
                screen.post_message(Changed(None, words, True, told))
            except TRANSIENT_ERRORS as error:
                words = screen.showing.short(f"not saved: {disk_words(error)}")
                screen.post_message(Changed(None, words, True, told))
            else:
                words = change.label if change is not None else nothing
                screen.post_message(Changed(change, "" if quiet else words, False, told))

        self._hand.submit(work)

    def _say_saving(self) -> None:
        if self.waiting:
            self._screen.status.work = "saving …"

    def done(self) -> None:
        """Count one change as ended."""
        self.waiting -= 1
        if not self.waiting and self._screen.status.work == "saving …":
            self._screen.background.show_work()

    # -- targets

    def target_ids(self) -> Callable[[], list[str]]:
        """Return a function that gives the ids to change: what is read, the selection, or one."""
        screen = self._screen
        library = screen.library
        article = screen.reading.article
        if screen.pane == "reader" and article is not None:
            return lambda: [article.id]
        if screen.choosing.count:
            nums = screen.choosing.nums()
            return lambda: library.articles.ids_of(nums())
        row = screen.list.current
        return lambda: [row.id] if row is not None else []

    def target_tags(self) -> tuple[Sequence[str], int]:
        """Return the tags of the one article that would be changed, and how many would be."""
        screen = self._screen
        article = screen.reading.article
        if screen.pane == "reader" and article is not None:
            return article.tags, 1
        if screen.choosing.count:
            return (), screen.choosing.count
        row = screen.list.current
        return (row.tags, 1) if row is not None else ((), 0)

    # -- verbs

    def retag(self, wanted: Retag, nothing: str = "nothing to change") -> None:
        """Add and take off tags, as one change."""
        ids = self.target_ids()
        library = self._screen.library
        self.last = wanted

        def verb() -> Change | None:
            return library.userdata.retag(ids(), add=wanted.add, remove=wanted.remove)

        self.do(verb, nothing, told=self._letting_go())

    def _letting_go(self, told: Told | None = None) -> Told | None:
        """Return what also lets go of the selection when a tag was put on it, or taken off.

        Else a digit that is meant for one article would be for all of them.
        """
        screen = self._screen
        if screen.pane == "reader" or not screen.choosing.count:
            return told

        def hear(words: str, refused: bool) -> None:
            if told is not None:
                told(words, refused)
            elif words:
                screen.say(words, warning=refused)
            if not refused:
                screen.choosing.clear()

        return hear

    def toggle(self, tag: str) -> None:
        """Add a tag where any article lacks it, else take it off."""
        self.toggle_on(self.target_ids(), tag)

    def toggle_on(self, ids: Callable[[], list[str]], tag: str, told: Told | None = None) -> None:
        """Add a tag to the articles that `ids` gives where any lacks it, else take it off."""
        library = self._screen.library

        def verb() -> Change | None:
            chosen = ids()
            lacking = library.articles.lacking(chosen, tag)
            wanted = Retag(add=(tag,)) if lacking else Retag(remove=(tag,))
            self.last = wanted
            return library.userdata.retag(chosen, add=wanted.add, remove=wanted.remove)

        self.do(verb, "no article is chosen", told=self._letting_go(told))

    def toggle_key(self, digit: int) -> None:
        """Toggle the tag whose key is a digit."""
        tag = next((tag for tag in self._screen.showing.tags if tag.key == digit), None)
        if tag is None:
            self._screen.say(f"no tag has the key {digit}: t makes tags")
        else:
            self.toggle(tag.name)

    def repeat(self) -> None:
        """Do the last tag action here too."""
        if self.last is None:
            self._screen.say("no tag action to repeat yet: t tags")
            return
        self.retag(self.last, nothing="it is so already")

    def toggle_read(self) -> None:
        """Mark as read where any article is unread, else as unread."""
        ids = self.target_ids()
        library = self._screen.library
        row = self._screen.list.current
        today = date.today().isoformat()

        def verb() -> Change | None:
            chosen = ids()
            unread = row is not None and row.read is None
            return library.set_read(chosen, today if unread else None)

        self.do(verb, "no article is chosen")

    def read_by_itself(self, id: str) -> None:
        """Mark an article as read because it was read: kept, but no step of undo."""
        library = self._screen.library
        today = date.today().isoformat()
        self.do(lambda: library.userdata.set_read([id], today, automatic=True), "", quiet=True)

    def undo(self) -> None:
        """Take back the latest change."""
        self.do(self._screen.library.undo, "")

    def redo(self) -> None:
        """Do again what was taken back."""
        self.do(self._screen.library.redo, "")

    def let_go(self) -> None:
        """Take the edit of `tags.yaml` that took much away for seen."""

        def verb() -> None:
            self._screen.library.userdata.accept()

        self.do(verb, "tags.yaml stays as it is; U shows what was changed")

    def keep_position(self, id: str, offset: int) -> None:
        """Remember the place in an article."""
        library = self._screen.library
        self._hand.submit(library.userdata.keep_position, id, offset)
