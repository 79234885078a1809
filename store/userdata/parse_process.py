"""Parses or edits a whole `tags.yaml`; a large file is handled by another process.

At 20,000 blocks either holds the interpreter lock for over a second; another process leaves the
screen responsive. The result arrives in small packets for the same reason.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.processes.pool import Child, ChildDied
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits, Layout, Parsed
from store.userdata.tagsfile.text_edit import edit_whole

LARGE = 256 * 1024
"""Size in bytes above which a file is parsed or edited in another process."""

PACKET = 500
"""Facts per packet."""


def read(data: bytes, path: Path) -> Parsed:
    """Return the content of the file's bytes. Raises TagFileError."""
    answer = _in_process(data, path, None) if len(data) > LARGE else None
    return parse(data, path) if answer is None else answer.parsed


def edit(text: str, edits: Edits, path: Path) -> tuple[str, Layout | None]:
    """Return the edited text of a whole file (without BOM), and its layout.

    Raises TagFileError.
    """
    data = text.encode()
    answer = _in_process(data, path, edits) if len(data) > LARGE else None
    if answer is None:
        return edit_whole(text, edits, path)
    return b"".join(answer.text).decode(), answer.parsed.layout


@dataclass(slots=True)
class _Answer:
    """The other process's result: a parsed file, or an edited text."""

    parsed: Parsed = field(default_factory=Parsed)
    text: list[bytes] = field(default_factory=list)


def _in_process(data: bytes, path: Path, edits: Edits | None) -> _Answer | None:
    """Return another process's result; None if no process could do it. Raises TagFileError."""
    if not sys.executable:
        return None
    try:
        process = Child()
    except OSError:
        return None
    try:
        process.call_reporting(send_packets, data, path, edits)
        return _gather(process, path)
    except ChildDied:
        return None
    finally:
        process.close()


def _gather(process: Child, path: Path) -> _Answer | None:
    """Assemble the packets of a file; None if the function failed. Raises ChildDied."""
    answer = _Answer()
    parsed = answer.parsed
    ids: list[str] = []
    ends: list[int] = []
    while True:
        message, packet = process.receive()
        if message != "progress":
            return None  # it failed: parse here, which raises the same error
        kind, value = packet
        if kind == "facts":
            parsed.facts.update(value)
        elif kind == "hashes":
            parsed.hashes.update(value)
        elif kind == "text":
            answer.text.append(value)
        elif kind == "ids":
            ids += value
        elif kind == "ends":
            ends += value
        elif kind == "error":
            raise _error(path, *value)
        else:
            if value is not None:
                parsed.layout = Layout(value[0], tuple(ids), tuple(ends), value[1])
            return answer


def _error(path: Path, message: str, line: int, column: int, remedy: str) -> TagFileError:
    error = TagFileError("", path, line, column, remedy)
    error.args = (message,)
    return error


def send_packets(
    report: Callable[..., None],
    _cancelled: threading.Event,
    data: bytes,
    path: Path,
    edits: Edits | None,
) -> None:
    """Report the packets of the result; runs in the other process."""
    for packet in _packets(data, path, edits):
        report(*packet)


def _packets(data: bytes, path: Path, edits: Edits | None) -> Iterator[tuple[str, Any]]:
    try:
        if edits is None:
            parsed = parse(data, path)
            layout = parsed.layout
        else:
            text, layout = edit_whole(data.decode(), edits, path)
    except TagFileError as error:
        yield "error", (str(error), error.line, error.column, error.remedy)
        return
    if edits is None:
        for kind, pairs in (("facts", parsed.facts), ("hashes", parsed.hashes)):
            items = iter(pairs.items())
            while some := list(islice(items, PACKET)):
                yield kind, some
    else:
        yield "text", text.encode()
    if layout is None:
        yield "end", None
        return
    for start in range(0, len(layout.ids), PACKET):
        yield "ids", layout.ids[start : start + PACKET]
        yield "ends", layout.ends[start : start + PACKET]
    yield "end", (layout.head, layout.indent)
