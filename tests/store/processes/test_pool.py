"""A child process answers calls, reports, can be cancelled, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.processes import child as program
from store.processes.pool import Child, ChildDied

PARENT = """
import os, time
from store.processes.pool import Child
child = Child()
child.call(os.getpid)
print(child.receive()[1], flush=True)
child.call(time.sleep, 60)
time.sleep(60)
"""


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child()
    yield child
    child.close()


def count(report: Callable[..., None], cancelled: threading.Event, total: int) -> int:
    """Report numbers, and return how many they were."""
    for number in range(total):
        report(number)
    return total


def wait(report: Callable[..., None], cancelled: threading.Event) -> bool:
    """Report that the function runs, and return when it is cancelled."""
    report("runs")
    return cancelled.wait(60)


class Unpicklable(Exception):
    """An error that loses an argument on its way."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def fail() -> None:
    """Raise the error."""
    raise Unpicklable("no", "two")


def test_calls_are_answered_in_order_and_errors_fail_one_call(child: Child) -> None:
    child.call(int, "1")
    child.call(int, "x")
    child.call(fail)
    child.call(threading.Lock)
    child.call(int, "2")
    messages = [child.receive() for _ in range(5)]
    assert [kind for kind, _ in messages] == ["value", "error", "error", "error", "value"]
    assert isinstance(messages[1][1], ValueError)
    assert str(messages[2][1]) == "Unpicklable: no"
    assert messages[4] == ("value", 2)


def test_reports_come_in_order_before_the_result(child: Child) -> None:
    child.call_reporting(count, 500)
    messages = [child.receive() for _ in range(501)]
    assert messages == [*(("progress", (n,)) for n in range(500)), ("value", 500)]


def test_a_running_function_is_cancelled(child: Child) -> None:
    child.call_reporting(wait)
    assert child.receive() == ("progress", ("runs",))
    child.cancel()
    assert child.receive() == ("value", True)


def test_large_messages_both_ways_do_not_block(child: Child) -> None:
    data = os.urandom(10_000_000)
    for _ in range(3):
        child.call(bytes.upper, data)
    assert [child.receive() for _ in range(3)] == [("value", data.upper())] * 3


def test_a_killed_process_fails_each_call_from_then_on(child: Child) -> None:
    child.call(time.sleep, 60)
    os.kill(child.pid, signal.SIGKILL)
    for _ in range(2):
        with pytest.raises(ChildDied):
            child.receive()
    assert child.status() == -signal.SIGKILL
    child.call(int)  # raises nothing


def test_it_ends_when_its_pipe_is_closed() -> None:
    child = Child()
    child.call(int)
    child.receive()
    child.end()
    assert child.status() == 0


@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
def test_it_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(200):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_no_module_of_the_current_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "colorsys.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    child = Child()
    child.call(__import__, "colorsys")
    kind, _ = child.receive()
    child.call(eval, "__import__('sys').modules['colorsys'].__file__")
    _, file = child.receive()
    child.close()
    assert kind == "error"  # a module can't be pickled
    assert not Path(file).is_relative_to(tmp_path)


def test_frames_that_are_cut_off_are_none(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    with path.open("wb") as file:
        program.write_frame(file, "whole")
        program.write_frame(file, "cut off")
        file.truncate(file.tell() - 1)
    with path.open("rb") as file:
        assert program.read_frame(file)
        assert program.read_frame(file) is None
        assert program.read_frame(file) is None
