"""What the command line prints: UTF-8 lines, JSON Lines, messages; safe for any terminal."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress

from store.jsonl import json_line as json_line

DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The bidirectional controls, as ranges of a regular expression."""

_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{DIRECTION}\ud800-\udfff]")
_UNSAFE_IN_TEXT = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{DIRECTION}\ud800-\udfff]"  # not tab, not line feed
)
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_SURROGATES = re.compile("[\ud800-\udfff]")


class Written:
    """Whether anything went to standard output."""

    anything = False


def prepare_streams() -> None:
    """Set the standard streams to UTF-8, whatever the locale says, and line ends to `\\n`."""
    Written.anything = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def well_formed(text: str) -> str:
    """Return text without lone surrogates, which UTF-8 can't hold: U+FFFD stands for them."""
    return _SURROGATES.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return text as one line that no terminal obeys: controls as `\\n`, `\\x1b`, `\\u202e`."""
    return _UNSAFE.sub(_escape, text)


def escaped_text(text: str) -> str:
    """Return text with its lines and tabs as they are, and every other control escaped."""
    return _UNSAFE_IN_TEXT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    code = ord(sign)
    return _SHORT.get(sign) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def one_line(text: str) -> str:
    """Return text with every run of white space as one blank, and its controls escaped."""
    return escaped(" ".join(text.split()))


def write_lines(lines: Iterable[str], *, flush: bool = False) -> bool:
    """Write lines to standard output; return whether there was any."""
    wrote = False
    for line in lines:
        wrote = Written.anything = True
        print(line)
    if flush and sys.stdout is not None:
        sys.stdout.flush()
    return wrote


def columns(*fields: str | int | None) -> str:
    """Return fields as one tab-separated line, None as nothing, controls escaped."""
    return "\t".join("" if field is None else escaped(str(field)) for field in fields)


def say(message: str, speaker: str = "cuttings") -> None:
    """Write one line of message to standard error."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"{speaker}: {escaped(message)}", file=sys.stderr, flush=True)


def has_person() -> bool:
    """Return whether somebody can be asked: standard input and error are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def finish() -> None:
    """Write out what standard output still holds; raises OSError where that fails."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Let go of what standard output still holds, so that leaving does not fail over it again."""
    with suppress(OSError, ValueError, AttributeError):
        target = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, target)
        os.close(nowhere)
