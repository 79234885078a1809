"""Progress lines on a terminal, and what Ctrl-C does to the work."""

from __future__ import annotations

import io
import signal

import pytest

from tui.cli import progress_line
from tui.cli.progress_line import ProgressLine, duration
from tui.cli.session import Interrupt


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress_line, "time", clock)
    return clock


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


def drawn(terminal: Terminal) -> list[str]:
    return terminal.getvalue().split("\r\x1b[K")[1:]


def test_it_says_how_far_how_fast_and_how_long(clock: Clock, terminal: Terminal) -> None:
    with ProgressLine(0.0, terminal) as line:
        line.count("reading", 0, 1000, "articles")
        clock.now += 2
        line.count("reading", 250, 1000, "articles")
    first, second, cleared = drawn(terminal)
    assert first == "reading  ░░░░░░░░░░░░░░░░░░░░  0/1,000"
    assert second == "reading  █████░░░░░░░░░░░░░░░  250/1,000  125 articles/s  6 s left"
    assert cleared == ""


def test_it_stays_silent_for_what_is_quick(clock: Clock, terminal: Terminal) -> None:
    with ProgressLine(0.5, terminal) as line:
        line.count("reading", 1, 2, "articles")
        clock.now += 0.4
        line.count("reading", 2, 2, "articles")
    assert terminal.getvalue() == ""


def test_it_draws_ten_times_a_second_at_most(clock: Clock, terminal: Terminal) -> None:
    with ProgressLine(0.0, terminal) as line:
        for number in range(1000):
            clock.now += 0.01
            line.count("reading", number, 1000, "articles")
    assert 90 <= len(drawn(terminal)) <= 102


def test_a_new_stage_is_timed_by_itself(clock: Clock, terminal: Terminal) -> None:
    with ProgressLine(0.0, terminal) as line:
        line.count("looking", 1, None, "articles")
        clock.now += 10
        line.count("reading", 0, 10, "articles")
        clock.now += 1
        line.count("reading", 5, 10, "articles")
    assert drawn(terminal)[2].endswith("5/10  5 articles/s  1 s left")


def test_it_never_wraps(clock: Clock, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    with ProgressLine(0.0, terminal) as line:
        line.show("finding entities", 5, 100, 3000, "words", 4000)
    assert len(drawn(terminal)[0]) == 19


def test_nothing_is_drawn_where_there_is_no_terminal(clock: Clock) -> None:
    plain = io.StringIO()
    with ProgressLine(0.0, plain) as line:
        line.count("reading", 1, 2, "articles")
    assert plain.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (8, "8 s"), (89, "89 s"), (100, "2 min"), (7800, "2 h 10 min")],
)
def test_durations_are_for_people(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_ctrl_c_once_asks_to_stop_and_twice_ends() -> None:
    stop = Interrupt()
    before = signal.getsignal(signal.SIGINT)
    with stop.watch():
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
