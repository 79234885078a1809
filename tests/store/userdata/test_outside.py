"""What other hands do to `tags.yaml` while the library is open."""

from __future__ import annotations

import pytest

from store.errors import ReadOnlyError
from store.model import Change, Op
from tests.store.userdata.opened import Opened


@pytest.fixture
def twenty(opened: Opened) -> Opened:
    """A library whose ten articles have tags and are written."""
    opened.userdata.tag(opened.ids, "syria")
    opened.userdata.set_read(["a.txt"], "2026-01-01")
    opened.userdata.flush()
    return opened


def test_an_edit_in_an_editor_is_taken_and_told(twenty: Opened) -> None:
    told: list[Change] = []
    twenty.userdata.on_change = told.append
    twenty.edit_outside("tags: [syria]\n    read", "tags: [nato, syria]\n    note: hi\n    read")
    assert set(twenty.tags("a.txt")) == {"nato", "syria"}
    assert twenty.value("articles", "a.txt", "note") == "hi"
    assert [change.ids for change in told] == [("a.txt",)]
    assert not told[0].on_stack


def test_comments_of_an_outside_edit_stay_through_the_next_change(twenty: Opened) -> None:
    twenty.edit_outside("  b.txt:", "  # the second\n  b.txt: # b")
    twenty.userdata.set_note("b.txt", "x")
    twenty.userdata.flush()
    text = twenty.tags_file.read_text()
    assert "  # the second\n  b.txt: # b\n" in text
    assert twenty.written() == twenty.facts()


def test_ours_and_theirs_on_different_facts_are_both_kept(twenty: Opened) -> None:
    text = twenty.tags_file.read_text()
    twenty.userdata.tag(["b.txt"], "ours")
    twenty.tags_file.write_text(text.replace("  a.txt:\n", "  a.txt:\n    note: theirs\n"))
    twenty.userdata.flush()
    assert twenty.tags("b.txt") == ["syria", "ours"]
    assert twenty.value("articles", "a.txt", "note") == "theirs"
    assert twenty.written() == twenty.facts()


def test_a_scalar_changed_on_both_sides_keeps_ours_and_lists_theirs(twenty: Opened) -> None:
    twenty.userdata.set_read(["a.txt"], "2026-02-02")
    text = twenty.tags_file.read_text()
    twenty.tags_file.write_text(text.replace("2026-01-01", "2026-03-03"))
    twenty.userdata.sync()
    twenty.userdata.flush()
    assert twenty.value("articles", "a.txt", "read") == "2026-02-02"
    (conflict,) = twenty.value("articles", "a.txt", "conflicts")
    assert (conflict["field"], conflict["value"]) == ("read", "2026-03-03")
    assert twenty.written() == twenty.facts()
    text = twenty.tags_file.read_text()
    assert '    conflicts:\n      - {field: read, value: "2026-03-03", at: "' in text


def test_marks_merge_by_field(twenty: Opened) -> None:
    path = ("articles", "a.txt", "marks", "11aa")
    mark = {"id": "11aa", "tag": "syria", "at": [1, 5], "quote": "q"}
    twenty.userdata.apply("mark", [Op(path, None, mark)])
    twenty.userdata.flush()
    twenty.userdata.apply("note on a mark", [Op(path, mark, mark | {"note": "ours"})])
    text = twenty.tags_file.read_text()
    twenty.tags_file.write_text(text.replace("at: [1, 5]", "at: [2, 6]"))
    twenty.userdata.flush()
    assert twenty.value(*path) == mark | {"note": "ours", "at": [2, 6]}
    assert twenty.written() == twenty.facts()


def test_deleted_there_and_changed_here_stays_changed(twenty: Opened) -> None:
    twenty.userdata.set_read(["a.txt"], "2026-02-02")
    text = twenty.tags_file.read_text()
    twenty.tags_file.write_text(text.replace("    read: 2026-01-01\n", ""))
    twenty.userdata.flush()
    assert twenty.value("articles", "a.txt", "read") == "2026-02-02"
    assert twenty.written() == twenty.facts()


