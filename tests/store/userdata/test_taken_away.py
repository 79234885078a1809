"""What an outside save of `tags.yaml` takes away: said, kept, and undone as one change."""

from __future__ import annotations

import pytest

from store.errors import NothingToDo
from store.model import Op
from tests.store.userdata.opened import TEN, Opened


@pytest.fixture
def stale(opened: Opened) -> bytes:
    """Return an early version of the file, as an editor has it; much was done since."""
    opened.userdata.tag(TEN[:2], "early")
    opened.userdata.set_note("a.txt", "first thoughts")
    opened.userdata.flush()
    data = opened.tags_file.read_bytes()
    opened.userdata.tag(TEN, "late")
    opened.userdata.set_note("a.txt", "second thoughts")
    mark = {"id": "11aa", "tag": "late", "at": [1, 5], "quote": "q"}
    opened.userdata.apply("mark", [Op(("articles", "b.txt", "marks", "11aa"), None, mark)])
    opened.userdata.flush()
    return data


def save(opened: Opened, data: bytes) -> None:
    opened.tags_file.write_bytes(data)
    opened.userdata.sync()


def replace_tags(opened: Opened, data: bytes, *, closed: bool) -> None:
    """Have another program save `tags.yaml`, while the library is open or closed."""
    if closed:
        opened.close()
        opened.tags_file.write_bytes(data)
        opened.open()
    else:
        save(opened, data)


@pytest.mark.parametrize("closed", [False, True])
def test_an_old_copy_that_is_saved_is_said_kept_and_undone_as_one(
    opened: Opened, stale: bytes, closed: bool
) -> None:
    before = opened.facts()
    replace_tags(opened, stale, closed=closed)
    taken = opened.userdata.state.removed_facts
    assert taken is not None
    assert taken.losses == "1 codebook entry, 10 tags, 1 mark; 1 note (overwritten)"
    assert taken.is_latest
    assert taken.backup in [path.name for path in opened.backups()]
    assert str(taken.backup) in taken.message
    assert opened.value("articles", "a.txt", "note") == "first thoughts"
    opened.userdata.undo()
    assert opened.facts() == before
    assert opened.userdata.state.removed_facts is None
    opened.userdata.flush()
    assert opened.written() == before


@pytest.mark.parametrize("closed", [False, True])
def test_the_copy_gives_back_what_was_taken(opened: Opened, stale: bytes, closed: bool) -> None:
    before = opened.facts()
    replace_tags(opened, stale, closed=closed)
    opened.userdata.set_note("j.txt", "went on")
    taken = opened.userdata.state.removed_facts
    assert taken is not None
    assert not taken.is_latest
    backup = next(one for one in opened.backups() if one.name == taken.backup)
    opened.userdata.restore(backup)
    assert opened.facts() == before


def test_what_was_done_since_the_save_stays(opened: Opened, stale: bytes) -> None:
    opened.tags_file.write_bytes(stale)
    opened.userdata.tag(["c.txt"], "new")
    opened.userdata.sync()
    opened.userdata.flush()
    assert opened.tags("c.txt") == ["new"]
    assert opened.userdata.state.removed_facts is not None


def test_one_tag_taken_off_by_hand_is_quiet_and_undone(opened: Opened, stale: bytes) -> None:
    opened.edit_outside("tags: [early, late]", "tags: [late]")
    backups = opened.backups()
    assert opened.userdata.state.removed_facts is None
    assert opened.userdata.history()[0].label == "edited in tags.yaml: 2 tags removed"
    opened.userdata.undo()
    assert set(opened.tags("a.txt")) == {"early", "late"}
    assert opened.backups() == backups


def test_what_was_only_added_by_hand_is_no_step_of_undo(opened: Opened, stale: bytes) -> None:
    opened.edit_outside("  c.txt:\n", "  c.txt:\n    note: by hand\n")
    assert opened.userdata.history()[0].label == "edited in tags.yaml: 1 note added"
    assert not opened.userdata.history()[0].on_stack
    opened.userdata.undo()
    assert opened.value("articles", "c.txt", "note") == "by hand"


def test_a_loss_is_said_until_it_was_seen_also_after_a_restart(
    opened: Opened, stale: bytes
) -> None:
    save(opened, stale)
    opened.again()
    assert opened.userdata.state.removed_facts is not None
    opened.userdata.accept()
    assert opened.userdata.state.removed_facts is None
    opened.again()
    assert opened.userdata.state.removed_facts is None
    opened.userdata.undo()


def test_an_edit_of_thousands_of_articles_is_one_step(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.external_edit.AT_ONCE", 3)
    opened.userdata.tag(TEN, "syria")
    opened.userdata.flush()
    before = opened.facts()
    opened.edit_outside("[syria]", "[war]")
    assert {name for one in TEN for name in opened.tags(one)} == {"war"}
    assert len(opened.userdata.history()[0].ids) == 10
    opened.userdata.undo()
    assert opened.facts() == before
    opened.userdata.redo()
    assert {name for one in TEN for name in opened.tags(one)} == {"war"}
    opened.userdata.undo()
    with pytest.raises(NothingToDo):
        opened.userdata.undo(), opened.userdata.undo()
    opened.userdata.flush()
    assert opened.facts() == opened.written()
