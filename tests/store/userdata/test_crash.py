"""A process killed at any instant loses nothing that it had said was done."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.errors import ReadOnlyError
from tests.store.userdata.opened import TEN, Opened

CHILD = "import sys; from tests.store.userdata.test_crash import work; work(*sys.argv[1:])"


def work(folder: str, coder: str, start: str, end: str) -> None:
    """Tag articles, and print the number of each tag once the tag is acknowledged."""
    library = Opened(Path(folder), coder=coder)
    for number in range(int(start), int(end)):
        library.userdata.tag([library.ids[number % 10]], f"{coder}{number}")
        if number % 7 == 3:
            library.userdata.flush()
        os.write(1, f"{number}\n".encode())
    library.close()


def forked(folder: Path, start: int) -> tuple[int, int]:
    """Work in a forked process; return its id, and where its output can be read."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(write, 1)
        os.close(read)
        work(str(folder), "t", str(start), str(start + 1000))
        os._exit(0)
    os.close(write)
    return process, read


def tagged(library: Opened, name: str, number: int) -> bool:
    path = ("articles", TEN[number % 10], "tags", f"{name}{number}")
    return path in library.facts() and path in library.written()


def test_every_acknowledged_change_survives_kill_9_and_reaches_the_file(tmp_path: Path) -> None:
    chance = random.Random(5)
    done: list[int] = []
    start = 0
    for _ in range(20):
        process, pipe = forked(tmp_path, start)
        with os.fdopen(pipe) as output:
            done += [int(output.readline()) for _ in range(chance.randrange(1, 12))]
            time.sleep(chance.random() * 0.01)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            done += [int(line) for line in output.read().split()]
        start = done[-1] + 2  # the one in between may or may not have been made
    library = Opened(tmp_path)
    library.userdata.flush()
    assert all(tagged(library, "t", number) for number in done)
    assert library.facts() == library.written()
    assert library.userdata.state.problem is None
    library.close()


@pytest.mark.long
def test_two_programs_killed_again_and_again_leave_journal_and_file_level(tmp_path: Path) -> None:
    chance = random.Random(7)
    for turn in range(60):
        both = [forked(tmp_path, 2000 * turn + 1000 * side) for side in range(2)]
        time.sleep(0.05 + chance.random() * 0.4)
        for process, _ in both:
            time.sleep(chance.random() * 0.02)
            os.kill(process, signal.SIGKILL)
        done = []
        for process, pipe in both:
            os.waitpid(process, 0)
            with os.fdopen(pipe) as output:
                done += [int(line) for line in output.read().split()]
        library = Opened(tmp_path)
        library.userdata.flush()
        assert all(tagged(library, "t", number) for number in done)
        assert library.facts() == library.written()
        library.close()


def test_two_programs_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), coder, "0", "40"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for coder in ("left", "right")
    ]
    for process in both:
        out, _ = process.communicate(timeout=60)
        assert len(out.split()) == 40
    library = Opened(tmp_path)
    for coder in ("left", "right"):
        assert all(tagged(library, coder, number) for number in range(40))
    assert library.facts() == library.written()
    library.close()


def test_a_full_disk_is_said_and_what_was_there_stays(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.flush()
    before = opened.tags_file.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(ReadOnlyError):
            opened.userdata.set_note("b.txt", "x" * 10_000)
        assert opened.userdata.state.problem is not None
        waiting = opened.userdata.submit(opened.userdata.set_note, "c.txt", "y" * 10_000)
        assert opened.tags_file.read_bytes() == before
        assert opened.userdata.state.unsaved
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert waiting.result(timeout=10) is not None
    opened.userdata.flush()
    assert opened.written() == opened.facts()
    assert opened.value("articles", "b.txt", "note") is None
    assert opened.value("articles", "c.txt", "note") == "y" * 10_000
    assert opened.userdata.state.problem is None