def test_a_broken_file_is_never_overwritten_and_makes_the_library_read_only(
    twenty: Opened,
) -> None:
    good = twenty.tags_file.read_text()
    twenty.userdata.tag(["c.txt"], "late")
    broken = good.replace("  c.txt:", "  c.txt: [")
    twenty.tags_file.write_text(broken)
    assert not twenty.userdata.sync()
    problem = twenty.userdata.state.problem
    assert problem is not None
    assert "line" in problem
    assert "tags.yaml" in problem
    with pytest.raises(ReadOnlyError, match="line"):
        twenty.userdata.tag(["a.txt"], "x")
    with pytest.raises(ReadOnlyError):
        twenty.userdata.flush()
    twenty.again()
    assert twenty.tags_file.read_text() == broken
    assert twenty.tags("c.txt") == ["syria", "late"]
    twenty.tags_file.write_text(good)
    assert twenty.userdata.tag(["a.txt"], "x") is not None
    twenty.userdata.flush()
    assert twenty.userdata.state.problem is None
    assert twenty.tags("c.txt") == ["syria", "late"]
    assert twenty.written() == twenty.facts()


@pytest.mark.parametrize("text", [None, "", "\n", "version: 1\narticles:\n"])
def test_a_file_that_lost_most_of_its_articles_is_not_taken(
    opened: Opened, text: str | None
) -> None:
    opened.ids = tuple(f"{n:02}.txt" for n in range(30))
    opened.again()
    opened.userdata.tag(opened.ids, "syria")
    opened.userdata.flush()
    whole = opened.tags_file.read_bytes()
    if text is None:
        opened.tags_file.unlink()
    else:
        opened.tags_file.write_text(text)
    opened.userdata.sync()
    assert opened.userdata.state.problem is not None
    assert len(opened.facts()) == 32
    assert opened.userdata.tag(["00.txt"], "more") is not None  # kept in the journal
    with pytest.raises(ReadOnlyError):
        opened.userdata.flush()
    assert any(path.read_bytes() == whole for path in opened.backups())
    assert opened.tags_file.exists() == (text is not None)
    opened.userdata.restore()
    assert opened.written() == opened.facts()
    assert opened.userdata.state.problem is None


def test_a_loss_that_was_meant_is_accepted(opened: Opened) -> None:
    opened.ids = tuple(f"{n:02}.txt" for n in range(30))
    opened.again()
    opened.userdata.tag(opened.ids, "syria")
    opened.userdata.flush()
    opened.tags_file.write_text("version: 1\narticles:\n")
    opened.userdata.sync()
    opened.userdata.accept()
    assert opened.facts() == {}
    opened.userdata.tag(["00.txt"], "new")
    opened.userdata.flush()
    assert opened.written() == opened.facts()


def test_a_backup_is_made_before_the_first_change_of_the_day_and_can_be_brought_back(
    twenty: Opened,
) -> None:
    before = twenty.facts()
    assert not twenty.backups()
    twenty.edit_outside("[syria]", "[]")
    twenty.userdata.set_note("a.txt", "x")
    twenty.userdata.flush()
    (backup,) = (one for one in twenty.backups() if not one.stem.endswith("-ours"))
    changed = twenty.facts()
    change = twenty.userdata.restore(backup)
    assert change is not None
    assert twenty.facts() != changed
    twenty.userdata.undo()
    assert twenty.facts() == changed
    assert before != changed


def test_a_file_without_a_library_state_is_read_at_the_first_start(opened: Opened) -> None:
    opened.close()
    opened.tags_file.write_text(
        "articles:\n  zz.txt:\n    sha256: 00112233445566aa\n    tags: [x]\n"
    )
    for path in (opened.places.index_path, opened.places.journal_path):
        path.unlink()
    opened.open()
    assert opened.tags("zz.txt") == ["x"]
    rows = opened.database.connection().execute(
        "SELECT present, sha256 FROM articles WHERE id = 'zz.txt'"
    )
    assert rows.fetchone() == (0, "00112233445566aa")


