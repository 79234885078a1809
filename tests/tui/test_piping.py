"""Texts through commands of the user's."""

from __future__ import annotations

import os
import shutil
import signal
import time

import pytest
from textual.widgets import Static

from store import ExportError, Library
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import is_running, screen
from tui.actions.pipe import PIPE
from tui.overlays.command_output import CommandOutput
from tui.shell_pipe import MOST, pipe
from tui.widgets.pick_list import PickList


def never() -> bool:
    return False


def test_a_text_goes_raw_to_the_command() -> None:
    text = "nul\x00 escape\x1b[31m “ü😀”\u2028\r\n"
    done = pipe("od -An -tx1 -v | tr -d ' \\n'", [text], never)
    assert bytes.fromhex(done.output) == text.encode()
    assert done.code == 0


def test_several_texts_have_a_blank_line_between_them() -> None:
    assert pipe("cat", ["one\n", "two"], never).output == "one\n\ntwo\n"


def test_errors_and_exit_codes_are_what_the_shell_says() -> None:
    done = pipe("echo wrong >&2; exit 3", ["text"], never)
    assert (done.output, done.code) == ("wrong\n", 3)
    assert pipe("no-such-command-at-all", ["text"], never).code == 127


def test_a_command_need_not_read_nor_end_what_it_prints() -> None:
    assert pipe("true", ["x" * 1_000_000], never).code == 0
    done = pipe("yes | head -c 1000000", ["text"], never)
    assert done.cut
    assert len(done.output) == MOST


def test_a_command_is_stopped_with_all_it_began() -> None:
    begun = time.monotonic()
    done = pipe("sleep 60 | cat", ["x" * 1_000_000], lambda: time.monotonic() - begun > 0.2)
    assert done.code != 0


@pytest.mark.skipif(shutil.which("setsid") is None, reason="nothing here leaves its session")
def test_what_a_command_leaves_behind_is_not_waited_for() -> None:
    left = "exec 3<&0; setsid sleep 60 <&3 >&0 2>&0 & echo $!"
    done = pipe(left, ["x" * 1_000_000], never)
    os.kill(int(done.output), signal.SIGKILL)
    assert done.code == 0


def test_a_command_that_no_shell_can_take_is_said() -> None:
    with pytest.raises(ExportError, match="null byte"):
        pipe("echo \0", ["text"], never)


async def test_the_output_is_shown_in_an_overlay_and_narrowed_by_words(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "|", *"head -3; printf '\\033[31mred\\n'", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandOutput))
        await press(pilot)
        shown = pilot.app.screen.query_one(PickList)
        assert "Turkish foreign minister" in words(shown)
        assert "\x1b" not in words(shown)
        await press(pilot, *"red")
        assert "Turkish" not in words(shown)
        assert "red" in words(shown)
        await press(pilot, "escape")
        assert pilot.app.screen is screen(pilot)


async def test_the_selection_goes_as_a_whole_and_no_output_is_a_message(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "space", "space", "|")
        label = screen(pilot).prompt.query_one(Static)
        assert str(label.content) == "pipe 2 articles"
        await press(pilot, *"cat >/dev/null; exit 4", "enter")
        await wait_until(pilot, lambda: "exit code 4" in words(screen(pilot).status))


async def test_a_command_that_runs_on_is_stopped_by_the_same_key(start: Start) -> None:
    async with start() as pilot:
        await pilot.press("|", *"sleep 60", "enter")
        browse = screen(pilot)
        await wait_until(pilot, lambda: is_running(pilot, PIPE))
        await pilot.press("|")
        await wait_until(pilot, lambda: not is_running(pilot, PIPE))
        await press(pilot)
        assert "stopped" in words(browse.status)


async def test_escape_runs_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "|", *"echo no", "escape")
        assert not screen(pilot).prompt.is_open
        assert pilot.app.screen is screen(pilot)
