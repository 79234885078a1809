"""The help page: the keys that work in the pane that had the focus, by task, to read and search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from store.fuzzy import rank
from tui.commands import COMMANDS, GROUPS, PANE_NAMES, Command, Keymap
from tui.key_names import key_of, shown_keys
from tui.overlays.overlay import Overlay
from tui.panes import MODES, PANES
from tui.widgets.card_lines import CardLine
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.key_lines import KeyLines
from tui.widgets.pick_list import PickList

WIDE = 70
"""Cells of the window under which a command's name stands for its sentence."""
CARET = "▏"
PAGE: tuple[Hint, ...] = (
    ("/", "search"),
    ("j k", "move"),
    ("Tab", "next part"),
    ("Enter", "do it"),
    ("Esc", "close"),
)
SEARCH: tuple[Hint, ...] = (("Enter", "keep"), ("↑↓", "move"), ("Esc", "show all"))


class HelpPage(Overlay[None]):
    """Shows the keys as a page that scrolls; `/` narrows it by words; Enter runs the command."""

    def __init__(self, pane: str, keymap: Keymap, run: Callable[[Command], None]) -> None:
        super().__init__()
        self._run = run
        self._keymap = keymap
        self._pane = pane
        self._words = ""
        self._is_searching = False
        self._listed: list[Command] = []
        """The commands in the order of the lines."""

    def compose(self) -> ComposeResult:
        """Lay out the lines and the hints in a box."""
        with Vertical(id="box"):
            yield KeyLines()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show every key."""
        self._show()

    def on_resize(self) -> None:
        """Show sentences or names, as there is room."""
        self._show()

    @property
    def lines(self) -> KeyLines:
        """The keys with what they do."""
        return self.query_one(KeyLines)

    def _show(self) -> None:
        """Show the commands that fit the words, under their headings."""
        is_wide = self.app.size.width >= WIDE
        sections = sections_for(self._pane)
        commands = [command for _, section_commands in sections for command in section_commands]
        lines = [f"{self._keys(c)} {c.title}: {c.help}" for c in commands]
        matches = [commands[match.index] for match in rank(self._words, lines)]
        self._listed = [command for command in commands if command in matches]
        rows = {
            c.id: CardLine("name", c.help if is_wide else c.title, before=self._keys(c))
            for c in self._listed
        }
        self.lines.empty = f"no key fits {self._words}"
        self.lines.heading = f"KEYS IN {PANE_NAMES[self._pane].upper()}"
        caret = CARET if self._is_searching else ""
        self.lines.tail = f"/{self._words}{caret}" if self._words or caret else ""
        self.lines.show_sections(
            [
                (heading, [rows[c.id] for c in section_commands if c.id in rows])
                for heading, section_commands in sections
            ]
        )
        if self._words and matches:
            start = self._words.casefold()
            named = (c for c in self._listed if c.title.casefold().startswith(start))
            self.lines.cursor = self._listed.index(next(named, matches[0]))
        self.query_one(KeyBar).hints = SEARCH if self._is_searching else PAGE

    def _keys(self, command: Command) -> str:
        if command.id.startswith("tag."):
            return "1…9"
        return shown_keys(self._keymap.keys[command.id]) or "(by :)"

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        """Scroll, search, run a command, close."""
        event.stop()
        event.prevent_default()
        if not self.is_on_top:
            await self.hand_on(event)
            return
        key = key_of(event)
        lines, page = self.lines, max(1, self.lines.body_height // 2)
        moves = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "ctrl+j": 1, "ctrl+k": -1}
        moves |= {"pagedown": page, "ctrl+d": page, "pageup": -page, "ctrl+u": -page}
        if not self._is_searching:
            moves |= {"j": 1, "k": -1, "space": page, "g": -len(lines), "G": len(lines)}
            moves |= {"home": -len(lines), "end": len(lines)}
        if key in moves:
            lines.move(moves[key])
        elif self._is_searching:
            self._search_key(key, event)
        else:
            self._page_key(key)

    def _page_key(self, key: str) -> None:
        if key == "/":
            self._is_searching = True
            self._show()
        elif key in ("tab", "l", "right"):
            self.lines.next_section()
        elif key == "enter":
            self._take()
        elif key == "escape" and self._words:
            self._search_for("")
        elif key in ("escape", "q", "?", "f1", "h", "left"):
            self.dismiss(None)

    def _search_key(self, key: str, event: events.Key) -> None:
        if key == "enter":
            self._is_searching = False
            self._show()
        elif key == "escape":
            self._is_searching = False
            self._search_for("")
        elif key in ("backspace", "ctrl+h"):
            self._search_for(self._words[:-1])
        elif event.is_printable and event.character:
            self._search_for(self._words + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Search for what was pasted while searching; else a paste does nothing."""
        event.stop()
        if self._is_searching:
            self._search_for(self._words + " ".join(event.text.split()))

    def _search_for(self, words: str) -> None:
        self._words = words
        self._show()

    @on(PickList.Chosen)
    def _take(self) -> None:
        """Close, and run the command under the cursor."""
        at = self.lines.cursor
        self.dismiss(None)
        if at < len(self._listed):
            self._run(self._listed[at])


def sections_for(pane: str) -> list[tuple[str, Sequence[Command]]]:
    """Return the commands of a pane under their headings: the pane's own first, then by group.

    The nine digits are one command.
    """
    listed = [c for c in COMMANDS if pane in c.panes and c.id not in _MORE_DIGITS]
    pane_commands = [c for c in listed if c.panes not in (PANES, MODES)]
    rest = [c for c in listed if c.panes in (PANES, MODES)]
    groups = [(group.upper(), [c for c in rest if c.group == group]) for group in GROUPS]
    return [("ONLY HERE", pane_commands), *groups]


_MORE_DIGITS = {f"tag.{digit}" for digit in range(2, 10)}