def test_what_another_program_wrote_is_taken_without_parsing(
    twenty: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Opened(twenty.folder, coder="other")
    twenty.userdata.set_note("a.txt", "one")
    twenty.userdata.flush()
    other.userdata.sync()

    def never(data: bytes, path: object) -> None:
        raise AssertionError("parsed")

    other.userdata.set_note("b.txt", "two")
    other.userdata.flush()
    twenty.userdata.sync()
    monkeypatch.setattr("store.userdata.parse_process.read", never)
    for number in range(3):
        twenty.userdata.set_note("a.txt", f"one {number}")
        twenty.userdata.flush()
        other.userdata.set_note("b.txt", f"two {number}")
        other.userdata.flush()
    assert other.value("articles", "a.txt", "note") == "one 2"
    monkeypatch.undo()
    assert twenty.written() == other.facts()
    other.close()


def test_the_next_start_parses_nothing(twenty: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(data: bytes, path: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("store.userdata.parse_process.read", never)
    twenty.again()
    twenty.userdata.set_note("a.txt", "x")
    twenty.userdata.flush()
    monkeypatch.undo()
    assert twenty.written() == twenty.facts()


def test_a_program_that_died_after_writing_the_file_parses_nothing(
    twenty: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(self: object, data: bytes | None, flushed: int | None = None) -> None:
        raise KeyboardInterrupt

    twenty.userdata.set_note("a.txt", "x")
    with monkeypatch.context() as patched:
        patched.setattr("store.userdata.tags_file.TagsFile.record", dies)
        with pytest.raises(KeyboardInterrupt):
            twenty.userdata.flush()
    monkeypatch.setattr("store.userdata.parse_process.read", dies)
    assert not twenty.userdata.sync()
    assert twenty.written() == twenty.facts()


def test_what_another_program_did_is_told_here(twenty: Opened) -> None:
    other = Opened(twenty.folder, coder="other")
    told: list[str] = []
    twenty.userdata.on_change = lambda change: told.append(change.label)
    other.userdata.tag(["a.txt"], "theirs")
    assert twenty.userdata.sync()
    assert not twenty.userdata.sync()
    other.userdata.untag(["a.txt"], "theirs")
    twenty.userdata.tag(["a.txt"], "ours")
    assert told == [f"{verb} on 1 article" for verb in ("tag theirs", "untag theirs", "tag ours")]
    other.close()


def test_a_change_that_another_program_makes_during_a_flush_reaches_the_file(
    twenty: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Opened(twenty.folder, coder="other")
    journal, keeper = other.userdata._journal, twenty.userdata._file_sync
    unflushed, last_seq = keeper._unflushed, keeper.journal.last_seq
    names = iter("abcdefghijklmn")

    def change() -> None:
        """Write a change down, and stop before it is in the index."""
        if not keeper.journal.connection().in_transaction:
            with journal.transaction():
                op = Op(("articles", "j.txt", "tags", next(names)), None, True)
                journal.append("other", "tag", [op])

    def unflushed_after_a_change() -> list[Change]:
        change()
        return unflushed()

    def change_after_last_seq() -> int:
        seq = last_seq()
        change()
        return seq

    twenty.userdata.set_note("a.txt", "x")
    with monkeypatch.context() as patched:
        patched.setattr(keeper, "_unflushed", unflushed_after_a_change)
        twenty.userdata.flush()
    with monkeypatch.context() as patched:
        patched.setattr(keeper.journal, "last_seq", change_after_last_seq)
        twenty.userdata.flush()
    twenty.userdata.flush()
    assert len(twenty.tags("j.txt")) > 2
    assert twenty.written() == twenty.facts()
    other.close()
