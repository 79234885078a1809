"""spaCy's documents: the articles go to a process of its own, which writes `.spacy` files.

What fits a file of moderate size is one; more become a folder of them under the same name, which
spaCy's own reader of corpora takes as well.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from store.errors import ExportError
from store.exports.atomic_output import swap
from store.exports.documents import DocumentList
from store.exports.export_context import ExportContext, ExportedArticle

PART = 10_000_000
"""Code points a file: a process needs some fifty times as many bytes for them."""

_PROGRAM = "from store.exports.docbin_child import main; main()"


def write(job: ExportContext) -> None:
    """Write the documents: names as `ents`, marks as `spans["marks"]`, tags as `cats`."""
    real = Path(os.path.realpath(job.place))
    made = real.with_name(f".{real.name}.{secrets.token_hex(4)}.part")
    made.mkdir()
    try:
        files = _write_parts(job, made)
        if len(files) == 1:
            swap(files[0], real)
        else:
            swap(made, real)
            job.losses.note(f"{len(files):,} files in a folder, which spaCy reads as one corpus")
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write_parts(job: ExportContext, folder: Path) -> list[Path]:
    """Write the parts and return their files; there is always one."""
    files: list[Path] = []
    worker: Worker | None = None
    size = 0
    tags = job.used_tags()
    with DocumentList(folder) as documents:
        try:
            for item in job.items():
                if worker is None or (size and size + len(item.text) > PART):
                    if worker is not None:
                        worker.finish(job)
                    files.append(folder / f"part-{len(files) + 1:04}.spacy")
                    worker, size = Worker(files[-1], tags), 0
                size += len(item.text)
                worker.send(fields(item))
                documents.add(files[-1].name, item)
            if worker is None:
                files.append(folder / "part-0001.spacy")
                worker = Worker(files[-1], tags)
            worker.finish(job)
        finally:
            if worker is not None:
                worker.kill()
    return files


def fields(item: ExportedArticle) -> dict[str, Any]:
    """Return what the process needs of an article."""
    one = item.article
    known = one.entities is not None
    marks = item.marks
    return {
        "text": item.text,
        "language": one.language,
        "names": [[e.start, e.end, e.label, e.name] for e in item.entities] if known else None,
        "marks": [[start, end, mark.tag] for start, end, mark in marks],
        "tags": list(one.tags),
        "about": {
            "article": item.id,
            "sha256": item.sha256,
            "title": one.title,
            "source": one.source,
            "published": one.published,
            "read": one.read,
            "note": one.note,
            "mark_notes": [mark.note for _, _, mark in marks],
        },
    }


class Worker:
    """A process that makes one file of documents. Raises ExportError where it fails.

    `tags` are those of the whole export: each document says of each whether it has it.
    """

    def __init__(self, path: Path, tags: Sequence[str] = ()) -> None:
        root = str(Path(__file__).resolve().parents[2])
        searched = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": searched},
        )

        self.send({"cats": list(tags)})

    def send(self, document: dict[str, Any]) -> None:
        """Give it one document."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(document).encode() + b"\n")
        except BrokenPipeError:
            raise ExportError(self._why()) from None

    def finish(self, job: ExportContext) -> None:
        """Let it write its file, and count what did not fit."""
        try:
            out, _ = self._process.communicate()
        except BrokenPipeError:
            raise ExportError(self._why()) from None
        answer = json.loads(out or b"null")
        if self._process.returncode or answer is None:
            raise ExportError(self._why())
        if "problem" in answer:
            raise ExportError(answer["problem"])
        for what, id, count in answer["losses"]:
            job.losses.add(what, id, count)

    def _why(self) -> str:
        code = self._process.wait()
        return f"the process that makes spaCy's documents ended too early (exit code {code})"

    def kill(self) -> None:
        """End it, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
