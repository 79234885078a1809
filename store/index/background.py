"""A refresh that leaves the drawing process alone: a large folder is read by another process."""

from __future__ import annotations

import base64
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import IO, Any

from store.errors import LibraryError
from store.folder.places import Places
from store.folder.walk import candidates
from store.index import child
from store.index.database import Database
from store.index.refresh import ignore_patterns, refresh
from store.index.results import Progress, Refreshed

FEW_FILES = 300
"""A folder of no more files is read by the process itself, in the thread that asks."""

LOOK_EVERY = 0.1
"""Seconds between two looks at `stop`."""


def refresh_apart(
    places: Places,
    database: Database,
    *,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Refreshed:
    """Refresh like `refresh`, in another process where the folder has more than a few files.

    Blocks the calling thread, without taking the interpreter from the others. The other process
    ends within a second when this one does. Raises LibraryError where it fails.
    """
    walk = candidates(places, ignore_patterns(database))
    if sum(1 for _ in islice(walk, FEW_FILES + 1)) > FEW_FILES:
        try:
            process = _start()
        except OSError:
            pass  # Where no process can be started, a slower screen is better than none.
        else:
            return _follow(process, places, progress, stop)
    return refresh(places, database, progress=progress, stop=stop)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", child.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if os.name == "nt" else 0,
    )


def _follow(
    process: subprocess.Popen[bytes],
    places: Places,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Refreshed:
    """Pass on what the process says, and the word to stop, until it ends."""
    assert process.stdin is not None
    assert process.stdout is not None
    said: queue.Queue[tuple[str, dict[str, Any]] | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, said), daemon=True)
    reader.start()
    told_to_stop = False
    try:
        for value in (sys.path, places):
            _write(process.stdin, base64.b64encode(pickle.dumps(value)))
        while True:
            if not told_to_stop and stop():
                told_to_stop = True
                _write(process.stdin, b"stop")
            try:
                message = said.get(timeout=LOOK_EVERY)
            except queue.Empty:
                continue
            if message is None:
                raise LibraryError(f"{places.articles}: the process that reads it ended early")
            kind, values = message
            if kind == "error":
                raise LibraryError(str(values["message"]))
            if kind == "result":
                values["moved"] = tuple((old, new) for old, new in values["moved"])
                return Refreshed(**values)
            progress(Progress(**values))
    finally:
        with suppress(OSError):
            process.stdin.close()
        process.wait()
        reader.join()
        process.stdout.close()


def _write(pipe: IO[bytes], line: bytes) -> None:
    # A process that has ended tells so at the other end.
    with suppress(OSError):
        pipe.write(line + b"\n")
        pipe.flush()


def _read(pipe: IO[bytes], said: queue.Queue[tuple[str, dict[str, Any]] | None]) -> None:
    for line in pipe:
        kind, values = json.loads(line)
        said.put((kind, values))
    said.put(None)
