"""The program of a child process: takes calls on standard input, answers on standard output.

It is run as a script, and imports only the standard library until a call names a function. A
frame is the length of a pickle (8 bytes, big-endian) and the pickle. The parent sends its import
path and the niceness first, then calls `(reports, function, args, kwargs)`; an empty frame
cancels. The child sends `("progress", values)` as often as the function reports, then
`("value", result)` or `("error", exception)`.
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

WATCH_EVERY = 0.4
"""Seconds between two checks that the parent still lives."""

GRACE = 0.4
"""Seconds that a running function has to end a transaction when the parent is gone."""


def write_frame(pipe: IO[bytes], value: Any) -> None:
    """Write a value as one frame. Raises OSError where the pipe is closed."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def write_cancel(pipe: IO[bytes]) -> None:
    """Write the empty frame. Raises OSError where the pipe is closed."""
    pipe.write(LENGTH.pack(0))
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """Return the next frame's pickle; None where the pipe is closed."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = pipe.read(length)
    return body if len(body) == length else None


class _Child:
    """The pipes to the parent, and the calls received through them."""

    def __init__(self) -> None:
        self._requests = os.fdopen(os.dup(0), "rb")
        self._answers = os.fdopen(os.dup(1), "wb")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)  # what a library prints goes where its warnings go
        self._calls: SimpleQueue[bytes | None] = SimpleQueue()
        self._cancelled = threading.Event()

    def run(self) -> None:
        """Answer calls until the parent closes the pipe or ends."""
        parent = os.getppid()
        sys.path[:], niceness = pickle.loads(read_frame(self._requests) or b"")
        if niceness and hasattr(os, "nice"):
            os.nice(niceness)
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._watch, args=(parent,), daemon=True).start()
        while (call := self._calls.get()) is not None:
            self._answer(call)

    def _answer(self, call: bytes) -> None:
        try:
            reports, function, args, kwargs = pickle.loads(call)
            if reports:
                args = (self._report, self._cancelled, *args)
            answer = ("value", function(*args, **kwargs))
        except BaseException as error:  # as in concurrent.futures: it belongs to the caller
            answer = ("error", _portable(error))
        try:
            write_frame(self._answers, answer)
        except OSError:
            os._exit(1)  # the parent is gone
        except Exception as error:  # pickling runs code of the result, which may raise anything
            write_frame(self._answers, ("error", _portable(error)))

    def _report(self, *values: Any) -> None:
        write_frame(self._answers, ("progress", values))

    def _listen(self) -> None:
        while (frame := read_frame(self._requests)) is not None:
            if frame:
                self._calls.put(frame)
            else:
                self._cancelled.set()
        self._end()

    def _watch(self, parent: int) -> None:
        """End when another process has become the parent: a fork of it may hold the pipe open."""
        while os.getppid() == parent:
            time.sleep(WATCH_EVERY)
        self._end()

    def _end(self) -> None:
        self._cancelled.set()
        self._calls.put(None)  # an idle child ends at once
        time.sleep(GRACE)
        os._exit(1)


def _portable(error: BaseException) -> BaseException:
    """Return the error, or a RuntimeError with its text where it can't be pickled both ways."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # pickling runs code of the error, which may raise anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Child().run()
