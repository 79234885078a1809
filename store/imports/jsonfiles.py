"""Streams JSON objects from a file of any length: JSON Lines or a single list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from store.exports.losses import Losses
from store.imports.decoded_text import open_text
from store.imports.imported import unreadable

_CHUNK = 1 << 20
"""Code points read at a time."""

LONGEST = 1 << 27
"""Maximum code points of one object, including an article's text."""


def objects(path: Path, losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the objects in a file. Raises OSError, and ExportError with the line."""
    with open_text(path, losses, "\n") as file:
        first = file.read(_CHUNK)
        file.seek(0)
        values = _of_list if first.lstrip().startswith("[") else _of_lines
        for number, value in values(file, path):
            if not isinstance(value, dict):
                raise unreadable(path, "expected a JSON object", number)
            yield value


def _of_lines(file: TextIO, path: Path) -> Iterator[tuple[int, Any]]:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise unreadable(path, f"longer than {LONGEST:,} characters", number)
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            raise unreadable(path, f"not valid JSON ({_why(error)})", number) from None


def _of_list(file: TextIO, path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the items of a list; text is discarded once parsed."""
    decoder = json.JSONDecoder()
    buffer, number = file.read(_CHUNK), 1
    at = _blanks_end(buffer, 0) + 1  # after the bracket
    number += buffer.count("\n", 0, at)
    while True:
        start = _blanks_end(buffer, at)
        if buffer.startswith(",", start):
            start = _blanks_end(buffer, start + 1)
        number += buffer.count("\n", at, start)
        at = start
        if buffer.startswith("]", at):
            return
        try:
            value, end = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError) as error:
            buffer, at = buffer[at:], 0
            more = file.read(max(_CHUNK, len(buffer))) if len(buffer) < LONGEST else ""
            if not more:
                raise unreadable(path, f"not valid JSON ({_why(error)})", number) from None
            buffer += more
            continue
        yield number, value
        number += buffer.count("\n", at, end)
        at = end


def _blanks_end(text: str, start: int) -> int:
    """Return the end of the whitespace that starts at an offset."""
    while text[start : start + 1].isspace():
        start += 1
    return start


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
