"""What is written at the foot and does not search: an article's note, and the place to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

NOTE, GO_TO = "note", "go to"
"""The purposes of the prompt."""
NOTE_HINTS = (("Enter", "save"), ("Esc", "leave"))
"""The keys that work while the note is written."""
LINE_END = "⏎"
"""Stands in the prompt for a line end of the note, since the prompt has but one line."""


class Writing:
    """The prompt for the note, and the prompt for a row or a percentage."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._id = ""
        self._saved = ""
        """The note as it was when it was asked for, as the prompt has it."""
        self._drafts: dict[str, str] = {}
        """What was typed for a note and left with Esc, by article."""

    def typed(self, event: Prompt.Changed) -> None:
        """Act on the words in the prompt when they are entered, or given up."""
        if isinstance(event, Prompt.Entered):
            if event.purpose == NOTE:
                self._drafts.pop(self._id, None)
                self._save_note(event.words)
            elif not self._go(event.words.strip()):
                self._screen.prompt.stay()
                return
        elif not isinstance(event, Prompt.Cancelled):
            return
        elif event.purpose == NOTE:
            self._keep_draft(event.typed)
        self._screen.prompt.close()
        self._screen.moving.go(self._screen.pane)

    # -- the note

    def note(self) -> None:
        """Ask for the note of the article that is read, or that the cursor is on."""
        screen = self._screen
        article = screen.reading.article
        row = article if screen.pane == "reader" and article is not None else screen.list.current
        if row is None:
            return
        self._id, self._saved = row.id, (row.note or "").replace("\n", LINE_END)
        draft = self._drafts.get(row.id)
        screen.prompt.ask(NOTE, self._saved if draft is None else draft, hints=NOTE_HINTS)
        if draft is not None:
            screen.say("as it was left, not saved yet")

    def _keep_draft(self, typed: str) -> None:
        """Keep what was typed, where it differs from the note, until it is asked for again."""
        self._drafts.pop(self._id, None)
        if typed.strip() != self._saved.strip():
            self._drafts[self._id] = typed
            self._screen.say("the note is not saved: a takes it up again")

    def _save_note(self, words: str) -> None:
        library, id = self._screen.library, self._id
        note = words.replace(LINE_END, "\n").strip() or None
        self._screen.changes.do(lambda: library.set_note(id, note), "the note is as it was")

    # -- going to a place

    def go_to(self) -> None:
        """Ask for a row of the list, or a percentage of the text."""
        screen = self._screen
        what = "percent" if screen.pane == "reader" else f"row 1–{len(screen.list):,}"
        screen.prompt.ask(GO_TO, label=f"{GO_TO} {what}")

    def _go(self, words: str) -> bool:
        """Go to a row or a percentage; say whether the words were one. None at all: stay."""
        screen = self._screen
        number = words.removesuffix("%").strip().replace(",", "")
        in_percent = screen.pane == "reader" or words.endswith("%")
        most = 100 if in_percent else len(screen.list)
        if not words:
            return True
        if not (number.isascii() and number.isdigit()):
            screen.say(f"a number, please: {0 if in_percent else 1} to {most:,}", warning=True)
            return False
        value = min(int(number[:12]), most)
        if screen.pane == "reader":
            screen.reader.go_to_percent(value)
        elif in_percent:
            screen.list.move_to(len(screen.list) * value // 100)
        else:
            screen.list.move_to(value - 1)
        return True
