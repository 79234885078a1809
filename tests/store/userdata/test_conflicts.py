"""Conflicts are settled for ours or for theirs, each as one change."""

from __future__ import annotations

import pytest

from store.errors import NothingToDo
from store.model import Op
from tests.store.userdata.opened import Opened

MARK = ("articles", "a.txt", "marks", "11aa")


@pytest.fixture
def clashing(opened: Opened) -> Opened:
    """A library with conflicts over a day, the place and tag of a mark, a colour and a view."""
    work = opened.userdata
    work.tag(["a.txt"], "syria")
    work.set_read(["a.txt"], "2026-01-01")
    mark = {"id": "11aa", "tag": "syria", "at": [1, 5], "quote": "q"}
    work.apply("mark", [Op(MARK, None, mark)])
    work.describe_tag("syria", color="red")
    work.set_view("to/do", "unread")
    work.flush()
    text = opened.tags_file.read_text("utf-8")
    work.set_read(["a.txt"], "2026-02-02")
    work.apply("mark", [Op(MARK, mark, mark | {"at": [2, 6]})])
    work.describe_tag("syria", color="blue", key=2)
    work.set_view("to/do", "read:")
    for old, new in (("2026-01-01", "2026-03-03"), ("[1, 5]", "[3, 7]"), ("red", "green"),
                     ("key: 1", "key: 3"), ("to/do: unread", "to/do: untagged")):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    opened.tags_file.write_text(text, "utf-8")
    work.sync()
    work.flush()
    return opened


@pytest.mark.parametrize("again", [False, True])
def test_theirs_is_taken_and_one_undo_brings_the_conflict_back(
    clashing: Opened, again: bool
) -> None:
    if again:
        clashing.again(without_index=True)
    found = {one.field: one for one in clashing.userdata.conflicts()}
    assert set(found) == {"read", "marks/11aa/at", "color", "key", "views/to/do"}
    assert (found["read"].ours, found["read"].theirs) == ("2026-02-02", "2026-03-03")
    assert (found["read"].id, found["color"].tag) == ("a.txt", "syria")
    assert found["marks/11aa/at"].ours == [2, 6]
    for one in found.values():
        assert clashing.userdata.resolve_conflict(one, theirs=True) is not None
    assert clashing.userdata.conflicts() == []
    assert clashing.value("articles", "a.txt", "read") == "2026-03-03"
    assert clashing.value(*MARK)["at"] == [3, 7]
    assert clashing.value("tags", "syria", "color") == "green"
    assert clashing.value("tags", "syria", "key") == 3
    assert clashing.value("views", "to/do") == "untagged"
    clashing.userdata.flush()
    assert clashing.written() == clashing.facts()
    assert "conflicts" not in clashing.tags_file.read_text("utf-8")
    clashing.userdata.undo()
    assert len(clashing.userdata.conflicts()) == 1


def test_ours_stays_and_a_conflict_is_settled_once(clashing: Opened) -> None:
    one = next(one for one in clashing.userdata.conflicts() if one.field == "read")
    change = clashing.userdata.resolve_conflict(one, theirs=False)
    assert change is not None
    assert change.label == "settle read of a.txt: ours"
    assert clashing.value("articles", "a.txt", "read") == "2026-02-02"
    with pytest.raises(NothingToDo, match="already"):
        clashing.userdata.resolve_conflict(one, theirs=True)
    assert len(clashing.userdata.conflicts()) == 4
