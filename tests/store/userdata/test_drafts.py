"""Words that are being typed: kept as they are typed, never silently overwritten, never lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import ReadOnlyError
from store.userdata.drafts import AT_ONCE, DraftText
from store.userdata.userdata import UserData
from tests.store.userdata.opened import Opened

NOTE = ("articles", "a.txt", "note")
OTHER = ("articles", "b.txt", "note")


def fresh(opened: Opened) -> UserData:
    """Return another program's work on the same library."""
    return UserData(opened.places, opened.database, opened.coder)


@pytest.fixture
def second(opened: Opened) -> Iterator[UserData]:
    work = fresh(opened)
    yield work
    work.close()


def on_disk(opened: Opened) -> list[str]:
    """Return the words of the drafts as another program finds them once the writer has come by."""
    opened.userdata.flush()
    with sqlite3.connect(opened.places.journal_path) as connection:
        return [words for (words,) in connection.execute("SELECT words FROM drafts ORDER BY turn")]


def test_what_is_typed_is_there_at_once_and_after_a_restart_with_the_cursor(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "half a thou", 4)
    assert opened.userdata.draft(NOTE) == DraftText("half a thou", 4)
    assert opened.userdata.draft(OTHER) is None
    opened.again()
    assert opened.userdata.draft(NOTE) == DraftText("half a thou", 4)


def test_a_draft_is_on_disk_without_a_flush_and_is_no_change(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "h", 1)
    opened.userdata.keep_draft(NOTE, "ha", 2)
    opened.userdata.submit(lambda: None).result()
    with sqlite3.connect(opened.places.journal_path) as connection:
        assert connection.execute("SELECT words FROM drafts").fetchall() == [("ha",)]
    assert opened.userdata.history() == []
    assert not opened.userdata.can_undo()
    opened.userdata.flush()
    assert not opened.tags_file.exists() or "ha" not in opened.tags_file.read_text("utf-8")


def test_a_saved_or_emptied_draft_goes(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "one", 3)
    opened.userdata.set_note("a.txt", "one")
    assert opened.userdata.draft(NOTE) is None
    opened.userdata.keep_draft(OTHER, "two", 3)
    opened.userdata.keep_draft(OTHER, "  ", 2)
    assert opened.userdata.draft(OTHER) is None
    assert on_disk(opened) == []
    opened.again()
    assert opened.userdata.draft(NOTE) is None


def test_what_was_typed_after_saving_stays(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "one", 3)
    opened.userdata.keep_draft(NOTE, "one more", 8)
    opened.userdata.set_note("a.txt", "one")
    assert opened.userdata.draft(NOTE) == DraftText("one more", 8)


