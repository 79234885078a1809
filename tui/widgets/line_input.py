"""One line that is typed in, as overlays and the prompt at the foot have it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from tui.reading.glyphs import (
    cells,
    drawn,
    fit,
    shown,
    widths,
)
from tui.widgets.strips import line_of

MOST = 100_000
"""Code points that a line takes by pasting: the input is drawn whole with every key."""


class LineInput(Input):
    """An input of one line without a frame, that leaves the moving keys to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none; padding: 0; height: 1; width: 1fr;
        background: transparent; color: $foreground; background-tint: transparent;
    }
    """

    class Moved(Message):
        """A key that moves in the list below was pressed: up, down, pages, ends."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Stayed(Message):
        """Tab was pressed: take the choice and stay."""

    class Left(Message):
        """Escape was pressed."""

    class Pressed(Message):
        """One of the keys was pressed that the screen keeps for itself."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    MOVES: ClassVar[dict[str, int]] = {
        "up": -1,
        "ctrl+p": -1,
        "ctrl+k": -1,
        "down": 1,
        "ctrl+n": 1,
        "ctrl+j": 1,
        "pageup": -10,
        "pagedown": 10,
    }

    kept: frozenset[str] = frozenset()
    """The keys that the screen keeps for itself, by Textual's names."""

    kept_at_first: frozenset[str] = frozenset()
    """The keys that the screen keeps for itself for as long as nothing is typed."""

    holds = False
    """Whether keys behind Enter or Escape wait in `held`: they are for what stands there then."""

    is_closed = False
    """Whether nothing is asked: a key that was on its way here is for what is on the screen."""

    line_end = " "
    """Stands for the line ends of what is pasted."""

    class Refused(Message):
        """What was pasted is too long; the words say so."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.held: list[events.Key] = []
        self._hands_on = False
        """Whether held keys are being given to what is on the screen now."""
        self._waits_for = ""
        """The key behind which keys wait; empty where none do."""
        self._passed_on: list[events.Key] = []
        """Keys on their way to the overlay; only one that holds keys asks which came by here."""

    def came_by(self, event: events.Key) -> bool:
        """Say whether a key that comes to the screen was here before: else it came too early."""
        at = next((at for at, key in enumerate(self._passed_on) if key is event), None)
        if at is not None:
            del self._passed_on[: at + 1]
        return at is not None

    def go_on(self) -> list[events.Key]:
        """Take keys again after Enter or Escape, and return those that came meanwhile."""
        held, self.held, self._waits_for = self.held, [], ""
        return held

    async def hand_on(self, take: Callable[[events.Key], Awaitable[object]] | None = None) -> None:
        """Give the keys that came behind Enter or Escape to what is on the screen now.

        Those that come here meanwhile go behind them: none overtakes another. `take` is given them
        instead, by a screen that has later keys waiting for it already.
        """
        take = take or self.app.on_event
        self._waits_for = ""
        if self._hands_on:
            return
        self._hands_on = True
        try:
            while self.held and not self._waits_for:  # else they wait behind another Enter
                event = self.held.pop(0)
                await take(events.Key(event.key, event.character))
        finally:
            self._hands_on = False

    def _hold(self, event: events.Key) -> bool:
        """Keep a key that came behind Enter or Escape; Escape behind Enter leaves at once."""
        if self._waits_for and (self._waits_for, event.key) != ("enter", "escape"):
            self.held.append(event)
            return True
        self._waits_for = event.key if self.holds and event.key in ("enter", "escape") else ""
        return False

    def paste(self, words: str) -> None:
        """Put words in the place of the selection, their line ends as `line_end`."""
        # A lone surrogate, which no file and no database takes, becomes U+FFFD.
        words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        tidy = self.line_end.join(words.strip("\r\n").splitlines())
        if len(self.value) + len(tidy) > MOST:
            self.post_message(
                self.Refused(f"not taken: {len(words):,} letters, and {MOST:,} are the most here")
            )
        else:
            self.replace(tidy, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines; Textual's own input takes the first, and drops the others."""
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    # -- drawing: as everywhere, a sign that could harm the terminal is a mark on one cell

    def cell_of(self, position: int) -> int:
        """Return the cell at which a code point of the words is drawn, from their start."""
        return cells(shown(self.value[:position]))

    @property
    def content_width(self) -> int:
        """The cells of the words, and one for the cursor behind them."""
        return cells(shown(self.value or self.placeholder)) + (1 if self.value else 0)

    def render_line(self, y: int) -> Strip:
        """Return the words with cursor and selection, as far as they are in view."""
        if y:
            return super().render_line(y)
        if not self.value:
            return self._placeholder_line()
        glyphs = shown(self.value) + " "
        looks: list[tuple[int, int, Style]] = []
        if self.has_focus:
            start, end = sorted(self.selection)
            looks.append((start, end, self.get_component_rich_style("input--selection")))
            if self._cursor_visible:
                at = self.cursor_position
                looks.append((at, _glyph_end(glyphs, at), self._cursor_style))
        edges = sorted(
            {0, len(glyphs), *(edge for first, last, _ in looks for edge in (first, last))}
        )
        segments = [
            Segment(
                drawn(glyphs[a:b]),
                sum((look for first, last, look in looks if first <= a and b <= last), Style()),
            )
            for a, b in pairwise(edges)
        ]
        width, left = self.scrollable_content_region.width + 1, self.scroll_offset.x
        strip = Strip(segments).crop(left, left + width).extend_cell_length(width)
        return strip.apply_style(self.rich_style)

    def _placeholder_line(self) -> Strip:
        width = self.scrollable_content_region.width
        words = shown(self.placeholder) or " "
        if cells(words) > width:
            words = fit(words, width)
        look = self.get_component_rich_style("input--placeholder")
        has_cursor = self.has_focus and self._cursor_visible
        at = _glyph_end(words, 0) if has_cursor else 0
        segments = [
            Segment(drawn(words[:at]), look + self._cursor_style),
            Segment(drawn(words[at:]), look),
        ]
        return line_of(segments, width + 1, Style()).apply_style(self.rich_style)

    @property
    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("input--cursor")

    def _position_to_cell(self, position: int) -> int:
        return self.cell_of(position)

    def _cell_offset_to_index(self, offset: int) -> int:
        at, cell = 0, offset + self.scroll_offset.x
        glyphs = shown(self.value)
        for size in widths(glyphs) or [1] * len(glyphs):
            cell -= size
            if cell < 0:
                break
            at += 1
        return at

    def take_key(self, event: events.Key) -> None:
        """Take a key that went to the screen, since it was pressed before the focus came here."""
        if self._hold(event):
            return
        message = self._for_the_screen(event.key)
        if message is not None:
            self.post_message(message)
        elif event.is_printable and event.character:
            self.insert_text_at_cursor(event.character)
        elif event.key == "enter":
            self.post_message(self.Submitted(self, self.value))
        elif event.key == "backspace":
            self.action_delete_left()

    def _for_the_screen(self, key: str) -> Message | None:
        """Return what a key tells the screen; None where it is the input's own."""
        if key in self.kept or (not self.value and key in self.kept_at_first):
            return self.Pressed(key)
        if key in self.MOVES:
            return self.Moved(self.MOVES[key])
        if key == "tab":
            return self.Stayed()
        return self.Left() if key == "escape" else None

    async def _on_key(self, event: events.Key) -> None:
        """Hand moving, Tab, Escape and kept keys to the screen before the input takes them."""
        if self.is_closed or self.app.screen is not self.screen:
            event.stop()
            event.prevent_default()
            if self.has_focus:
                self.screen.set_focus(None)
            if self.held or self._hands_on:
                self.held.append(event)
            else:
                await self.app.on_event(events.Key(event.key, event.character))
            return
        if self._hold(event):
            event.stop()
            event.prevent_default()
            return
        message = self._for_the_screen(event.key)
        if message is None:
            if self.holds and not event.is_printable:  # printable ones go no further
                self._passed_on.append(event)
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(message)


def _glyph_end(glyphs: str, start: int) -> int:
    """Return the end of what the cursor stands on: one glyph that is seen, its accents included."""
    end = start + 1
    while end < len(glyphs) and not cells(glyphs[start:end]):
        end += 1
    while end < len(glyphs) - 1 and not cells(glyphs[end]):
        end += 1
    return end
