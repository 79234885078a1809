"""What is damaged, or in the place of a file of the library, loses no work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.errors import ReadOnlyError
from tests.store.userdata.opened import Opened


def test_a_journal_with_damaged_pages_is_put_aside(opened: Opened) -> None:
    for number in range(9):
        opened.userdata.tag(["a.txt"], f"tag {number}")
    expected = opened.facts()
    opened.close()
    whole = opened.places.journal_path.read_bytes()
    opened.places.journal_path.write_bytes(whole[:4096] + b"\xa7" * (len(whole) - 4096))
    opened.open()
    assert opened.facts() == expected == opened.written()
    assert list(opened.places.journal_path.parent.glob("journal.db.broken-*"))
    assert "undo" in str(opened.userdata.state.problem)
    assert opened.userdata.tag(["b.txt"], "syria") is not None
    opened.again()
    assert opened.userdata.state.problem is None


def test_a_pipe_in_the_place_of_the_file_is_said_and_not_read(opened: Opened) -> None:
    opened.close()
    os.mkfifo(opened.tags_file)
    opened.open()
    assert "not a regular file" in str(opened.userdata.state.problem)
    with pytest.raises(ReadOnlyError, match="not a regular file"):
        opened.userdata.tag(["a.txt"], "syria")
    opened.tags_file.unlink()
    assert opened.userdata.tag(["a.txt"], "syria") is not None


def test_what_a_tag_has_besides_is_there_again_after_an_undo(opened: Opened) -> None:
    text = "version: 1\ntags:\n  nato: {color: red, weight: 7, sub: {a: [1]}}\narticles:\n"
    opened.tags_file.write_text(text)
    opened.userdata.sync()
    for name in ("otan", None):
        if name is None:
            opened.userdata.delete_tag("nato")
        else:
            opened.userdata.rename_tag("nato", name)
        opened.userdata.flush()
        opened.userdata.undo()
        opened.userdata.flush()
        assert opened.written() == opened.facts()
        assert opened.value("tags", "nato", "sub") == {"a": ["1"]}


def test_a_deleted_journal_is_copied_back_before_the_next_change(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.places.journal_path.unlink()
    opened.userdata.tag(["b.txt"], "two")
    opened.again()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])
    assert opened.userdata.undo().label == "undid: tag two on 1 article"
    opened.userdata.undo()
    assert opened.tags("a.txt") == []


def test_nothing_is_said_to_be_done_while_the_folder_is_gone_and_it_goes_on_when_it_is_back(
    opened: Opened, tmp_path: Path
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    opened.folder.rename(away)
    try:
        with pytest.raises(ReadOnlyError, match="the library is gone"):
            opened.userdata.tag(["b.txt"], "two")
        with pytest.raises(ReadOnlyError, match="the library is gone"):
            opened.userdata.sync()
        assert "the library is gone" in str(opened.userdata.state.problem)
        assert not opened.folder.exists()
        opened.folder.mkdir()  # a mount point, say
        with pytest.raises(ReadOnlyError, match="the library is gone"):
            opened.userdata.flush()
        assert not list(opened.folder.iterdir())
        opened.folder.rmdir()
    finally:
        away.rename(opened.folder)
    opened.userdata.sync()
    assert opened.userdata.state.problem is None
    opened.userdata.tag(["c.txt"], "three")
    opened.again()
    assert opened.tags("b.txt") == []
    assert opened.tags("c.txt") == ["three"]
    assert opened.facts() == opened.written()


def test_another_journal_in_the_place_of_ours_is_taken_up(opened: Opened, tmp_path: Path) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    (tmp_path / "other").mkdir()
    other = Opened(tmp_path / "other")
    other.close()
    os.replace(other.places.journal_path, opened.places.journal_path)
    for suffix in ("-wal", "-shm"):
        Path(f"{opened.places.journal_path}{suffix}").unlink(missing_ok=True)
    assert opened.userdata.tag(["b.txt"], "two") is not None
    opened.again()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])
    assert opened.facts() == opened.written()


def test_an_index_that_is_damaged_while_it_is_open_is_made_again_at_the_next_start(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    for suffix in ("", "-wal"):
        file = Path(f"{opened.places.index_path}{suffix}")
        if file.exists():
            whole = file.read_bytes()
            file.write_bytes(whole[:100] + b"\xa7" * (len(whole) - 100))
    opened.again()
    assert opened.facts() == opened.written()
    assert opened.tags("a.txt") == ["one"]