def test_a_note_and_the_end_of_its_draft_are_one_transaction(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.keep_draft(NOTE, "one ", 3)
    commits: list[tuple[int, int]] = []
    transaction = opened.userdata._journal.transaction

    @contextmanager
    def watched() -> Iterator[sqlite3.Connection]:
        with transaction() as connection:
            yield connection
        counts = "SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM drafts)"
        commits.append(connection.execute(counts).fetchone())

    opened.userdata.submit(lambda: None).result()
    monkeypatch.setattr(opened.userdata._journal, "transaction", watched)
    opened.userdata.set_note("a.txt", "one")
    assert commits[0] == (1, 0)
    opened.userdata.keep_draft(NOTE, "one", 3)
    opened.userdata.set_note("a.txt", "one")  # changes nothing, and says what the draft says
    assert commits[-1] == (1, 0)


@pytest.mark.parametrize("length", [10, AT_ONCE + 1])
def test_a_note_that_is_not_saved_leaves_its_draft(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    words = "n" * length
    opened.userdata.keep_draft(NOTE, words, 3)
    transaction = opened.userdata._journal.transaction

    @contextmanager
    def full() -> Iterator[sqlite3.Connection]:
        with transaction() as connection:
            yield connection
            raise OSError(28, "No space left on device")

    opened.userdata.submit(lambda: None).result()
    with monkeypatch.context() as patch:
        patch.setattr(opened.userdata._journal, "transaction", full)
        with pytest.raises(ReadOnlyError):
            opened.userdata.set_note("a.txt", words)
        assert opened.userdata.draft(NOTE) == DraftText(words, 3)
    assert on_disk(opened) == [words]
    opened.userdata.set_note("a.txt", words)
    assert opened.userdata.draft(NOTE) is None
    assert on_disk(opened) == []


def test_two_programs_that_write_the_same_note_keep_both_drafts(
    opened: Opened, second: UserData
) -> None:
    opened.userdata.keep_draft(NOTE, "mine", 4)
    opened.userdata.flush()
    assert second.draft(NOTE) == DraftText("mine", 4)
    second.keep_draft(NOTE, "mine, and theirs", 16)
    second.flush()
    opened.userdata.keep_draft(NOTE, "mine, longer", 12)
    assert on_disk(opened) == ["mine, and theirs", "mine, longer"]
    second.keep_draft(NOTE, "mine, and theirs!", 17)
    second.flush()
    assert on_disk(opened) == ["mine, longer", "mine, and theirs!"]
    second.set_note("a.txt", "mine, and theirs!")
    second.flush()
    assert second.draft(NOTE) == DraftText("mine, longer", 12)


def test_saving_here_does_not_remove_what_another_program_wrote_since(
    opened: Opened, second: UserData
) -> None:
    opened.userdata.keep_draft(NOTE, "mine", 4)
    opened.userdata.flush()
    second.draft(NOTE)
    second.keep_draft(NOTE, "theirs", 6)
    second.flush()
    opened.userdata.keep_draft(NOTE, "", 0)
    assert on_disk(opened) == ["theirs"]


def test_another_person_is_not_offered_a_draft(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "private", 7)
    opened.coder = "ben"
    opened.again()
    assert opened.userdata.draft(NOTE) is None
    assert opened.userdata.drafts() == [(NOTE, DraftText("private", 7))]


def test_a_draft_and_the_place_in_the_text_follow_an_article_that_moves(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "on the way", 10)
    opened.userdata.keep_position("a.txt", 30)
    opened.userdata.flush()
    with opened.database.transaction() as connection:
        connection.execute("UPDATE articles SET id = 'new/a.txt' WHERE id = 'a.txt'")
    opened.userdata.moved("a.txt", "new/a.txt")
    moved = ("articles", "new/a.txt", "note")
    assert opened.userdata.draft(moved) == DraftText("on the way", 10)
    assert opened.userdata.position("new/a.txt") == 30
    opened.userdata.keep_draft(NOTE, "on the way!", 11)  # the prompt was still open
    opened.userdata.flush()
    assert opened.userdata.draft(moved) == DraftText("on the way!", 11)
    assert opened.userdata.draft(NOTE) is None


def test_a_draft_that_the_disk_refuses_is_there_and_is_tried_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened.userdata._journal
    refused = sqlite3.OperationalError("database or disk is full")

    def full() -> None:
        raise refused

    monkeypatch.setattr(journal, "transaction", full)
    opened.userdata.keep_draft(NOTE, "kept", 4)
    opened.userdata.submit(lambda: None).result()
    assert opened.userdata.draft(NOTE) == DraftText("kept", 4)
    assert "disk is full" in str(opened.userdata.state.problem)
    monkeypatch.undo()
    assert on_disk(opened) == ["kept"]
    assert opened.userdata.state.problem is None


def test_what_could_be_kept_nowhere_is_told_at_the_end(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(opened.userdata._journal, "transaction", full)
    opened.userdata.keep_draft(NOTE, "words", 5)
    opened.userdata.keep_draft(OTHER, "", 0)
    opened.close()
    assert opened.userdata.unkept == [(NOTE, DraftText("words", 5))]
    opened.open()


def test_a_journal_that_is_begun_anew_gets_what_this_program_knows(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "known", 5)
    opened.userdata.flush()
    opened.places.journal_path.write_bytes(b"damaged" * 1000)
    opened.userdata.keep_draft(OTHER, "new", 3)
    opened.userdata.flush()
    assert sorted(on_disk(opened)) == ["known", "new"]


def test_what_no_file_takes_is_kept_as_far_as_it_can_be(opened: Opened) -> None:
    opened.userdata.keep_draft(NOTE, "a\ud800b\x00c", 3)
    opened.again()
    assert opened.userdata.draft(NOTE) == DraftText("a\ufffdb\x00c", 3)


def test_a_long_draft_is_written_with_the_next_flush(opened: Opened) -> None:
    long = "word " * 100_000
    for length in range(20):
        opened.userdata.keep_draft(NOTE, long[: len(long) - length], 0)
    assert opened.userdata.draft(NOTE) == DraftText(long[: len(long) - 19], 0)
    assert on_disk(opened) == [long[: len(long) - 19]]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=12))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_draft_of_two_programs_is_overwritten_unseen(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    opened = Opened(library(tmp_path_factory))
    other = fresh(opened)
    seen: dict[bool, set[str]] = {False: set(), True: set()}
    written: dict[str, bool] = {}
    try:
        for at, (who, what) in enumerate(steps):
            work = other if who else opened.userdata
            if what == 0:
                found = work.draft(NOTE)
                seen[who] |= {found.words} if found else set()
            else:
                words = f"{at}"
                work.keep_draft(NOTE, words, 0)
                work.flush()
                written[words] = who
                seen[who].add(words)
        kept = set(on_disk(opened))
        for words in written:
            over = any(later > int(words) and words in seen[who] for later, who in later_of(steps))
            assert words in kept or over
    finally:
        other.close()
        opened.close()


def later_of(steps: list[tuple[bool, int]]) -> list[tuple[int, bool]]:
    """Return which program wrote, step by step."""
    return [(at, who) for at, (who, what) in enumerate(steps) if what]


def library(factory: pytest.TempPathFactory) -> Path:
    """Return an empty library folder."""
    folder = factory.mktemp("library")
    (folder / "seeds").mkdir()
    return folder
