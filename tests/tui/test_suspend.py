"""Ctrl-Z: back to the shell where one waits, and a word where none does."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import environment
from tests.tui.terminals import reader_on
from tests.tui.test_signals import rest, wait_for

pty = pytest.importorskip("pty")

SHELL = """
import os, signal, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, "-m", "tui", sys.argv[1]])
while True:
    _, status = os.waitpid(child, os.WUNTRACED)
    os.tcsetpgrp(0, os.getpgrp())
    if not os.WIFSTOPPED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    print("the shell has it", flush=True)
    sys.stdin.readline()
    os.tcsetpgrp(0, child)
    os.kill(-child, signal.SIGCONT)
"""
"""As much of a shell as is needed: its child in a group of its own, which a line continues."""


@pytest.mark.parametrize("controlled", [True, False])
def test_the_reader_goes_on_where_no_shell_could_bring_it_back(
    library_folder: Path, controlled: bool
) -> None:
    process, terminal = reader_on(library_folder, 80, 24, controlled=controlled)
    wait_for(terminal, b"ARTICLES")
    os.write(terminal, b"\x1a")
    wait_for(terminal, b"no shell waits")
    process.send_signal(signal.SIGTSTP)  # and from elsewhere
    wait_for(terminal, b"no shell waits")
    os.write(terminal, b"\x1bq")
    drawn = rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 0
    assert b"Traceback" not in drawn


def test_the_reader_is_with_the_shell_until_that_brings_it_back(
    library_folder: Path, tmp_path: Path
) -> None:
    script = tmp_path / "shell.py"
    script.write_text(SHELL)
    child, terminal = pty.fork()
    if not child:
        os.chdir(Path(__file__).parents[2])
        words = [sys.executable, str(script), str(library_folder)]
        os.execve(sys.executable, words, environment(TERM="xterm-256color"))
    wait_for(terminal, b"ARTICLES")
    for _ in range(2):
        os.write(terminal, b"\x1a")
        wait_for(terminal, b"the shell has it")
        assert not drawn_within(terminal, 0.3)
        os.write(terminal, b"\n")
        wait_for(terminal, b"ARTICLES")
    os.write(terminal, b"q")
    assert b"no shell waits" not in rest(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)


def drawn_within(terminal: int, seconds: float) -> bytes:
    """Return what is drawn within some seconds, without blanks around it."""
    until, drawn = time.monotonic() + seconds, b""
    while (left := until - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            drawn += os.read(terminal, 1 << 16)
    return drawn.strip()
