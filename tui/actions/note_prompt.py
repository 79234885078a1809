"""The note of an article, written at the foot: a draft from the first key on, until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import UnknownArticle
from tui.key_names import shown_key
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from store.model import Row
    from tui.browse import BrowseScreen

NOTE = "note"
"""The purpose of the prompt."""
HINTS = (("Enter", "save"), ("Esc", "leave"))
"""The keys that work while the note is written."""
LINE_END = "⏎"
"""Stands in the prompt for a line end of the note, since the prompt has but one line."""


class NotePrompt:
    """The prompt for the note. What is typed is kept with every key, and offered again."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._id = ""
        self._saved = ""
        """The note as it was when it was asked for."""
        self._is_draft = False
        """Whether other words than those stood in the prompt at first."""

    def ask(self) -> None:
        """Ask for the note of the article that is read, or that the cursor is on."""
        screen = self._screen
        article = screen.reading.article
        shown: Row | None = screen.list.current
        if screen.pane == "reader" and article is not None:
            shown = article
        if shown is None:
            return
        try:
            row = screen.library.articles.row(shown.id)  # what is shown may be a moment old
        except UnknownArticle as error:
            screen.failed(error)
            return
        draft = screen.library.userdata.note_draft(row)
        self._id, self._saved, self._is_draft = row.id, row.note or "", draft is not None
        words = self._saved if draft is None else draft.words
        cursor = None if draft is None else draft.cursor
        screen.prompt.ask(
            NOTE,
            words.replace("\n", LINE_END),
            label="note on article",
            hints=HINTS,
            cursor=cursor,
            line_end=LINE_END,
        )
        if draft is not None:
            screen.say("as it was left, not saved yet")

    def typed(self, event: Prompt.Changed) -> None:
        """Keep what is typed; save it when it is entered."""
        if isinstance(event, Prompt.Entered):
            self._keep(event.words)
            self._save(_note(event.words))
        elif isinstance(event, Prompt.Cancelled):
            if self._keep(event.typed):
                self._screen.say(f"the note is not saved: {self._key} takes it up again")
            self._screen.reading.reload()
        else:
            self._keep(event.words)
            return
        self._screen.prompt.close()
        self._screen.moving.go(self._screen.pane)

    @property
    def _key(self) -> str:
        return shown_key(next(iter(self._screen.keymap.keys["note"]), ""))

    @property
    def _path(self) -> tuple[str, str, str]:
        return ("articles", self._id, "note")

    def _keep(self, typed: str) -> bool:
        """Keep what is typed as a draft where it differs from the note; say whether it does."""
        words = _note(typed)
        differs = bool(words.strip()) and words.strip() != self._saved.strip()
        cursor = self._screen.prompt.cursor
        self._screen.library.userdata.keep_draft(self._path, words if differs else "", cursor)
        return differs

    def _save(self, words: str) -> None:
        """Save the note, and with it let go of the draft."""
        screen, library, id = self._screen, self._screen.library, self._id

        def told(said: str, refused: bool) -> None:
            if refused and words.strip():
                said = f"{said} · what you typed is kept: {self._key} takes it up again"
            screen.say(said, warning=refused)
            screen.reading.reload()

        nothing = "the note is as it was"
        if words.strip() == self._saved.strip() and not self._is_draft:
            screen.say(nothing)
            return
        screen.changes.do(lambda: library.set_note(id, words.strip() or None), nothing, told=told)


def _note(typed: str) -> str:
    """Return the note that was typed, with its line ends."""
    return typed.replace(LINE_END, "\n")
