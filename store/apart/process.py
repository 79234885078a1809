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
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any

from store.apart import child

LOOK_EVERY = 0.1
"""Seconds between two looks at `stop`."""

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
