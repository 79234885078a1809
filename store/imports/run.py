"""An import from beginning to end: read twice, worked out, and made as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from store.errors import ExportError, Stopped
from store.exports.losses import Losses
from store.imports.formats import BY_NAME
from store.imports.model import Code, Document, Reader
from store.imports.planning import Plan, Planner
from store.index.database import Database

Progress = Callable[[int], None]
"""Told how many documents are done."""


def plan(
    database: Database, name: str, path: Path, progress: Progress, stop: Callable[[], bool]
) -> Plan:
    """Return what importing a file would change; nothing is changed by it.

    The file is read twice: a name that it lacks is hidden only where it has names of that label
    at all. Raises ExportError where the file can't be read, Stopped, OSError.
    """
    read = _reader(name)
    if not path.exists():
        raise ExportError(f"{path}: no such file")
    if not path.is_file() and not path.is_dir():
        raise ExportError(f"{path}: not a regular file, and it has to be read twice")
    losses = Losses()
    try:
        labels = frozenset(
            one.label
            for document in read(path, Losses())
            if isinstance(document, Document)
            for one in document.names or ()
        )
        planner = Planner(database, losses, labels)
        return planner.take(_watched(read(path, losses), progress, stop))
    except UnicodeError as error:
        raise ExportError(f"{path}: can't be read ({error})") from None


def label_of(name: str, path: Path, made: Plan) -> str:
    """Return what undo calls an import: `import doccano from a.jsonl: 3 marks, 2 notes`."""
    return f"import {name} from {path.name}: {', '.join(made.said())}"


def _reader(name: str) -> Reader:
    source = BY_NAME.get(name)
    if source is None:
        raise ExportError(f"nothing is imported from {name}; there are {', '.join(BY_NAME)}")
    reader: Reader = getattr(import_module(f"store.imports.{source.module}"), source.function)
    return reader


def _watched(
    said: Iterator[Document | Code], progress: Progress, stop: Callable[[], bool]
) -> Iterator[Document | Code]:
    for number, one in enumerate(said):
        if stop():
            raise Stopped(f"stopped after {number:,} documents; nothing changed")
        yield one
        progress(number + 1)
