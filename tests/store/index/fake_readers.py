"""Readers that behave as hostile files make real ones behave, for child processes to import."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from store.folder.decode import Content
from store.folder.file_types import FileType
from store.index.file_diff import Task
from store.sources.source_document import Document, Unreadable

FAKE = FileType("fake", __name__, 1, (b".fake",))
DATA = FileType("data", __name__, 1, (b".data",), may_be_data=True)


def task(name: str) -> Task:
    return Task(name, os.fsencode(name), None, None, 1, None, None, None, None)


def look(task: Task) -> tuple[Content, FileType | None]:
    """Take the words of a task's name for its content."""
    data = task.raw
    kind = None if data == b"plain" else DATA if data == b"data" else FAKE
    return Content(data, hashlib.sha256(data).hexdigest(), len(data), 1), kind


def read(data: bytes, name: str) -> Iterator[Document]:
    word, _, rest = data.decode().partition(" ")
    if word == "hang":
        while True:
            pass
    if word == "sleep":
        time.sleep(1000)
    if word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "crash-once":
        flag = Path(rest)
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if word == "memory":
        hoard = []
        while True:
            hoard.append(bytes(10_000_000))
    if word == "recursion":
        yield from read(data, name)
    if word == "locked":
        raise Unreadable("encrypted", "protected by a password")
    if word == "data":
        raise Unreadable("no text", "no column of texts")
    if word == "parts":
        for number, text in enumerate(rest.split(), 1):
            if text == "damage":
                raise ValueError("bad bytes\x1b[2J")
            yield Document(f"The text of {text}.", part=f"{number:03}", title=text)
        return
    yield Document(f"The text of {word}.")
