"""A process that fails, or is killed, at any system call of a save loses nothing that it has said.

The system calls are made to fail by strace, on the thread that writes, so that SQLite's own are
among them.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.errors import ReadOnlyError
from tests.store.userdata.opened import TEN, Opened

CALLS = (
    "openat,write,pwrite64,read,pread64,fsync,fdatasync,rename,unlink,ftruncate,fallocate,fchmod,"
    "flock,mkdir"
)
"""System calls that a save may make."""
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC", "error=EINTR", "error=EACCES")
READY, OPEN, DONE = b"r", b"o", b"d"

strace = shutil.which("strace")
needs_strace = pytest.mark.skipif(strace is None, reason="strace makes the system calls fail")


@dataclass(frozen=True)
class Fault:
    """The `when`-th call of its name on each thread: `7`, or `7+` for that and all behind it."""

    call: str
    what: str
    when: str

    @property
    def options(self) -> list[str]:
        return ["-e", f"inject={self.call}:{self.what}:when={self.when}"]


def save(folder: Path, told: socket.socket, from_the_start: bool) -> None:
    """Tag articles, and tell the number of each tag when it is acknowledged."""
    if from_the_start:
        told.send(READY)
        told.recv(1)
    library = Opened(folder)
    told.send(OPEN)
    if not from_the_start:
        told.send(READY)
        told.recv(1)
    for number in range(6):
        try:
            library.userdata.tag([TEN[number % 4]], f"t{number}")
        except ReadOnlyError:
            continue
        told.send(bytes([number]))
        if number % 3 == 1:
            with suppress(ReadOnlyError):
                library.userdata.flush()
    library.close()
    told.send(DONE)


def forked(folder: Path, from_the_start: bool) -> tuple[int, socket.socket]:
    """Begin to save in another process; return its id, and where it tells what it has done."""
    here, there = socket.socketpair()
    here.settimeout(60)
    process = os.fork()
    if process == 0:
        here.close()
        with suppress(BaseException):
            save(folder, there, from_the_start)
        os._exit(0)
    there.close()
    return process, here


def heard(there: socket.socket) -> Iterator[bytes]:
    """Yield what is told until the other end is closed."""
    while byte := there.recv(1):
        yield byte


def run(folder: Path, options: list[str], from_the_start: bool) -> tuple[set[int], bool]:
    """Save under strace; return the acknowledged numbers, and whether it came to its end."""
    process, there = forked(folder, from_the_start)
    with there:
        for byte in heard(there):
            if byte == READY:
                break
        command = [strace or "", "-f", "-p", str(process), "-e", f"trace={CALLS}", *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            if "attached" not in said:
                os.kill(process, 9)
                os.waitpid(process, 0)
                pytest.skip(said)
            there.send(b"g")
            told = list(heard(there))
            os.waitpid(process, 0)
            tracer.wait(20)
    return {byte[0] for byte in told if byte not in (READY, OPEN, DONE)}, DONE in told


def calls(folder: Path, from_the_start: bool) -> Counter[str]:
    """Return how often a save makes each system call on its busiest thread."""
    log = folder / "log"
    (folder / "library").mkdir()
    _, ended = run(folder / "library", ["-o", str(log)], from_the_start)
    assert ended
    by_thread: dict[str, Counter[str]] = {}
    for thread, call in re.findall(r"(?m)^(\d+) +(\w+)\(", log.read_text()):
        by_thread.setdefault(thread, Counter())[call] += 1
    most: Counter[str] = Counter()
    for counted in by_thread.values():
        most |= counted
    return most


def check(folder: Path, done: set[int]) -> None:
    """Open what is left, and find everything there that was acknowledged."""
    library = Opened(folder)
    library.userdata.flush()
    facts = library.facts()
    for number in done:
        assert ("articles", TEN[number % 4], "tags", f"t{number}") in facts
    assert facts == library.written()
    assert library.userdata.state.problem is None
    library.close()


def faults(folder: Path, from_the_start: bool) -> list[Fault]:
    """Return every fault that a save can meet."""
    counted = calls(folder, from_the_start)
    assert counted["pwrite64"]
    assert from_the_start or counted["fdatasync"] + counted["fsync"] > 5
    assert counted["rename"]
    return [
        Fault(call, what, when)
        for call, number in sorted(counted.items())
        for n in range(1, number + 1)
        for what in FAULTS
        for when in (str(n), f"{n}+")
        if not (when.endswith("+") and ("KILL" in what or "EINTR" in what))
    ]


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once what failed."""
    for name in ("RETRY_SECONDS", "LONGEST_PAUSE"):
        monkeypatch.setattr(f"store.userdata.writer.{name}", 0.01)
    for module in ("journal_file", "writer"):
        monkeypatch.setattr(f"store.userdata.{module}.BUSY_TIMEOUT", 0.5, raising=False)


def meet(folder: Path, some: list[Fault], from_the_start: bool) -> None:
    """Meet faults one after the other, each on a library of its own."""
    for number, fault in enumerate(some):
        place = folder / f"{number}"
        place.mkdir()
        done, ended = run(place, [*fault.options, "-o", "/dev/null"], from_the_start)
        assert ended or "KILL" in fault.what or from_the_start, fault
        check(place, done)
        shutil.rmtree(place)


@needs_strace
@pytest.mark.parametrize("from_the_start", [False, True])
def test_a_dozen_faults_of_the_disk_lose_nothing(tmp_path: Path, from_the_start: bool) -> None:
    every = faults(tmp_path, from_the_start)
    meet(tmp_path, random.Random(11).sample(every, 6), from_the_start)


@needs_strace
def test_what_can_not_be_read_any_more_is_refused_and_no_other_error(tmp_path: Path) -> None:
    meet(tmp_path, [Fault("pread64", "error=EIO", "1+")], from_the_start=False)


@needs_strace
@pytest.mark.long
@pytest.mark.parametrize("from_the_start", [False, True])
def test_every_fault_of_the_disk_loses_nothing(tmp_path: Path, from_the_start: bool) -> None:
    meet(tmp_path, faults(tmp_path, from_the_start), from_the_start)
