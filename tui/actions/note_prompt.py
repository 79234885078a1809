"""The note of an article, written at the foot: a draft from the first key on, until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import UnknownArticle
from tui.key_names import shown_key
from tui.panes import READER

if TYPE_CHECKING:
    from tui.ports import Ui
    from tui.prompt_ports import PromptEvent, PromptPort
    from tui.services.note_drafts import NoteDrafts
    from tui.state import BrowseState

HINTS = (("Enter", "save"), ("Esc", "leave"))
"""The keys that work while the note is written."""
LINE_END = "⏎"
"""Stands in the prompt for a line end of the note, since the prompt has but one line."""


class NotePrompt:
    """The prompt for the note. What is typed is kept with every key, and offered again."""

    def __init__(self, state: BrowseState, ui: Ui, prompt: PromptPort, drafts: NoteDrafts) -> None:
        self._state = state
        self._ui = ui
        self._prompt = prompt
        self._drafts = drafts
        self._id = ""
        self._saved = ""
        """The note as it was when it was asked for."""
        self._is_draft = False
        """Whether other words than those stood in the prompt at first."""

    def ask(self) -> None:
        """Ask for the note of the article that is read, or that the cursor is on."""
        state = self._state
        shown = state.article if state.pane == READER and state.article else state.current
        if shown is None:
            return
        try:
            row, draft = self._drafts.read(shown.id)
        except UnknownArticle as error:
            self._ui.failed(error)
            return
        self._id, self._saved, self._is_draft = row.id, row.note or "", draft is not None
        words = self._saved if draft is None else draft.words
        self._prompt.ask(
            self._take,
            "note on article",
            words.replace("\n", LINE_END),
            hints=HINTS,
            cursor=None if draft is None else draft.cursor,
            line_end=LINE_END,
        )
        if draft is not None:
            self._ui.say("as it was left, not saved yet")

    def _take(self, event: PromptEvent) -> None:
        """Keep what is typed; save it when it is entered."""
        if event.kind == "entered":
            self._keep(event.words)
            self._save(_note(event.words))
        elif event.kind == "left":
            if self._keep(event.typed):
                self._ui.say(f"the note is not saved: {self._key} takes it up again")
            self._drafts.show()
        else:
            self._keep(event.words)
            return
        self._prompt.close()

    @property
    def _key(self) -> str:
        return shown_key(next(iter(self._state.keys["note"]), ""))

    def _keep(self, typed: str) -> bool:
        """Keep what is typed as a draft where it differs from the note; say whether it does."""
        words = _note(typed)
        differs = bool(words.strip()) and words.strip() != self._saved.strip()
        self._drafts.keep(self._id, words if differs else "", self._prompt.cursor)
        return differs

    def _save(self, words: str) -> None:
        """Save the note, and with it let go of the draft."""

        def on_done(message: str, refused: bool) -> None:
            if refused and words.strip():
                message = f"{message} · what you typed is kept: {self._key} takes it up again"
            self._ui.say(message, warning=refused)

        nothing = "the note is as it was"
        if words.strip() == self._saved.strip() and not self._is_draft:
            self._ui.say(nothing)
            return
        self._drafts.save(self._id, words.strip(), nothing, on_done)


def _note(typed: str) -> str:
    """Return the note that was typed, with its line ends."""
    return typed.replace(LINE_END, "\n")
