"""`tags.yaml` parsed, or edited as a whole: a small file here, a large one in another process.

Either holds the interpreter for over a second at 20,000 blocks; in another process the screen
goes on drawing. The answer comes in small packets for the same reason.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from store.errors import TagFileError
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits, Layout, Parsed
from store.userdata.tagsfile.text_edit import edit_whole

LARGE = 256 * 1024
"""Bytes above which a file is read or edited elsewhere."""

PACKET = 500
"""Facts a packet."""

_PROGRAM = "from store.userdata.parse_process import main; main()"


def read(data: bytes, path: Path) -> Parsed:
    """Return what the file's bytes say. Raises TagFileError."""
    answer = _elsewhere(data, path, None) if len(data) > LARGE else None
    return parse(data, path) if answer is None else answer.parsed


def edit(text: str, edits: Edits, path: Path) -> tuple[str, Layout | None]:
    """Return the text of a whole file (without BOM) with changes made, and its layout.

    Raises TagFileError.
    """
    data = text.encode()
    answer = _elsewhere(data, path, edits) if len(data) > LARGE else None
    if answer is None:
        return edit_whole(text, edits, path)
    return b"".join(answer.text).decode(), answer.parsed.layout


@dataclass(slots=True)
class _Answer:
    """What the other process said: of a file that was read, or of one that was edited."""

    parsed: Parsed = field(default_factory=Parsed)
    text: list[bytes] = field(default_factory=list)


def _elsewhere(data: bytes, path: Path, edits: Edits | None) -> _Answer | None:
    """Return the answer of another process, None where none can be had. Raises TagFileError."""
    if not sys.executable:
        return None
    root = str(Path(__file__).resolve().parents[2])
    searched = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": searched},
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process:
            process.stdin.write(pickle.dumps((os.fspath(path), len(data), edits)))
            process.stdin.write(data)
            process.stdin.close()
            return _gather(process.stdout, path)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _gather(stream: IO[bytes], path: Path) -> _Answer:
    """Put a file's packets together; what they hold comes from this very program."""
    answer = _Answer()
    parsed = answer.parsed
    ids: list[str] = []
    ends: list[int] = []
    while True:
        kind, value = pickle.load(stream)
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


def _error(path: Path, said: str, line: int, column: int, remedy: str) -> TagFileError:
    error = TagFileError("", path, line, column, remedy)
    error.args = (said,)
    return error


def main() -> None:
    """Do what standard input asks for, and write the packets of the answer to standard output."""
    out = sys.stdout.buffer
    try:
        for packet in _packets(*_given(sys.stdin.buffer)):
            out.write(pickle.dumps(packet))
        out.flush()
    except BrokenPipeError:
        os._exit(1)  # whoever asked is gone


def _given(stream: IO[bytes]) -> tuple[bytes, Path, Edits | None]:
    name, size, edits = pickle.load(stream)
    return stream.read(size), Path(name), edits


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
