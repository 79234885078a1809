"""A fault of the program in the thread that writes: told in one line, and nothing is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

from store.errors import Defect, ReadOnlyError
from tests.store.userdata.opened import Opened


def failing(*_: object, **__: object) -> Any:
    raise TypeError("'Raw' object is not iterable")


@pytest.fixture
def halted(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return a library whose file can't be written, since the program fails at it."""
    opened.userdata.tag(["a.txt"], "before")
    opened.userdata.flush()
    monkeypatch.setattr("store.userdata.tagsfile.document.Document.edit", failing)
    opened.userdata.tag(["b.txt"], "kept")
    with pytest.raises(ReadOnlyError):
        opened.userdata.flush()
    return opened


def test_the_reason_is_told_in_one_line_with_its_place(halted: Opened) -> None:
    problem = halted.userdata.state.problem
    assert problem is not None
    assert "tags.yaml can't be written" in problem
    assert "TypeError" in problem
    assert "\n" not in problem
    assert halted.userdata.state.unsaved
    for _ in range(2):
        with pytest.raises(ReadOnlyError, match="TypeError"):
            halted.userdata.tag(["c.txt"], "refused")
    assert halted.tags("b.txt") == ["kept"]
    assert halted.tags("c.txt") == []


def test_the_next_start_writes_what_was_kept(
    halted: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    halted.close()
    monkeypatch.undo()
    halted.open()
    halted.userdata.flush()
    assert ("articles", "b.txt", "tags", "kept") in halted.written()
    assert halted.userdata.state.problem is None


def test_a_start_that_fails_again_still_opens_and_undo_is_the_way_out(halted: Opened) -> None:
    halted.again()
    with pytest.raises(ReadOnlyError, match="TypeError"):
        halted.userdata.flush()
    assert halted.tags("b.txt") == ["kept"]
    halted.userdata.undo()
    assert halted.tags("b.txt") == []
    assert halted.userdata.state.problem is None


def test_an_edit_of_the_file_makes_it_go_on(
    halted: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with pytest.raises(ReadOnlyError):
        halted.userdata.tag(["c.txt"], "refused")
    halted.edit_outside("before", "edited")
    halted.userdata.tag(["c.txt"], "taken")
    halted.userdata.flush()
    written = halted.written()
    for article_id, tag in (("a.txt", "edited"), ("b.txt", "kept"), ("c.txt", "taken")):
        assert ("articles", article_id, "tags", tag) in written


def test_a_verb_that_fails_changes_nothing_and_the_next_one_works(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("store.userdata.tag_commands.retag", failing)
        with pytest.raises(Defect, match="cuttings itself failed"):
            opened.userdata.tag(["a.txt"], "x")
    assert opened.facts() == {}
    opened.userdata.tag(["a.txt"], "y")
    opened.userdata.flush()
    assert ("articles", "a.txt", "tags", "y") in opened.written()


def test_an_index_that_can_not_take_a_change_lets_the_library_open(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.tag(["a.txt"], "x")
    monkeypatch.setattr("store.userdata.file_sync.project", failing)
    opened.userdata.tag(["b.txt"], "y")  # it is in the journal
    problem = opened.userdata.state.problem
    assert problem is not None
    assert "TypeError" in problem
    opened.again()
    assert opened.tags("a.txt") == ["x"]
    with pytest.raises(ReadOnlyError, match="TypeError"):
        opened.userdata.tag(["c.txt"], "z")
    opened.close()
    monkeypatch.undo()
    opened.open()
    assert opened.tags("b.txt") == ["y"]


def test_a_file_that_can_not_be_read_for_a_fault_of_the_program_stays_as_it_is(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.tag(["a.txt"], "x")
    opened.userdata.flush()
    before = opened.tags_file.read_bytes() + b"# edited\n"
    opened.tags_file.write_bytes(before)
    monkeypatch.setattr("store.userdata.tags_file.TagsFile.parse", failing)
    monkeypatch.setattr("store.userdata.tagsfile.partial_parse.parse_changes", failing)
    opened.userdata.sync()
    problem = opened.userdata.state.problem
    assert problem is not None
    assert "can't be read: cuttings itself failed" in problem
    with pytest.raises(ReadOnlyError, match="TypeError"):
        opened.userdata.tag(["b.txt"], "y")
    assert opened.tags_file.read_bytes() == before
