"""The table of commands, and what is made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Start, press, words
from tui.commands import COMMANDS, GROUPS, Keymap
from tui.docs_tables import END, NAMES_END, with_tables
from tui.overlays.help_page import HelpPage, sections_for
from tui.panes import MODES, PANES

ROOT = Path(__file__).parents[2]


def test_no_key_means_two_commands_in_one_pane() -> None:
    assert Keymap().clashes() == []


def test_every_command_has_words_for_palette_and_help() -> None:
    for command in COMMANDS:
        assert command.title
        assert command.help.endswith(".")
        assert command.group in GROUPS
        assert set(command.panes) <= set(MODES)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(
    ("name", "end"), [("README.md", END), ("docs/configuration.md", NAMES_END)]
)
def test_the_documents_have_the_keys_of_the_table(name: str, end: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert end in text
    assert with_tables(text) == text


def test_the_users_keys_replace_those_of_the_table() -> None:
    keymap = Keymap({"quit": ["Q"]})
    assert keymap.keys["quit"] == ("Q",)
    assert keymap.keys["help"] == ("?", "f1")


def test_own_keys_that_clash_are_named() -> None:
    assert Keymap({"quit": ["t"]}).clashes() == ["t: tag and quit"]


def test_the_help_page_of_a_pane_has_its_commands_and_the_digits_once() -> None:
    ids = [command.id for _, commands in sections_for("list") for command in commands]
    assert "select" in ids
    assert ids[0] == "open"
    assert "page" not in ids
    assert ids.count("tag.1") == 1
    assert "tag.2" not in ids


@pytest.mark.parametrize("pane", PANES)
async def test_the_help_page_shows_every_sentence_whole_in_a_window_of_80_cells(
    start: Start, pane: str
) -> None:
    async with start((80, 120)) as pilot:
        await press(pilot, *["tab"] * PANES.index(pane), "question_mark")
        assert isinstance(pilot.app.screen, HelpPage)
        shown = words(pilot.app.screen.lines)
        assert "…" not in shown.replace("1…9", "")
