"""Writes an export next to its target and then moves it there; never replaces an article."""

from __future__ import annotations

import io
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from store.errors import ExportError
from store.exports.documents import LIST_NAME
from store.exports.export_formats import Format
from store.folder.exported_files import exported_ids, remember
from store.folder.ids import encode
from store.folder.ignore_rules import file_type, has_article_name
from store.folder.locations import Locations
from store.folder.own_files import STATE_FOLDER
from store.userdata.atomic_file import replacing, sync_folder


def check(places: Locations, format: Format, target: Path, force: bool) -> None:
    """Raise ExportError if `target` is not allowed or exists already.

    With `force`, existing files may be replaced, and folders written by an export.
    """
    real = Path(os.path.realpath(target))
    _check_place(places, format, real)
    parent = real.parent
    if not parent.is_dir():
        raise ExportError(f"{parent}: no such folder")
    beside = target.with_suffix(format.beside) if format.beside else None
    if beside is not None and not force and os.path.lexists(beside):
        raise ExportError(f"{beside}: already exists (--force replaces it)")
    if not os.path.lexists(target):
        return
    if format.kind == "folder":
        if not real.is_dir():
            raise ExportError(f"{target}: {format.name} writes a folder, but this is a file")
        if not force and any(real.iterdir()):
            raise ExportError(f"{target}: already exists (--force replaces it)")
        if any(real.iterdir()) and not (real / LIST_NAME).is_file():
            raise ExportError(f"{target}: not replaced, because no export made this folder")
        return
    if real.exists() and not real.is_file() and not _is_export_folder(real, format):
        raise ExportError(f"{target}: not a regular file")
    if not force:
        raise ExportError(f"{target}: already exists (--force replaces it)")


def remember_place(places: Locations, target: Path) -> None:
    """Note an export that is about to be written among the articles, so that it is not read."""
    real = Path(os.path.realpath(target))
    if real.parent == Path(os.path.realpath(places.articles)):
        remember(places, real)


def _is_export_folder(real: Path, format: Format) -> bool:
    return format.name == "spacy" and (real / LIST_NAME).is_file()


def _check_place(places: Locations, format: Format, real: Path) -> None:
    articles = Path(os.path.realpath(places.articles))
    root = Path(os.path.realpath(places.root))
    if real in (Path(os.path.realpath(places.tags_file)), articles, root):
        raise ExportError(f"{real}: this is the library itself; choose another place")
    if (root / STATE_FOLDER) in (real, *real.parents):
        raise ExportError(f"{real}: {STATE_FOLDER} is the library's own; choose another place")
    if articles not in real.parents:
        return
    if articles != root or format.kind == "folder":
        raise ExportError(f"{real}: is inside the folder of articles; choose another place")
    name = os.fsencode(real.name)
    if has_article_name(name):
        if file_type(name) is None:
            raise ExportError(f"{real}: would be mistaken for an article; choose another suffix")
        if os.path.lexists(real) and encode(name) not in exported_ids(places):
            raise ExportError(f"{real}: is an article of the library; choose another name")


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """Provide a stream of UTF-8 text that replaces the file `path` on success."""
    with replacing(path) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Provide an empty folder next to `path` that replaces it on success."""
    real = Path(os.path.realpath(path))
    part = real.with_name(f".{real.name}.{secrets.token_hex(4)}.part")
    part.mkdir()
    try:
        yield part
        swap(part, real)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def swap(new: Path, real: Path) -> None:
    """Move `new` to `real`, replacing and removing what is there."""
    old = real.with_name(f".{real.name}.{secrets.token_hex(4)}.old")
    exists = os.path.lexists(real)
    if exists:
        os.replace(real, old)
    try:
        os.replace(new, real)
    except OSError:
        if exists:
            os.replace(old, real)
        raise
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    elif exists:
        old.unlink()
    sync_folder(real.parent)
