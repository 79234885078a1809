"""Runs an export: checks the target, writes next to it, moves the result there, reports losses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TextIO

from store.errors import ExportError
from store.exports import atomic_output
from store.exports.export_context import ExportContext, Progress
from store.exports.export_formats import BY_NAME, Format
from store.exports.losses import Losses
from store.folder.locations import Locations
from store.index.database import Database
from store.index.listings import Listing
from store.userdata import read_model


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export."""

    format: Format
    path: Path | None
    """The file or folder written; None for a stream."""
    articles: int
    losses: Losses


def format_of(name: str) -> Format:
    """Return the format of this name. Raises ExportError, which lists the formats."""
    format = BY_NAME.get(name)
    if format is None:
        raise ExportError(f"unknown format {name}; choose one of {', '.join(BY_NAME)}")
    return format


def check_target(places: Locations, name: str, to: Path | None, force: bool) -> Format:
    """Return the format `name`. Raises ExportError if `to` (None: a stream) is no valid target.

    Call this before reading the articles, because finding names first may take long.
    """
    format = format_of(name)
    if to is not None:
        atomic_output.check(places, format, to, force)
    elif format.kind != "text":
        kind = "a folder" if format.kind == "folder" else "a binary file"
        raise ExportError(f"{name} writes {kind}: name it with -o {name}{format.suffix}")
    return format


def export(
    places: Locations,
    database: Database,
    listing: Listing,
    name: str,
    to: Path | TextIO,
    *,
    force: bool = False,
    bom: bool = False,
    progress: Progress,
    stop: Callable[[], bool],
) -> Exported:
    """Write the articles of a listing in the format `name` to a file, a folder or a stream.

    Raises ExportError if that is impossible or the disk fails, and Stopped when `stop` returns
    true; no partial output remains. Exceptions of a stream are passed on.
    """
    path = to if isinstance(to, Path) else None
    format = check_target(places, name, path, force)
    job = ExportContext(
        format, database, listing, read_model.tags(database.connection()), stop, progress, bom
    )
    if not isinstance(to, Path):
        job.out = to
        _writer(format)(job)
        return Exported(format, None, job.written, job.losses)
    try:
        atomic_output.remember_place(places, to)
        _to_disk(job, to)
    except OSError as error:
        raise ExportError(f"{error.filename or to}: {error.strerror or error}") from error
    return Exported(format, path, job.written, job.losses)


def _to_disk(job: ExportContext, to: Path) -> None:
    with ExitStack() as stack:
        if job.format.kind == "text":
            job.out = stack.enter_context(atomic_output.text_file(to))
            job.beside = to
        elif job.format.kind == "folder":
            job.path = stack.enter_context(atomic_output.folder(to))
        else:
            job.path = to
        _writer(job.format)(job)


def _writer(format: Format) -> Callable[[ExportContext], None]:
    module = import_module(f"store.exports.{format.module}")
    writer: Callable[[ExportContext], None] = getattr(module, format.function)
    return writer
