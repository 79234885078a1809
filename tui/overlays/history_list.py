"""The history: every change, newest first, read from the journal as one moves down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on

from store.fuzzy import fold
from store.model import Change
from tui.display_text import one_line
from tui.overlays.picker import Picker
from tui.reading.glyphs import cells, fit, shown_line
from tui.relative_time import relative_time
from tui.widgets.pick_list import Choice, PickList

if TYPE_CHECKING:
    from store import Library

PAGE = 100
"""Changes that are looked for at a time."""
CHUNK = 500
"""Changes that are read from the journal at a time."""
WHO_WIDTH = 12
"""The most cells for the name of a coder."""
NARROW = 60
"""Cells under which the coder is left out."""


@dataclass(frozen=True, slots=True)
class Part:
    """Changes that fit, and the number behind which older ones are to be looked for."""

    changes: Sequence[Change]
    titles: Mapping[int, str]
    """By the number of a change, the title of the article that it was about, where it was one."""
    before: int | None
    """None where there are none left."""


def look_back(library: Library, words: str, before: int | None, stop: Callable[[], bool]) -> Part:
    """Return the next changes, older than `before`, whose words or coder have all the words."""
    sought = fold(words).split()
    changes: list[Change] = []
    titles: dict[int, str] = {}
    while not stop():
        chunk = library.userdata.history(CHUNK if sought else PAGE, before, with_ops=False)
        titles |= titles_of(library, chunk)
        for change in chunk:
            before = change.seq
            searchable = fold(f"{change.label} {change.coder} {titles.get(change.seq, '')}")
            if all(word in searchable for word in sought):
                changes.append(change)
                if len(changes) == PAGE:
                    return Part(changes, titles, before)
        if not chunk:
            break
    return Part(changes, titles, None)


def titles_of(library: Library, changes: Sequence[Change]) -> dict[int, str]:
    """Return the titles of the articles that changes of one article are about, by their number."""
    about = {change.seq: change.ids[0] for change in changes if len(change.ids) == 1}
    rows = library.articles.rows(list(dict.fromkeys(about.values())))
    return {seq: rows[id].title for seq, id in about.items() if id in rows}


def change_words(label: str, title: str | None) -> str:
    """Return what a change did, with the article's title in place of the number of articles."""
    if title is None:
        return label
    return f"{label.removesuffix(' on 1 article').replace(' 1 article ', ' ')} · {title}"


class HistoryList(Picker[Change]):
    """Chooses a change, to go to its first article; nothing is changed here."""

    title_text = "HISTORY"
    placeholder = "type what was done, or who did it"
    hints = (("Enter", "its article"), ("↑↓", "move"), ("Esc", "close"))

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._now = datetime.now().astimezone()
        self._typed_words = ""
        self._changes: list[Change] = []
        self._titles: dict[int, str] = {}
        self._before: int | None = None
        self._more = True

    def narrow(self, words: str) -> None:
        """Look through the journal anew."""
        self._typed_words = words
        self._changes, self._titles = [], {}
        self._before, self._more = None, True
        self._look()

    def _look(self) -> None:
        library, words, before = self._library, self._typed_words, self._before
        first = not self._changes

        def job(stop: Callable[[], bool]) -> Part:
            return look_back(library, words, before, stop)

        def then(part: Part) -> None:
            self._changes = [*self._changes, *part.changes]
            self._titles |= part.titles
            self._before, self._more = part.before, part.before is not None
            self._draw(0 if first else self.choices.cursor)

        self.jobs.run("history", job, then)

    def _draw(self, cursor: int) -> None:
        who = max((cells(shown_line(c.coder)) for c in self._changes), default=0)
        choices = [self._choice(change, min(who, WHO_WIDTH)) for change in self._changes]
        self.choices.empty = "nothing like that was done" if self._typed_words else "no changes yet"
        number = f"{len(self._changes):,}"
        self.choices.tail = f"{number} and more" if self._more else number
        self.choices.show(choices, cursor)

    def _choice(self, change: Change, who: int) -> Choice:
        when = relative_time(change.at, self._now)
        narrow = self.choices.body_width < NARROW
        before = f"{when}  " if narrow else f"{when:<17}  {fit(change.coder, who)}  "
        behind = "undone" if change.undone else ""
        dim = change.undone or not change.on_stack
        words = one_line(change_words(change.label, self._titles.get(change.seq)))
        return Choice(words, before=before, behind=behind, dim=dim)

    @on(PickList.Moved)
    def _near_the_end(self) -> None:
        if self._more and self._changes and self.choices.cursor >= len(self._changes) - 20:
            self._more = False
            self._look()

    def take(self) -> None:
        """Go to the first article of the change under the cursor."""
        at = self.choices.cursor
        if at < len(self._changes):
            self.dismiss(self._changes[at])
