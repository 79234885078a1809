"""The program of an annotating process: takes calls on standard input, answers on standard output.

It is run as a script with the parent's interpreter, and imports nothing but the standard library
until a call names a function. A frame is a length (8 bytes, big-endian) and that many bytes of
pickle: first the parent's `sys.path`, then calls `(function, args, kwargs)`; the answer to each
is `(True, result)` or `(False, exception)`.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
import time
from queue import SimpleQueue
from typing import IO, Any

LENGTH = struct.Struct(">Q")
"""How a frame says its length."""

WATCH_EVERY = 0.5
"""Seconds between two looks at whether the parent still lives."""


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Write `value` as one frame; raises OSError where the other side has gone."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Return the bytes of the next frame; raises EOFError where the other side has gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def answer(call: bytes) -> tuple[bool, Any]:
    """Return (True, result) of one pickled call, or (False, exception) when it raised."""
    try:
        function, args, kwargs = pickle.loads(call)
        return True, function(*args, **kwargs)
    except BaseException as error:  # as in concurrent.futures: it belongs to who asked
        return False, error


def portable(error: BaseException) -> BaseException:
    """Return `error`, or where it can't be pickled both ways, a RuntimeError that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except (TypeError, AttributeError, pickle.PickleError):
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _take_calls(stream: IO[bytes], calls: SimpleQueue[bytes]) -> None:
    """Pass frames on as they come; end the process when the parent has closed its side."""
    while True:
        try:
            calls.put(read_frame(stream))
        except (EOFError, OSError):
            os._exit(0)


def _watch_parent(parent: int) -> None:
    """End the process when another one has become its parent: a fork may hold the pipe open."""
    while os.getppid() == parent:
        time.sleep(WATCH_EVERY)
    os._exit(0)


YIELDS = 5
"""How far behind the screen this process stands for the processor, as `nice` counts."""


def main() -> None:
    """Answer calls until the parent goes away; nothing else is ever written to its terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(YIELDS)
    parent = os.getppid()
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what a library prints goes where its warnings go: to the log
    calls: SimpleQueue[bytes] = SimpleQueue()
    sys.path[:] = pickle.loads(read_frame(requests))
    threading.Thread(target=_take_calls, args=(requests, calls), daemon=True).start()
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()
    while True:
        good, value = answer(calls.get())
        write_frame(answers, (good, value if good else portable(value)))


if __name__ == "__main__":
    main()
