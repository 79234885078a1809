"""Read marks made by themselves: kept beside the journal, counted like others, not in the file."""

from __future__ import annotations

import pytest

from store.errors import NothingToDo
from store.index.totals import totals
from tests.store.userdata.opened import Opened

DAY, LATER = "2026-01-01", "2026-02-02"


def test_looking_leaves_the_file_alone(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.userdata.flush()
    assert not opened.tags_file.exists()
    opened.userdata.tag(["b.txt"], "x")
    opened.userdata.flush()
    before = opened.tags_file.read_bytes()
    opened.userdata.set_read(["b.txt", "c.txt"], DAY, automatic=True)
    opened.again()
    assert opened.tags_file.read_bytes() == before
    assert opened.written() == opened.facts()
    assert [opened.read(f"{one}.txt") for one in "abcd"] == [DAY, DAY, DAY, None]
    assert totals(opened.database).unread == 7


@pytest.mark.parametrize("without_index", [False, True])
def test_it_outlasts_the_index(opened: Opened, without_index: bool) -> None:
    opened.userdata.set_read(["a.txt", "b.txt", "c.txt"], DAY, automatic=True)
    opened.userdata.set_read(["b.txt"], LATER)
    opened.userdata.set_read(["c.txt"], None)
    opened.again(without_index=without_index)
    assert [opened.read(f"{one}.txt") for one in "abc"] == [DAY, LATER, None]
    assert opened.written() == {("articles", "b.txt", "read"): LATER}


def test_a_person_makes_it_unread_and_undo_brings_it_back(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    change = opened.userdata.set_read(["a.txt"], None)
    assert change is not None
    assert change.label == "mark 1 article unread"
    assert opened.read("a.txt") is None
    opened.userdata.undo()
    assert opened.read("a.txt") == DAY
    opened.userdata.redo()
    opened.again(without_index=True)
    assert opened.read("a.txt") is None
    opened.userdata.undo()
    opened.again(without_index=True)
    assert opened.read("a.txt") == DAY
    assert not opened.tags_file.exists()


def test_a_persons_mark_takes_its_place_and_undo_gives_it_back(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.userdata.set_read(["a.txt", "b.txt"], DAY)
    opened.userdata.flush()
    assert set(opened.written()) == {("articles", f"{one}.txt", "read") for one in "ab"}
    opened.userdata.undo()
    opened.userdata.flush()
    assert (opened.read("a.txt"), opened.read("b.txt")) == (DAY, None)
    assert opened.written() == {}


def test_it_stands_in_the_way_of_neither_undo_nor_redo(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY)
    opened.userdata.undo()
    opened.userdata.set_read(["a.txt"], LATER, automatic=True)
    with pytest.raises(NothingToDo, match=r"^nothing to undo$"):
        opened.userdata.undo()
    opened.userdata.redo()
    assert opened.read("a.txt") == DAY


def test_a_day_in_the_file_counts_first_and_taking_it_out_makes_unread(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.userdata.tag(["a.txt"], "x")
    opened.userdata.flush()
    opened.edit_outside("    tags: [x]\n", f"    tags: [x]\n    read: {LATER}\n")
    assert opened.read("a.txt") == LATER
    opened.edit_outside(f"    read: {LATER}\n", "")
    assert opened.read("a.txt") is None
    opened.again(without_index=True)
    assert opened.read("a.txt") is None


def test_what_stood_in_the_file_before_stays_there(opened: Opened) -> None:
    opened.close()
    text = f"version: 1\narticles:\n  a.txt:\n    read: {DAY}\n"
    opened.tags_file.write_text(text)
    opened.open()
    assert opened.userdata.set_read(["a.txt"], LATER, automatic=True) is None
    opened.again()
    assert opened.tags_file.read_text() == text


def test_all_of_them_go_to_the_file_where_its_settings_say_so(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.userdata.tag(["c.txt"], "x")
    opened.userdata.flush()
    text = opened.tags_file.read_text()
    opened.tags_file.write_text(f"{text}settings: {{read: all}}\n")
    opened.userdata.sync()
    opened.userdata.set_read(["b.txt"], LATER, automatic=True)
    opened.userdata.flush()
    assert opened.written() == opened.facts()
    assert opened.written()[("articles", "a.txt", "read")] == DAY
    assert opened.written()[("articles", "b.txt", "read")] == LATER
    assert opened.userdata.undo().label == "undid: tag x on 1 article"


def test_it_follows_a_file_that_was_renamed(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.userdata.moved("a.txt", "b.txt")
    assert (opened.read("a.txt"), opened.read("b.txt")) == (None, DAY)
    opened.again(without_index=True)
    assert (opened.read("a.txt"), opened.read("b.txt")) == (None, DAY)
    assert not opened.tags_file.exists()


def test_another_program_sees_it(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    told: list[str] = []
    other.userdata.on_change = lambda change: told.append(change.label)
    other.userdata.sync()
    assert told == ["mark 1 article read"]
    assert other.read("a.txt") == DAY
    other.close()


def test_a_journal_begun_anew_has_it_from_the_index(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], DAY, automatic=True)
    opened.places.journal_path.write_bytes(b"no journal" * 1000)
    opened.userdata.tag(["b.txt"], "x")
    opened.again(without_index=True)
    assert opened.read("a.txt") == DAY
