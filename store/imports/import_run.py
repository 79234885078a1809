"""Runs an import: reads the file twice, plans the changes, and applies them as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from store.errors import ExportError, Stopped
from store.exports.losses import Losses
from store.imports.file_kinds import check_kind
from store.imports.import_formats import BY_NAME, Source
from store.imports.import_plan import Plan, Planner
from store.imports.imported import Code, Document, Reader
from store.index.database import Database
from store.progress import ignore_progress

Progress = Callable[[int], None]
"""Called with the number of documents done."""


def plan(
    database: Database, name: str, path: Path, progress: Progress, stop: Callable[[], bool]
) -> Plan:
    """Return what importing a file would change; nothing is changed.

    A file with names is read twice: a name missing from it is only hidden if the file has names
    with that label at all. Raises ExportError if the file can't be read, Stopped, OSError.
    """
    source = _source(name)
    reader: Reader = getattr(import_module(f"store.imports.{source.module}"), source.function)
    if not path.exists():
        raise ExportError(f"{path}: no such file")
    if not path.is_file() and not path.is_dir():
        raise ExportError(
            f"{path}: not a regular file, which an import needs because it reads it twice"
        )
    check_kind(source, path)
    losses = Losses()
    labels: set[str] = set()
    try:
        for document in (
            _with_progress(reader(path, Losses()), ignore_progress, stop) if source.names else ()
        ):
            if isinstance(document, Document):
                labels.update(name.label for name in document.names or ())
        planner = Planner(database, losses, frozenset(labels))
        return planner.plan_all(_with_progress(reader(path, losses), progress, stop))
    except UnicodeError as error:
        raise ExportError(f"{path}: can't be read ({error})") from None


def label_of(name: str, path: Path, planned: Plan) -> str:
    """Return the undo label of an import: `import doccano from a.jsonl: 3 marks, 2 notes`."""
    return f"import {name} from {path.name}: {', '.join(planned.summary())}"


def _source(name: str) -> Source:
    source = BY_NAME.get(name)
    if source is None:
        raise ExportError(f"unknown import format {name}; choose one of {', '.join(BY_NAME)}")
    return source


def _with_progress(
    parts: Iterator[Document | Code], progress: Progress, stop: Callable[[], bool]
) -> Iterator[Document | Code]:
    for number, part in enumerate(parts):
        if stop():
            raise Stopped(f"stopped after {number:,} documents; nothing changed")
        yield part
        progress(number + 1)
