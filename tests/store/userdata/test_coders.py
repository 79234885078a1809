"""Two people on one library: each undoes only their own, and never what the other did since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.errors import NothingToDo
from tests.store.userdata.opened import Opened


@pytest.fixture
def other(opened: Opened) -> Iterator[Opened]:
    """The same library, opened by somebody else."""
    library = Opened(opened.folder, coder="other")
    yield library
    library.close()


def test_each_undoes_only_their_own(opened: Opened, other: Opened) -> None:
    opened.userdata.tag(["a.txt"], "mine")
    other.userdata.tag(["a.txt"], "theirs")
    assert opened.userdata.undo().label == "undid: tag mine on 1 article"
    with pytest.raises(NothingToDo, match="nothing to undo"):
        opened.userdata.undo()
    other.userdata.sync()
    assert other.tags("a.txt") == ["theirs"]
    assert other.userdata.can_undo()
    assert not opened.userdata.can_undo()


def test_what_the_other_changed_since_is_said_and_not_undone(opened: Opened, other: Opened) -> None:
    opened.userdata.set_note("a.txt", "mine")
    other.userdata.set_note("a.txt", "theirs")
    with pytest.raises(NothingToDo, match=r"the note of a\.txt was changed since"):
        opened.userdata.undo()
    assert opened.value("articles", "a.txt", "note") == "theirs"
    other.userdata.undo()
    assert other.value("articles", "a.txt", "note") == "mine"
    opened.userdata.undo()
    assert opened.value("articles", "a.txt", "note") is None


def test_a_tag_that_the_other_took_off_is_not_put_on_by_redo(opened: Opened, other: Opened) -> None:
    opened.userdata.tag(["a.txt", "b.txt"], "x")
    opened.userdata.undo()
    other.userdata.tag(["a.txt"], "x")
    with pytest.raises(NothingToDo, match="was changed since"):
        opened.userdata.redo()
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["x"], [])


def test_a_change_of_the_other_leaves_what_can_be_redone(opened: Opened, other: Opened) -> None:
    opened.userdata.tag(["a.txt"], "x")
    opened.userdata.undo()
    other.userdata.tag(["b.txt"], "y")
    assert opened.userdata.redo().label == "redid: tag x on 1 article"
    with pytest.raises(NothingToDo, match="nothing to redo"):
        other.userdata.redo()


def test_history_says_whose_each_change_is(opened: Opened, other: Opened) -> None:
    opened.userdata.tag(["a.txt"], "x")
    other.userdata.tag(["a.txt"], "y")
    assert [change.coder for change in opened.userdata.history()] == ["other", "me"]
