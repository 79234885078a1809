"""The reader as a process on a pseudo-terminal of its own."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.conftest import environment

pty = pytest.importorskip("pty")


def reader_on(
    folder: Path, columns: int, lines: int, *, controlled: bool, typed: str = ""
) -> tuple[subprocess.Popen[bytes], int]:
    """Return the reader on a folder, just started, and the other end of its terminal.

    Only to a process that is `controlled` by its terminal does the system say that it is gone.
    What was `typed` is in the terminal before there is a reader.
    """
    terminal, child = pty.openpty()
    os.write(terminal, typed.encode())
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", str(folder)],
        stdin=child,
        stdout=child,
        stderr=child,
        env=environment(TERM="xterm-256color"),
        start_new_session=True,
        preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlled else None,
    )
    os.close(child)
    return process, terminal
