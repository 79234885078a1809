"""Index and journal that are damaged, deleted or replaced while they are open heal at once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import ReadOnlyError
from tests.store.userdata.opened import TEN, Opened

Hurt = Callable[[Path], None]


def overwrite(path: Path) -> None:
    """Write garbage over a database and what was not copied into it yet."""
    for file in (path, Path(f"{path}-wal")):
        if file.exists():
            with file.open("r+b") as raw:
                raw.write(b"\xa7" * file.stat().st_size)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def swap(path: Path) -> None:
    path.with_name("garbage").write_bytes(b"no database at all" * 500)
    os.replace(path.with_name("garbage"), path)


def delete(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


HURTS = [overwrite, empty, swap, delete]


def aside(opened: Opened) -> list[Path]:
    found = opened.places.journal_path.parent.glob("journal.db.broken-*")
    return [path for path in found if not path.name.endswith(("-wal", "-shm"))]


def level(opened: Opened) -> bool:
    """Say whether index and file say the same, and whether nothing is wrong."""
    opened.userdata.flush()
    return opened.facts() == opened.written() and not opened.userdata.state.unsaved


@pytest.mark.parametrize("hurt", HURTS)
def test_an_index_that_is_hurt_while_it_is_open_takes_the_next_change(
    opened: Opened, hurt: Hurt
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.tag(["b.txt"], "two")  # in the journal alone
    hurt(opened.places.index_path)
    assert opened.userdata.create_tag("three") is not None
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])
    assert opened.value("tags", "three") is True
    assert level(opened)
    assert opened.userdata.undo().label == "undid: new tag three"
    opened.again()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])


@pytest.mark.parametrize("hurt", HURTS)
def test_an_index_that_is_hurt_is_noticed_without_a_change(opened: Opened, hurt: Hurt) -> None:
    opened.userdata.tag(["a.txt"], "one")
    assert not opened.userdata.recover()
    hurt(opened.places.index_path)
    if hurt is overwrite:  # bytes in the midst of it are seen when they are read
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        opened.database.report_error(error)
    assert opened.userdata.recover()
    assert not opened.userdata.recover()
    assert opened.tags("a.txt") == ["one"]
    assert opened.userdata.state.problem is None


@pytest.mark.parametrize("hurt", [overwrite, empty])
def test_a_journal_that_is_hurt_while_it_is_open_is_put_aside_and_the_work_goes_on(
    opened: Opened, hurt: Hurt
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.tag(["b.txt"], "two")  # not in the file yet
    opened.userdata.untag(["a.txt"], "one")
    hurt(opened.places.journal_path)
    assert opened.userdata.tag(["c.txt"], "three") is not None
    assert len(aside(opened)) == 1
    said = opened.userdata.state.problem
    assert said is not None
    assert "undo starts over" in said
    assert aside(opened)[0].name in said
    assert [opened.tags(id) for id in TEN[:3]] == [[], ["two"], ["three"]]
    opened.userdata.flush()
    assert opened.facts() == opened.written()
    assert opened.userdata.undo().label == "undid: tag three on 1 article"
    opened.again()
    assert [opened.tags(id) for id in TEN[:3]] == [[], ["two"], []]
    assert opened.facts() == opened.written()
    assert opened.userdata.state.problem is None


def test_a_journal_that_is_hurt_is_noticed_without_a_change(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    overwrite(opened.places.journal_path)
    assert opened.userdata.recover()
    assert aside(opened)
    assert level(opened)


def test_what_another_hand_wrote_stays_when_the_journal_is_lost(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    text = opened.tags_file.read_text("utf-8").replace("[one]", "[one, theirs]")
    opened.tags_file.write_text(text + "  # by hand\n", "utf-8")
    overwrite(opened.places.journal_path)
    opened.userdata.tag(["b.txt"], "two")
    opened.userdata.sync()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one", "theirs"], ["two"])
    assert level(opened)
    assert "# by hand" in opened.tags_file.read_text("utf-8")


def test_a_tags_file_that_is_gone_with_the_journal_is_written_again(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.tags_file.unlink()
    overwrite(opened.places.journal_path)
    opened.userdata.tag(["b.txt"], "two")
    assert level(opened)
    assert opened.tags("a.txt") == ["one"]


def test_calls_that_wait_for_the_writer_are_made_durable_in_the_new_journal(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    overwrite(opened.places.journal_path)
    waiting = [opened.userdata.submit(opened.userdata.tag, [id], "late") for id in TEN]
    assert all(one.result(timeout=20) is not None for one in waiting)
    opened.again()
    assert all("late" in opened.tags(id) for id in TEN)
    assert opened.facts() == opened.written()


def test_two_journals_lost_within_a_second_are_both_kept(opened: Opened) -> None:
    for name in ("one", "two"):
        opened.userdata.tag(["a.txt"], name)
        overwrite(opened.places.journal_path)
    opened.userdata.tag(["a.txt"], "three")
    assert len(aside(opened)) == 2
    assert opened.tags("a.txt") == ["one", "two", "three"]


def test_a_journal_that_others_write_is_not_taken_for_damaged(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    for number in range(20):
        (opened, other)[number % 2].userdata.tag(["a.txt"], f"tag {number}")
    other.places.journal_path.touch()
    opened.userdata.tag(["a.txt"], "last")
    other.close()
    assert not aside(opened)
    assert len(opened.tags("a.txt")) == 21


def test_another_program_goes_on_with_the_journal_that_was_begun_anew(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    opened.userdata.tag(["a.txt"], "one")
    other.userdata.tag(["b.txt"], "two")
    overwrite(opened.places.journal_path)
    opened.userdata.tag(["c.txt"], "three")
    other.userdata.tag(["d.txt"], "four")
    opened.userdata.tag(["e.txt"], "five")
    assert len(aside(opened)) == 1
    for one in (opened, other):
        one.userdata.sync()
        assert [one.tags(id) for id in TEN[:5]] == [["one"], ["two"], ["three"], ["four"], ["five"]]
    other.close()
    assert level(opened)


def test_another_program_goes_on_with_the_index_that_was_renewed(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    opened.userdata.tag(["a.txt"], "one")
    empty(opened.places.index_path)
    opened.userdata.create_tag("two")
    other.userdata.create_tag("three")
    opened.userdata.sync()
    assert opened.facts() == other.facts()
    assert opened.database.generation == other.database.generation == 1
    tags = {path[1] for path in opened.facts() if path[0] == "tags"}
    assert tags == {"one", "two", "three"}
    other.close()
    assert level(opened)


def test_a_deleted_state_folder_is_made_again_with_everything_that_was_in_it(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    shutil.rmtree(opened.places.state)
    opened.userdata.tag(["b.txt"], "two")
    assert (opened.places.state / ".gitignore").exists()
    assert opened.database.generation == 0
    opened.again()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])
    assert opened.userdata.undo().label == "undid: tag two on 1 article"
    assert opened.userdata.undo().label == "undid: tag one on 1 article"
    assert level(opened)


def test_a_deleted_state_folder_is_made_again_without_a_change(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.places.state.rename(opened.places.state.with_name("away"))
    assert opened.userdata.recover()
    assert opened.places.journal_path.exists()
    assert opened.places.index_path.exists()
    assert level(opened)


def test_a_folder_that_is_gone_is_said_at_once_and_what_was_pending_is_saved_when_it_is_back(
    opened: Opened, tmp_path: Path
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    opened.folder.rename(away)
    try:
        for _ in range(2):
            opened.userdata.recover()
            assert "the library is gone" in str(opened.userdata.state.problem)
        waiting = opened.userdata.submit(opened.userdata.tag, ["b.txt"], "two")
        assert not opened.folder.exists()
    finally:
        away.rename(opened.folder)
    assert waiting.result(timeout=20) is not None
    assert level(opened)
    opened.userdata.recover()
    assert opened.userdata.state.problem is None
    assert opened.tags("a.txt") + opened.tags("b.txt") == ["one", "two"]


def test_a_disk_that_fails_again_and_again_is_said_and_not_tried_for_ever(opened: Opened) -> None:
    for _ in range(3):
        empty(opened.places.index_path)
        opened.userdata.create_tag("x")
    empty(opened.places.index_path)
    with pytest.raises(ReadOnlyError, match="damaged repeatedly"):
        opened.userdata.create_tag("y")
    opened.userdata.recover()
    assert opened.database.generation == 3
    assert "damaged repeatedly" in str(opened.userdata.state.problem)


def test_while_all_is_well_nothing_is_asked_of_the_writer(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.sync()
    opened.userdata.recover()
    monkeypatch.setattr(opened.userdata, "_sync", lambda: pytest.fail("asked"))
    for _ in range(3):
        assert not opened.userdata.recover()
