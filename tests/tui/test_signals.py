"""The reader, in a terminal of its own, told to end by the system."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from store import Library
from tests.tui.terminals import reader_on


def started(folder: Path, *, controlled: bool = True) -> tuple[subprocess.Popen[bytes], int]:
    """Return the reader on a folder, when it has drawn the articles, and its own terminal.

    Only to a process that is `controlled` by its terminal does the system say that it is gone.
    """
    process, terminal = reader_on(folder, 80, 24, controlled=controlled)
    wait_for(terminal, b"ARTICLES")
    return process, terminal


def wait_for(terminal: int, words: bytes) -> None:
    """Wait until some words are drawn."""
    drawn, until = b"", time.monotonic() + 20
    while words not in drawn:
        assert time.monotonic() < until, drawn[-2000:]
        assert select.select([terminal], [], [], 20)[0], drawn[-2000:]
        drawn += os.read(terminal, 1 << 16)


def rest(terminal: int) -> bytes:
    """Return what is drawn until the other end is closed."""
    drawn = b""
    try:
        while data := os.read(terminal, 1 << 16):
            drawn += data
    except OSError:  # how Linux says that it is closed
        pass
    return drawn


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_given_back_when_the_system_ends_the_reader(
    library_folder: Path, number: signal.Signals
) -> None:
    process, terminal = started(library_folder)
    process.send_signal(number)
    drawn = rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 128 + number
    assert b"\x1b[?1049l" in drawn
    assert b"\x1b[?25h" in drawn
    assert b"Traceback" not in drawn


@pytest.mark.parametrize("controlled", [True, False])
def test_the_reader_ends_when_its_terminal_is_gone(library_folder: Path, controlled: bool) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    process, terminal = started(library_folder, controlled=controlled)
    os.write(terminal, b"tfarewell\r")
    wait_for(terminal, b"tag farewell on 1 article")
    os.close(terminal)
    try:
        assert process.wait(20) == 128 + signal.SIGHUP
    finally:
        process.kill()
        process.wait()
    assert "[farewell]" in (library_folder / "tags.yaml").read_text("utf-8")


def test_the_reader_ends_when_its_terminal_is_gone_while_it_starts(library_folder: Path) -> None:
    process, terminal = started(library_folder, controlled=False)
    os.close(terminal)
    try:
        assert process.wait(20) == 128 + signal.SIGHUP
    finally:
        process.kill()
        process.wait()


def test_bytes_that_are_no_utf8_are_taken_for_a_sign_that_is_none(library_folder: Path) -> None:
    process, terminal = started(library_folder)
    wait_for(terminal, b"finding names")
    os.write(terminal, b"\xff\xe9/an\xffk")
    wait_for(terminal, "\ufffd".encode())
    os.write(terminal, b"\x1b[200~" + b"\x80" * 10_000 + b"q\x1b[201~")
    process.send_signal(signal.SIGTERM)
    rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 128 + signal.SIGTERM


def test_the_reader_ends_when_a_terminal_that_takes_no_more_is_gone(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    process, terminal = started(library_folder, controlled=False)
    os.set_blocking(terminal, False)
    try:
        for _ in range(300):  # nobody reads what is drawn: the reader soon waits for the terminal
            os.write(terminal, b"z")
            time.sleep(0.01)
    except BlockingIOError:
        pass
    os.close(terminal)
    try:
        assert process.wait(30) == 128 + signal.SIGHUP
    finally:
        process.kill()
        process.wait()
