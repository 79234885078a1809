"""Runs one function of ours in another process, and hands on what it says."""

from __future__ import annotations

import base64
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any

from store.errors import CuttingsError, LibraryError
from store.processes import child

LOOK_EVERY = 0.1
"""Seconds between two looks at `stop`."""

TELL_EVERY = 0.1
"""Seconds between two reports of progress."""

Say = Callable[[str, dict[str, Any]], None]
"""How the function tells something: a kind, and values that JSON can carry."""
Message = tuple[str, dict[str, Any]]


def start() -> subprocess.Popen[bytes]:
    """Start a process that waits for its function. Raises OSError where none can be started."""
    return subprocess.Popen(
        [sys.executable, "-P", child.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if os.name == "nt" else 0,
    )


def run(
    process: subprocess.Popen[bytes],
    function: Callable[..., None],
    *arguments: object,
    stop: Callable[[], bool],
) -> Iterator[Message]:
    """Yield what `function(say, stopped, *arguments)` says in a process, until it ends.

    The function stands at the top of a module; it is to return soon after the event `stopped` is
    set. Blocks the calling thread, without taking the interpreter from the others. The process
    ends within a second when this one does, and with the iterator.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    said: queue.Queue[Message | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, said), daemon=True)
    reader.start()
    told_to_stop = False
    try:
        for value in (sys.path, (function.__module__, function.__name__, arguments)):
            _write(process.stdin, base64.b64encode(pickle.dumps(value)))
        while True:
            if not told_to_stop and stop():
                told_to_stop = True
                _write(process.stdin, b"stop")
            with suppress(queue.Empty):
                message = said.get(timeout=LOOK_EVERY)
                if message is None:
                    return
                yield message
    finally:
        with suppress(OSError):
            process.stdin.close()
        process.wait()
        reader.join()
        process.stdout.close()


def result_of(
    process: subprocess.Popen[bytes],
    function: Callable[..., None],
    *arguments: object,
    progress: Callable[[dict[str, Any]], None],
    stop: Callable[[], bool],
) -> dict[str, Any] | None:
    """Return the result of a function that calls `tell` in a process; None where it ended early.

    Blocks the calling thread; `progress` gets the values of each report. Raises LibraryError with
    the message of an error in there.
    """
    for kind, values in run(process, function, *arguments, stop=stop):
        if kind == "error":
            raise LibraryError(str(values["message"]))
        if kind == "result":
            return values
        progress(values)
    return None


def report(say: Say, work: Callable[[Callable[[Any], None]], Any]) -> None:
    """Say what `work` reports, now and then, and at last its result, or an error of the store.

    Reports and result are dataclasses; those of progress have `done` and `total`.
    """
    told = 0.0

    def progress(report: Any) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TELL_EVERY or report.done == report.total:
            told = now
            say("progress", asdict(report))

    try:
        say("result", asdict(work(progress)))
    except CuttingsError as error:
        say("error", {"message": str(error)})


def _write(pipe: IO[bytes], line: bytes) -> None:
    # A process that has ended tells so at the other end.
    with suppress(OSError):
        pipe.write(line + b"\n")
        pipe.flush()


def _read(pipe: IO[bytes], said: queue.Queue[Message | None]) -> None:
    for line in pipe:
        kind, values = json.loads(line)
        said.put((kind, values))
    said.put(None)
