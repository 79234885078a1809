"""What a terminal sends, cut into keys, escape sequences and pastes before anything acts on it.

The grammar is that of ECMA-48 (control sequences, control strings) with what xterm, rxvt and the
Linux console add: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.constants import ESCAPE_DELAY

ESC = "\x1b"
PASTE_START = "\x1b[200~"
PASTE_END = "\x1b[201~"

SEQUENCE_DELAY = 1.0
"""Seconds in which the rest of a sequence that was clearly begun must come."""

PASTE_DELAY = 5.0
"""Seconds of silence after which a paste is over though its end did not come."""

PASTE_MOST = 16_000_000
"""Code points that are kept of a paste: many times what any input takes."""

LONGEST = 4096
"""Code points of a sequence that has no end, after which it is dropped."""

_PARAMETERS = re.compile(r"\x1b\[(?:[0-?][ -?]*)?")
"""The start of a control sequence; a malformed one may mix parameters and intermediates."""
_BEGUN = re.compile(r"\x1b\[(?:[0-?]|M.)", re.DOTALL)
"""How a control sequence begins that is no key that happens to look like its start."""
_STRING_END = {
    "]": re.compile("[^\x00-\x06\x08-\x1f]*?(?:\x07|\x1b\\\\|\x9c)"),
    **dict.fromkeys("P_^X", re.compile("[^\x00-\x1f]*?(?:\x1b\\\\|\x9c)")),
}
"""What a control string holds up to its end, by its introducer behind Escape."""
_REPLY = re.compile(r"\x1b(?:\][0-9]{1,5};|P[0-9;]*[>!$+?|]|_G[a-zA-Z]=)")
"""How the control strings begin that terminals send by themselves; nobody types that."""
_REPLY_BEGUN = re.compile(r"\x1b(?:\][0-9]{0,5}|P[0-9;]*|_(?:G[a-zA-Z]?)?|[\^X])")
_REPLY_END = re.compile("\x07|\x1b\\\\|\x9c")
_SS3 = frozenset("ABCDFHPQRSabcd")
"""The keys that come as Escape, `O` and a letter; a keypad's do only where a program asks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a terminal sent: a key's character, a whole escape sequence, or a paste."""

    sort: Literal["key", "sequence", "paste"]
    text: str


class Cutter:
    """Cuts what is read, wherever the reads end, and drops what is no whole of anything.

    Escape counts as a key of its own wherever no sequence of a terminal begins with it, so that
    Alt and a key, which terminals send as Escape and the key, is these two. Times are seconds of
    any one clock.
    """

    def __init__(self) -> None:
        self._pending = ""
        """A sequence without its end as yet; begins with Escape unless empty."""
        self._inside: Literal["", "paste", "reply"] = ""
        self._pasted: list[str] = []
        self._length = 0
        self._tail = ""
        """The last code points inside, which may be the start of the end marker."""
        self._heard = 0.0

    def feed(self, text: str, now: float) -> Iterator[Piece]:
        """Yield what is complete with what was read."""
        self._heard = now
        text, self._pending = self._pending + text, ""
        while text:
            if self._inside:
                text = yield from self._within(text)
            elif text[0] != ESC:
                keys, escape, rest = text.partition(ESC)
                yield from (Piece("key", key) for key in keys)
                text = escape + rest
            else:
                text = yield from self._escaped(text)

    @property
    def due(self) -> float | None:
        """When `tick` has to decide, should nothing come until then; None where nothing waits."""
        if self._inside:
            return self._heard + (PASTE_DELAY if self._inside == "paste" else SEQUENCE_DELAY)
        if self._pending:
            return self._heard + (SEQUENCE_DELAY if _BEGUN.match(self._pending) else ESCAPE_DELAY)
        return None

    def tick(self, now: float) -> Iterator[Piece]:
        """Yield what waited for more that did not come in time."""
        if self.due is None or now < self.due:
            return
        pending, self._pending = self._pending, ""
        if self._inside == "paste":
            yield self._end(self._tail)
        elif not _BEGUN.match(pending):
            yield from (Piece("key", key) for key in pending)
        self._inside, self._tail = "", ""

    def _within(self, text: str) -> Generator[Piece, None, str]:
        """Take what is inside a paste or a reply; return what stands behind its end."""
        text, self._tail = self._tail + text, ""
        if self._inside == "paste":
            inside, end, rest = text.partition(PASTE_END)
            if end:
                yield self._end(inside)
                return rest
            keep = len(PASTE_END) - 1
            self._keep(text[:-keep])
        else:
            match = _REPLY_END.search(text)
            if match is not None:
                self._inside = ""
                return text[match.end() :]
            keep = 1
        self._tail = text[-keep:]
        return ""

    def _keep(self, text: str) -> None:
        text = text[: max(0, PASTE_MOST - self._length)]
        self._length += len(text)
        self._pasted.append(text)

    def _end(self, last: str) -> Piece:
        """Return the paste that ends here."""
        self._keep(last)
        pasted = "".join(self._pasted)
        self._inside, self._pasted, self._length = "", [], 0
        return Piece("paste", pasted)

    def _escaped(self, text: str) -> Generator[Piece, None, str]:
        """Take what begins with Escape; return what stands behind it."""
        if text.startswith(PASTE_START):
            self._inside = "paste"
            return text[len(PASTE_START) :]
        if _REPLY.match(text) and not _ended_string(text):
            self._inside = "reply"
            return text[2:]
        sort, length = _measured(text)
        if sort == "unfinished":
            self._pending = text if len(text) < LONGEST else ""
            return ""
        if sort in ("key", "sequence"):
            yield Piece(sort, text[:length])
        return text[length:]


Sort = Literal["key", "sequence", "nothing", "unfinished"]

_ESCAPE: tuple[Sort, int] = ("key", 1)
_UNFINISHED: tuple[Sort, int] = ("unfinished", 0)


def _measured(text: str) -> tuple[Sort, int]:
    """Return what a text that begins with Escape begins with, and how long that is."""
    introducer = text[1:2]
    if not introducer:
        return _UNFINISHED
    if introducer == "[":
        return _control_sequence(text)
    if introducer == "O":
        if len(text) == 2:
            return _UNFINISHED
        return ("sequence", 3) if text[2] in _SS3 else _ESCAPE
    if introducer in _STRING_END:
        end = _ended_string(text)
        if end:
            return "nothing", end
        return _UNFINISHED if _REPLY_BEGUN.fullmatch(text) else _ESCAPE
    return _ESCAPE


def _ended_string(text: str) -> int:
    """Return where the control string ends that a text begins with; 0 where it has no end."""
    match = _STRING_END[text[1]].match(text, 2)
    return match.end() if match is not None else 0


def _control_sequence(text: str) -> tuple[Sort, int]:
    if text.startswith("\x1b[["):  # F1 to F5 of the Linux console
        if len(text) == 3:
            return _UNFINISHED
        return ("sequence", 4) if text[:4] in ANSI_SEQUENCES_KEYS else _ESCAPE
    if text.startswith("\x1b[M"):  # the mouse in three bytes, as terminals sent it once
        if not all(sign >= " " for sign in text[3:6]):
            return _ESCAPE
        return ("nothing", 6) if len(text) >= 6 else _UNFINISHED
    match = _PARAMETERS.match(text)
    end = match.end() if match is not None else 2
    if text[:end] in ANSI_SEQUENCES_KEYS and end > 2:  # rxvt's keys that end in `$`
        return "sequence", end
    if end == len(text):
        return _UNFINISHED
    if not "@" <= text[end] <= "~":
        return ("nothing", end) if end > 2 else _ESCAPE
    if end == 2 and text[:3] not in ANSI_SEQUENCES_KEYS and text[2] not in "IO":
        return _ESCAPE
    return "sequence", end + 1
