"""A shell command of the user's: texts raw on its standard input, and what it prints."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from store.errors import ExportError

MOST = 200_000
"""Bytes of output that are kept: what comes after is read and thrown away."""
LOOK_EVERY = 0.05
"""Seconds between two looks at whether the command has ended, or is to be stopped."""
PORTION = getattr(select, "PIPE_BUF", 65536)
"""Bytes that a pipe takes without waiting when it is said to be ready."""
LINGER = 0.5
"""Seconds that output is waited for after a command's end, and that a stopped one may take."""


@dataclass(frozen=True, slots=True)
class PipeOutput:
    """What a command gave: its output with errors, its exit code, and whether it was too much."""

    command: str
    output: str
    code: int
    cut: bool


def pipe(command: str, texts: Iterable[str], stop: Callable[[], bool]) -> PipeOutput:
    """Run a shell command with texts on its standard input, and return what it prints.

    Texts are UTF-8, a blank line between two of them. The command has no terminal. `stop` ends it
    and all that it began. Raises ExportError where there is no shell, or it can't take the command.
    """
    try:
        process = subprocess.Popen(
            command,
            shell=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise ExportError(f"{command}: {error.strerror}") from error
    except ValueError as error:  # a NUL in it
        raise ExportError(f"a command: {error}") from error
    assert process.stdin is not None
    assert process.stdout is not None
    kept = bytearray()
    size = [0]
    drain = threading.Thread(target=_drain, args=(process.stdout, kept, size), daemon=True)
    watch = threading.Thread(target=_watch, args=(process, stop), daemon=True)
    drain.start()
    watch.start()
    try:
        _feed(process, process.stdin, texts)
        process.wait()
    finally:
        if process.poll() is None:
            _end(process)
    drain.join(LINGER)
    output = bytes(kept).decode("utf-8", "replace")
    return PipeOutput(command, output, process.returncode, size[0] > MOST)


def _watch(process: subprocess.Popen[bytes], stop: Callable[[], bool]) -> None:
    """End a command that is to be stopped."""
    while process.poll() is None:
        if stop():
            _end(process)
        time.sleep(LOOK_EVERY)


def _feed(process: subprocess.Popen[bytes], stream: IO[bytes], texts: Iterable[str]) -> None:
    """Write texts for as long as anybody reads them."""
    with suppress(BrokenPipeError):
        for number, text in enumerate(texts):
            end = "" if text.endswith("\n") else "\n"
            begin = "\n" if number else ""
            if not _write(
                process, stream.fileno(), f"{begin}{text}{end}".encode("utf-8", "replace")
            ):
                break
    with suppress(BrokenPipeError):
        stream.close()


def _write(process: subprocess.Popen[bytes], pipe: int, data: bytes) -> bool:
    """Write bytes, and say whether they were taken.

    What a command leaves behind may hold its input open and read nothing of it for ever.
    """
    left = memoryview(data)
    while left:
        if os.name != "posix" or select.select([], [pipe], [], LINGER)[1]:
            left = left[os.write(pipe, left[:PORTION]) :]
        elif process.poll() is not None:
            return False
    return True


def _drain(stream: IO[bytes], kept: bytearray, size: list[int]) -> None:
    """Read all that comes, and keep the first of it."""
    with suppress(OSError, ValueError):
        while part := os.read(stream.fileno(), 65536):
            kept += part[: max(0, MOST - len(kept))]
            size[0] += len(part)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with what it began: asked first, then made to."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            else:
                process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(LINGER)
            return
