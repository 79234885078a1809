"""Work that is shared with other processes comes back whole and in order, whatever they do."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from store.processes import helper
from store.processes.helper import shared


def who(part: int) -> tuple[int, int]:
    """Return a part, and the process that was asked about it."""
    print("this is no answer")
    return part, os.getpid()


@dataclass(frozen=True)
class Dying:
    """Ends any process but one at a part."""

    survivor: int
    at: int

    def __call__(self, part: int) -> int:
        if part == self.at and os.getpid() != self.survivor:
            os.kill(os.getpid(), signal.SIGKILL)
        return -part


def refuse(part: int) -> int:
    """Raise an error, as a mistake in the rules would."""
    raise ZeroDivisionError(part)


@pytest.mark.parametrize("helpers", [0, 1, 2])
def test_parts_come_back_in_order_whoever_did_them(helpers: int) -> None:
    found = list(shared(iter(range(200)), who, lambda part: True, helpers))
    assert [part for part, _ in found] == [part for _, (part, _) in found] == list(range(200))
    assert len({process for _, (_, process) in found} - {os.getpid()}) == helpers


def test_what_is_not_to_be_sent_is_done_here_when_its_turn_comes() -> None:
    last = -1
    for part, (_, process) in shared(iter(range(50)), who, lambda part: part % 7 != 3, 1):
        assert part == (last := last + 1)
        assert part % 7 != 3 or process == os.getpid()
    assert last == 49


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("helpers", [1, 2])
def test_what_a_dead_process_had_in_hand_is_done_here(helpers: int) -> None:
    done = shared(iter(range(60)), Dying(os.getpid(), 9), lambda part: True, helpers)
    assert [result for _, result in done] == [-part for part in range(60)]


def test_an_error_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(shared(iter(range(5)), refuse, lambda part: True, 1))


def test_without_another_process_this_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", fail)
    found = list(shared(iter(range(5)), who, lambda part: True, 2))
    assert [process for _, (_, process) in found] == [os.getpid()] * 5


def test_who_takes_no_more_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def begin(*values: object, **named: object) -> subprocess.Popen[bytes]:
        begun.append(real(*values, **named))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)
    parts = shared(iter(range(1000)), who, lambda part: True, 2)
    next(parts)
    parts.close()
    assert [process.poll() is not None for process in begun] == [True, True]


def test_parts_are_taken_up_only_a_little_ahead() -> None:
    taken = 0

    def counted() -> Iterator[int]:
        nonlocal taken
        for part in range(500):
            taken += 1
            yield part

    most = 2 * helper.IN_HAND + helper.MOST_AHEAD + 1
    for part, _ in shared(counted(), who, lambda part: True, 2):
        assert taken <= part + 1 + most
