"""A key that can't act says why."""

from __future__ import annotations

import pytest

from store import Library
from store.model import Entity
from tests.tui.conftest import Start, press
from tests.tui.probe import screen
from tui.commands import COMMANDS, WHY_NOT
from tui.services.text_place import about


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (["m"], "m works in the reader, not in the list"),
        (["tab", "tab", "m"], "m works in the reader, not in the sidebar"),
        (["enter", "*"], "* works in the list, not in the reader"),
        (["x"], "x works in the sidebar, not in the list"),
        (["w"], "w works in mark mode, not in the list"),
        (["="], "this article has no copies"),
        ([")"], "the list has no groups: S makes some"),
        (["n"], "nothing was searched for yet: / and s search"),
        (["enter", "enter"], "no name is chosen here: e goes to the next one"),
        (["tab", "tab", "x"], "the cursor is on no marked passage"),
        (["e"], "this article has no names"),
        (["Q"], "Q is no key here: ? lists them"),
        (["ctrl+t"], "^T is no key here: ? lists them"),
        (["enter", "m", "Q"], "Q is no key here: ? lists them"),
    ],
)
async def test_a_key_that_can_not_act_says_why(
    start: Start, library: Library, keys: list[str], reason: str
) -> None:
    async with start() as pilot:
        await press(pilot, *keys)
        assert screen(pilot).status.message == reason


def test_every_condition_has_its_reason() -> None:
    conditions = {command.when for command in COMMANDS if command.when.__name__ != "_always"}
    assert conditions == set(WHY_NOT)


def test_a_name_that_has_vanished_meanwhile_is_told_without_an_error() -> None:
    gone = Entity(3, 9, "PERSON", "Lavrov", "Sergey Lavrov", "model")
    other = Entity(20, 26, "PERSON", "Lavrov", "Sergey Lavrov", "model")
    assert "mention 1 of 1" in about(other, [other])
    assert "no name here any more" in about(gone, [])
    assert "no name here any more" in about(gone, [other])
