"""Turns files that need a reader of their format into articles; runs in a process of its own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from itertools import chain
from typing import NamedTuple

from store.folder.decode import Content
from store.folder.file_types import FileType
from store.folder.ids import base_name
from store.index.article_builder import Prepared, settled
from store.index.article_faults import in_words
from store.index.document_builder import LONGEST_PART, failed, part_name, prepare_document
from store.index.file_diff import Task
from store.index.file_rows import Converted, FileRow, SameFile
from store.model import Status
from store.sources import news_export
from store.sources.source_document import Document, Unreadable

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of a file that a reader is given: it is in memory whole."""
MOST_PARTS = 200_000
"""Articles of one file; those behind are left out, which is said."""


EXPORTED_AS = ("html", "odt", "rtf", "word")
"""Formats in which news databases export many articles as one document."""


class Limits(NamedTuple):
    """What a process may use that reads files."""

    seconds: int = 60
    """Processor time for one file, and a second more for each MiB of it."""
    memory: int = 2 * 1024**3
    """Bytes of data in memory."""

    def seconds_for(self, size: int) -> int:
        """Return how many seconds of processor time a file of this size in bytes may take."""
        return self.seconds + max(size, 0) // 1024**2


Conversion = Converted | SameFile | None
"""None: the file is plain text after all."""

Look = Callable[[Task], tuple[Content, FileType | None]]
"""Reads a file, and tells its format."""


def convert_files(
    report: Callable[..., None],
    cancelled: threading.Event,
    look: Look,
    tasks: Sequence[Task],
    limits: Limits,
) -> None:
    """Convert files in a child process, and report the result of each as soon as it is there."""
    _limit_memory(limits.memory)
    for task in tasks:
        if cancelled.is_set():
            return
        _limit_time(limits.seconds_for(task.size))
        report(convert(look, task))


def convert(look: Look, task: Task) -> Conversion:
    """Return the articles of a file, or a row that says why it has none."""
    content, kind = look(task)
    if kind is None:
        return None
    size, time_ns = content.size, settled(content.mtime_ns)
    if content.sha256 and (content.sha256, kind.stamp) == (task.sha256, task.reader):
        return SameFile(task.raw, size, time_ns)
    if content.problem is not None:
        is_large = content.problem.startswith("larger than")
        status: Status = "too large" if is_large else "unreadable"
        articles = [failed(task.id, task.raw, content, kind.name, status, content.problem)]
        problem = None
    else:
        articles, problem = _documents(task, content, kind)
    row = FileRow(task.id, task.raw, size, time_ns, content.sha256, kind.stamp, problem)
    return Converted(row, tuple(articles))


def given_up(look: Look, task: Task, reason: str) -> Converted:
    """Return a file that no process could read, so that it is not tried again until it changes."""
    content, kind = look(task)
    name, stamp = (kind.name, kind.stamp) if kind else ("text", "text")
    status: Status = "too large" if "takes longer" in reason else "unreadable"
    article = failed(task.id, task.raw, content, name, status, reason)
    time_ns = settled(content.mtime_ns)
    row = FileRow(task.id, task.raw, content.size, time_ns, content.sha256, stamp, None)
    return Converted(row, (article,))


def _documents(task: Task, content: Content, kind: FileType) -> tuple[list[Prepared], str | None]:
    """Return the articles of a file, and what of it could not be read."""
    articles: dict[str, Prepared] = {}
    try:
        read = import_module(kind.module).read
        documents = read(content.data, base_name(task.id))
        if kind.name in EXPORTED_AS:
            documents = chain.from_iterable(news_export.split(document) for document in documents)
        _collect(documents, task, content, kind, articles)
        if not articles:
            raise Unreadable("empty", "holds no article")
    except MemoryError:
        problem = Unreadable("too large", "needs too much memory to be read")
    except Unreadable as error:
        problem = error
    except Exception as error:  # a reader's library may raise anything for a damaged file
        problem = Unreadable("unreadable", f"damaged, or of an unknown form ({in_words(error)})")
    else:
        return list(articles.values()), None
    if articles:
        return list(articles.values()), f"all behind article {len(articles):,}: {problem.reason}"
    if kind.may_be_data:
        return [], problem.reason
    return [failed(task.id, task.raw, content, kind.name, problem.status, problem.reason)], None


def _collect(
    documents: Iterable[Document],
    task: Task,
    content: Content,
    kind: FileType,
    articles: dict[str, Prepared],
) -> None:
    """Add the rows of each document by id; a second document of one name gets `~2`."""
    copies: Counter[str] = Counter()
    for number, document in enumerate(documents):
        if number == MOST_PARTS:
            raise Unreadable("too large", f"more than {MOST_PARTS:,} articles in one file")
        if document.part is None and articles:
            raise Unreadable("unreadable", "its reader gave two articles without names")
        part = None if document.part is None else part_name(document.part)
        if part is not None:
            copies[part] += 1
            if copies[part] > 1:
                part = f"{part[: LONGEST_PART - 8]}~{copies[part]}"
        named = replace(document, part=part)
        article = prepare_document(task.id, task.raw, named, content, kind.name)
        articles[article.id] = article


def _limit_memory(most: int) -> None:
    with suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _limit_time(seconds: int) -> None:
    """Have the system end this process where it takes too long for the next file."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))
