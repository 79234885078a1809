"""A program in a pseudo-terminal of its own: keys go in, and what it draws is timed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from types import TracebackType

QUIET = 0.012
"""Seconds without output after which a frame counts as drawn."""


class Terminal:
    """A program on a terminal of some columns and lines; ends with its `with` block."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (120, 36)) -> None:
        self._reading, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLUMNS", "LINES"):  # the terminal itself says how large it is
            environment.pop(name, None)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment,
            start_new_session=True,
        )
        os.close(child)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._reading)

    def _read(self, timeout: float) -> bytes:
        ready, _, _ = select.select([self._reading], [], [], timeout)
        try:
            return os.read(self._reading, 1 << 16) if ready else b""
        except OSError:
            return b""

    def until(self, *words: bytes, timeout: float = 60) -> float:
        """Return the seconds from the start until all the words have been drawn.

        Raises TimeoutError when they never are.
        """
        seen = b""
        while time.perf_counter() - self.started < timeout:
            seen += self._read(0.2)
            if all(word in seen for word in words):
                return time.perf_counter() - self.started
        raise TimeoutError(f"{words!r} never drawn")

    def settle(self, seconds: float = 0.5) -> None:
        """Wait until nothing has been drawn for some time."""
        while self._read(seconds):
            pass

    def press(self, key: bytes) -> float:
        """Return the seconds from a key to the end of the first frame that it causes.

        Raises TimeoutError where the key causes none.
        """
        start = time.perf_counter()
        os.write(self._reading, key)
        if not self._read(2):
            raise TimeoutError(f"{key!r} changed nothing")
        last = time.perf_counter()
        while self._read(QUIET):
            last = time.perf_counter()
        return last - start

    def press_until(self, key: bytes, word: bytes, timeout: float = 30) -> float:
        """Return the seconds from a key until a word has been drawn.

        Raises TimeoutError when it never is.
        """
        start = time.perf_counter()
        os.write(self._reading, key)
        seen = b""
        while time.perf_counter() - start < timeout:
            seen += self._read(0.2)
            if word in seen:
                return time.perf_counter() - start
        raise TimeoutError(f"{word!r} never drawn")

    def memory(self) -> int:
        """Return the resident memory of the program itself, in bytes."""
        with open(f"/proc/{self._process.pid}/status") as lines:
            kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        return kilobytes * 1024
