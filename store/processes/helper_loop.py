"""The process behind a `Helper`: it calls one function again and again, and ends with its parent.

Standard input brings frames: the import path, the function, then one argument after the other;
standard output takes a frame with what the function returns for each. A frame is the length of a
pickle, in eight bytes, and the pickle.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
from typing import IO, Any

LENGTH = struct.Struct(">Q")


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that what a library prints is no answer
    sys.path[:] = pickle.loads(read_frame(questions) or b"")
    from store.processes.child import watch

    threading.Thread(target=watch, args=(parent, threading.Event()), daemon=True).start()
    function = pickle.loads(read_frame(questions) or b"")
    while (question := read_frame(questions)) is not None:
        write_frame(answers, function(pickle.loads(question)))


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """Return the next pickle; None where the other end is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = pipe.read(length)
    return body if len(body) == length else None


def write_frame(pipe: IO[bytes], value: Any) -> None:
    """Write a value. Raises OSError where the other end is gone."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


if __name__ == "__main__":
    main()
