"""Child processes that call functions: the one place where the library starts a process."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from store.processes import child

NICENESS = 5
"""The niceness of background processes."""

LAST_SECONDS = 2.0
"""Seconds that a process has to end after its pipe was closed."""

SIGKILL = getattr(signal, "SIGKILL", 9)

NOWHERE = subprocess.DEVNULL

Message = tuple[str, Any]
"""A kind (`progress`, `value` or `error`) and its payload."""


class ChildDied(Exception):
    """The process ended before it answered."""


class Child:
    """A process that answers calls in their order, and ends with the process that started it.

    It starts as a bare interpreter: nothing of the program is imported before the first call
    needs it, and never from the current folder. Raises OSError where no process can be started.
    """

    def __init__(
        self,
        *,
        niceness: int = 0,
        stderr: IO[bytes] | int = NOWHERE,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", child.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            process_group=None if os.name == "nt" else 0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self.pid = self._process.pid
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="child", daemon=True)
        self._reader.start()
        self._write((import_path(), niceness))

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Send a call; its arguments are pickled, and unpicklable ones raise here."""
        self._write((False, function, args, kwargs))

    def call_reporting(self, function: Callable[..., Any], *args: Any) -> None:
        """Have `function(report, cancelled, *args)` called: a function and an event."""
        self._write((True, function, args, {}))

    def cancel(self) -> None:
        """Set the event `cancelled` in the process: for the call it runs and those after it."""
        with suppress(OSError):
            child.write_cancel(self._stdin)

    def is_ready(self) -> bool:
        """Return whether `receive` would return or raise at once."""
        return not self._frames.empty()

    def receive(self, timeout: float | None = None) -> Message:
        """Return the next message. Raises ChildDied, and queue.Empty after `timeout` seconds."""
        frame = self._frames.get(timeout=timeout)
        if frame is None:
            self._frames.put(None)
            raise ChildDied
        message: Message = pickle.loads(frame)
        return message

    def status(self) -> int | None:
        """Return the exit status of a process that has closed its pipe; None if it lives on."""
        try:
            return self._process.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """Kill the process without waiting for its end; `receive` raises ChildDied then."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Kill the process, whatever it does, and free its pipes."""
        self.kill()
        self.end()

    def end(self) -> None:
        """Let the process end: a function that runs is cancelled, and killed a moment later."""
        with suppress(OSError):
            self._stdin.close()
        self._process.wait()
        self._reader.join()
        self._stdout.close()

    def _write(self, value: object) -> None:
        with suppress(OSError):  # that the process has ended is seen in `receive`
            child.write_frame(self._stdin, value)

    def _read(self) -> None:
        frame: bytes | None = b""
        while frame is not None:
            frame = child.read_frame(self._stdout)
            self._frames.put(frame)


def import_path() -> list[str]:
    """Return the import path for a child: absolute folders, this program's among them."""
    folders = [folder for folder in sys.path if os.path.isabs(folder)]
    root = str(Path(__file__).resolve().parents[2])
    return folders if root in folders else [*folders, root]


def ending(status: int | None) -> str:
    """Return an exit status of `Child.status` in words."""
    if status is None:
        return "it answers no more"
    if status >= 0:
        return f"exit status {status}"
    with suppress(ValueError):
        return signal.Signals(-status).name
    return f"signal {-status}"
