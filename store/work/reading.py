"""`tags.yaml` parsed: small files here, large ones in a process of their own.

Parsing holds the interpreter for over a second at 20,000 blocks; in another process the screen
goes on drawing. The answer comes in small packets for the same reason.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from store.errors import TagFileError
from store.work.tagsfile.parse import parse
from store.work.tagsfile.values import Layout, Parsed

LARGE = 256 * 1024
"""Bytes above which a file is parsed elsewhere."""

PACKET = 500
"""Facts a packet."""

_PROGRAM = "from store.work.reading import main; main()"


def read(data: bytes, path: Path) -> Parsed:
    """Return what the file's bytes say. Raises TagFileError."""
    if len(data) <= LARGE or not sys.executable:
        return parse(data, path)
    try:
        return _elsewhere(data, path)
    except (OSError, EOFError, pickle.UnpicklingError):
        return parse(data, path)


def _elsewhere(data: bytes, path: Path) -> Parsed:
    root = str(Path(__file__).resolve().parents[2])
    searched = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": searched},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(pickle.dumps((os.fspath(path), len(data))))
        process.stdin.write(data)
        process.stdin.close()
        return _gather(process.stdout, path)


def _gather(stream: IO[bytes], path: Path) -> Parsed:
    """Put a file's packets together; what they hold comes from this very program."""
    parsed = Parsed()
    ids: list[str] = []
    ends: list[int] = []
    while True:
        kind, value = pickle.load(stream)
        if kind == "facts":
            parsed.facts.update(value)
        elif kind == "hashes":
            parsed.hashes.update(value)
        elif kind == "ids":
            ids += value
        elif kind == "ends":
            ends += value
        elif kind == "error":
            raise _error(path, *value)
        else:
            if value is not None:
                parsed.layout = Layout(value[0], tuple(ids), tuple(ends), value[1])
            return parsed


def _error(path: Path, said: str, line: int, column: int, remedy: str) -> TagFileError:
    error = TagFileError("", path, line, column, remedy)
    error.args = (said,)
    return error


def main() -> None:
    """Read a file's bytes from standard input, and write its packets to standard output."""
    out = sys.stdout.buffer
    try:
        for packet in _packets(*_given(sys.stdin.buffer)):
            out.write(pickle.dumps(packet))
        out.flush()
    except BrokenPipeError:
        os._exit(1)  # whoever asked is gone


def _given(stream: IO[bytes]) -> tuple[bytes, Path]:
    name, size = pickle.load(stream)
    return stream.read(size), Path(name)


def _packets(data: bytes, path: Path) -> Iterator[tuple[str, Any]]:
    try:
        parsed = parse(data, path)
    except TagFileError as error:
        yield "error", (str(error), error.line, error.column, error.remedy)
        return
    for kind, pairs in (("facts", parsed.facts), ("hashes", parsed.hashes)):
        items = iter(pairs.items())
        while some := list(islice(items, PACKET)):
            yield kind, some
    layout = parsed.layout
    if layout is None:
        yield "end", None
        return
    for start in range(0, len(layout.ids), PACKET):
        yield "ids", layout.ids[start : start + PACKET]
        yield "ends", layout.ends[start : start + PACKET]
    yield "end", (layout.head, layout.indent)
