"""JSON objects out of a file, one by one: JSON Lines, or one list, however long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from store.imports.model import encoding_of, unreadable

_CHUNK = 1 << 20
"""Code points that are read at a time."""


def objects(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file. Raises ExportError with the line, OSError."""
    with path.open(encoding=encoding_of(path), errors="replace", newline="\n") as file:
        first = file.read(_CHUNK)
        file.seek(0)
        values = _of_list if first.lstrip().startswith("[") else _of_lines
        for number, value in values(file, path):
            if not isinstance(value, dict):
                raise unreadable(path, "expected a JSON object", number)
            yield value


def _of_lines(file: TextIO, path: Path) -> Iterator[tuple[int | None, Any]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            raise unreadable(path, f"no JSON ({_why(error)})", number) from None


def _of_list(file: TextIO, path: Path) -> Iterator[tuple[int | None, Any]]:
    """Yield the items of one list; what was read is dropped as soon as it is dealt with."""
    decoder = json.JSONDecoder()
    held = file.read(_CHUNK).lstrip().removeprefix("[")
    while True:
        held = held.lstrip().removeprefix(",").lstrip()
        if held.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(held)
        except (ValueError, RecursionError) as error:
            more = file.read(max(_CHUNK, len(held)))
            if not more:
                raise unreadable(path, f"no JSON ({_why(error)})") from None
            held += more
            continue
        yield None, value
        held = held[end:]


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
