"""spaCy documents: articles are sent to a child process that writes `.spacy` files.

A small export is a single file; a larger one becomes a folder of files under the same name, which
spaCy's corpus reader also accepts.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from store.errors import ExportError
from store.exports import docbin_child
from store.exports.atomic_output import swap
from store.exports.documents import DocumentList
from store.exports.export_context import ExportContext, ExportedArticle
from store.processes.pool import Child, ChildDied, ending

PART = 10_000_000
"""Code points per file: the process needs about fifty times as many bytes."""

IN_HAND = 8
"""Documents sent but not yet confirmed; more would only take memory."""


def write(job: ExportContext) -> None:
    """Write the documents: names as `ents`, marks as `spans["marks"]`, tags as `cats`."""
    real = Path(os.path.realpath(job.place))
    folder = real.with_name(f".{real.name}.{secrets.token_hex(4)}.part")
    folder.mkdir()
    try:
        files = _write_parts(job, folder)
        if len(files) == 1:
            swap(files[0], real)
        else:
            swap(folder, real)
            job.losses.note(f"{len(files):,} files in a folder, which spaCy reads as one corpus")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_parts(job: ExportContext, folder: Path) -> list[Path]:
    """Write the parts and return their files, at least one."""
    files: list[Path] = []
    worker: Worker | None = None
    size = 0
    tags = job.used_tags()
    with DocumentList(folder) as documents:
        try:
            for item in job.items():
                if worker is None or (size and size + len(item.text) > PART):
                    if worker is not None:
                        _finish(worker, job)
                    files.append(folder / f"part-{len(files) + 1:04}.spacy")
                    worker, size = Worker(files[-1], tags), 0
                size += len(item.text)
                worker.send(fields(item))
                documents.add(files[-1].name, item)
            if worker is None:
                files.append(folder / "part-0001.spacy")
                worker = Worker(files[-1], tags)
            _finish(worker, job)
        finally:
            if worker is not None:
                worker.kill()
    return files


def _finish(worker: Worker, job: ExportContext) -> None:
    for loss in worker.finish():
        job.losses.add(*loss)


def fields(item: ExportedArticle) -> dict[str, Any]:
    """Return the data of an article for the process."""
    article = item.article
    is_annotated = article.entities is not None
    marks = item.marks
    return {
        "text": item.text,
        "language": article.language,
        "names": [[e.start, e.end, e.label, e.name] for e in item.entities]
        if is_annotated
        else None,
        "marks": [[start, end, mark.tag] for start, end, mark in marks],
        "tags": list(article.tags),
        "about": {
            "article": item.id,
            "sha256": item.sha256,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "read": article.read,
            "note": article.note,
            "mark_notes": [mark.note for _, _, mark in marks],
        },
    }


class Worker:
    """A process that writes one file of documents. Raises ExportError if it fails.

    `tags` are those of the whole export, as each document lists them all as true or false.
    """

    def __init__(self, path: Path, tags: Sequence[str] = ()) -> None:
        self._path = path
        self._child = Child()
        self._in_hand = 0
        self._call(docbin_child.begin_file, path, list(tags))

    def send(self, document: dict[str, Any]) -> None:
        """Send a document."""
        while self._in_hand >= IN_HAND:
            self._receive()
        self._call(docbin_child.add_document, document)

    def finish(self) -> list[tuple[str, str, int]]:
        """Write the file, and return the losses as (kind, article, count)."""
        self._call(docbin_child.write_file)
        losses: list[tuple[str, str, int]] = []
        while self._in_hand:
            losses = self._receive()
        self.kill()
        return losses

    def kill(self) -> None:
        """End the process if it is still running."""
        self._child.close()

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._child.call(function, *arguments)
        self._in_hand += 1

    def _receive(self) -> Any:
        try:
            kind, value = self._child.receive()
        except ChildDied:
            raise ExportError(
                "the process that writes spaCy documents ended early "
                f"({ending(self._child.status())})"
            ) from None
        self._in_hand -= 1
        if kind == "value":
            return value
        if isinstance(value, ImportError):
            raise ExportError(f"spaCy can't be loaded: {value}")
        if isinstance(value, OSError):
            raise ExportError(f"{value.filename or self._path}: {value.strerror}")
        raise ExportError(f"spaCy documents can't be written: {type(value).__name__}: {value}")

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
