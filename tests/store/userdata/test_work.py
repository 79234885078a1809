"""The user's work: every verb, its undo, and what becomes of it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import (
    NothingToDo,
    ReadOnlyError,
    TagNameError,
    UnknownArticle,
    UnknownTag,
)
from store.model import Op
from store.userdata import read_model
from store.userdata.tagsfile.parse import parse
from tests.store.userdata.opened import TEN, Opened


def test_the_file_looks_as_the_format_says(opened: Opened) -> None:
    opened.userdata.tag(["b.txt", "a.txt"], "syria")
    opened.userdata.tag(["a.txt"], "to check")
    opened.userdata.describe_tag("syria", color="red", description="The war: and talks")
    opened.userdata.set_read(["a.txt"], "2026-11-21")
    opened.userdata.set_note("b.txt", "two\nlines")
    opened.userdata.set_view("to do", "unread -tag:draft")
    mark = {"tag": "syria", "at": [1, 5], "id": "3fa9c1d2", "quote": "“x”"}
    opened.userdata.apply("mark", [Op(("articles", "a.txt", "marks", "3fa9c1d2"), None, mark)])
    hidden = Op(("articles", "b.txt", "entities", "hidden", "Tukey"), None, True)
    opened.userdata.apply("hide", [hidden, Op(("entities", "aliases", "Daesh"), None, "IS")])
    opened.userdata.flush()
    assert (
        opened.tags_file.read_text()
        == """\
# cuttings writes this file. Edit it freely: comments, order and keys that it does not know stay \
as they are.
version: 1
tags:
  syria: {color: red, key: 1, description: "The war: and talks"}
  to check: {key: 2}
articles:
  a.txt:
    sha256: aaaaaaaaaaaaaaaa
    tags: [syria, to check]
    read: 2026-11-21
    marks:
      - {id: 3fa9c1d2, tag: syria, at: [1, 5], quote: “x”}
  b.txt:
    sha256: bbbbbbbbbbbbbbbb
    tags: [syria]
    note: "two\\nlines"
    entities: {hidden: [Tukey]}
entities: {aliases: {Daesh: IS}}
views: {to do: "unread -tag:draft"}
"""
    )


def test_a_tag_that_is_there_already_is_no_change(opened: Opened) -> None:
    first = opened.userdata.tag(["a.txt", "b.txt", "a.txt"], " #Syria ")
    assert first is not None
    assert first.label == "tag Syria on 2 articles"
    assert first.ids == ("a.txt", "b.txt")
    assert opened.userdata.tag(["a.txt"], "SYRIA") is None
    assert opened.userdata.untag(["c.txt"], "syria") is None
    more = opened.userdata.tag(["a.txt", "c.txt"], "syria")
    assert more is not None
    assert more.ids == ("c.txt",)
    assert len(opened.userdata.history()) == 2


def test_an_unknown_article_or_tag_is_named_and_nothing_changes(opened: Opened) -> None:
    with pytest.raises(UnknownArticle, match=r"zz\.txt"):
        opened.userdata.tag(["a.txt", "zz.txt"], "syria")
    with pytest.raises(UnknownTag, match="syria"):
        opened.userdata.untag(["a.txt"], "syria")
    with pytest.raises(TagNameError):
        opened.userdata.tag(["a.txt"], "a//b")
    assert opened.facts() == {}
    assert opened.userdata.history() == []


def test_an_automatic_read_mark_keeps_the_day_and_is_not_undone(opened: Opened) -> None:
    opened.userdata.set_read(["a.txt"], "2026-01-01", automatic=True)
    assert opened.userdata.set_read(["a.txt"], "2026-02-02", automatic=True) is None
    with pytest.raises(NothingToDo):
        opened.userdata.undo()
    assert opened.read("a.txt") == "2026-01-01"


def test_undo_and_redo_say_what_and_go_through_restarts(opened: Opened) -> None:
    opened.userdata.tag(["a.txt", "b.txt"], "syria")
    opened.userdata.set_note("a.txt", "x")
    opened.again()
    assert opened.userdata.undo().label == "undid: note on a.txt"
    assert opened.userdata.undo().label == "undid: tag syria on 2 articles"
    with pytest.raises(NothingToDo, match="nothing to undo"):
        opened.userdata.undo()
    opened.again()
    assert opened.userdata.redo().label == "redid: tag syria on 2 articles"
    opened.userdata.set_note("b.txt", "y")
    with pytest.raises(NothingToDo, match="nothing to redo"):
        opened.userdata.redo()
    assert [change.undone for change in opened.userdata.history()] == [False] * 4 + [True, False]


def test_undo_is_the_own_coders_and_says_when_somebody_changed_the_effect(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    other = Opened(opened.folder, coder="other")
    other.userdata.set_note("a.txt", "theirs")
    other.userdata.untag(["a.txt"], "syria")
    with pytest.raises(NothingToDo, match=r"tag syria on a\.txt was changed since"):
        opened.userdata.undo()
    assert other.userdata.undo().label == "undid: untag syria on 1 article"
    opened.userdata.undo()
    assert opened.facts() == {("articles", "a.txt", "note"): "theirs"}
    other.close()


def test_undo_of_a_bulk_change_asks_the_index_a_bounded_number_of_times(tmp_path: Path) -> None:
    library = Opened(tmp_path, ids=[f"{number:05}.txt" for number in range(3000)])
    library.userdata.tag(library.ids, "syria")
    library.userdata.set_read(library.ids, "2026-01-01")
    queries: list[str] = []

    def undo_counted() -> None:
        connection = library.database.connection()
        connection.set_trace_callback(queries.append)
        library.userdata._undo_or_redo(True)
        connection.set_trace_callback(None)

    library.userdata.submit(undo_counted).result()
    selects = [query for query in queries if query.startswith("SELECT")]
    assert len(selects) < 100
    library.userdata.undo()
    assert library.facts() == {}
    library.close()


def test_positions_are_kept_and_the_last_one_is_where_reading_goes_on(opened: Opened) -> None:
    assert opened.userdata.last_open() is None
    opened.userdata.keep_position("a.txt", 10)
    opened.userdata.keep_position("b.txt", 20)
    opened.userdata.keep_position("a.txt", 30)
    assert opened.userdata.position("b.txt") == 20
    opened.again(without_index=True)
    assert opened.userdata.position("a.txt") == 30
    assert opened.userdata.last_open() == ("a.txt", 30)
    assert opened.userdata.position("c.txt") is None


def test_the_work_follows_a_renamed_file(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.flush()
    opened.edit_outside("    tags: [syria]", "    stars: 5 # mine\n    tags: [syria]")
    opened.userdata.moved("a.txt", "new/a.txt")
    assert opened.tags("a.txt") == []
    assert opened.tags("new/a.txt") == ["syria"]
    opened.userdata.flush()
    text = opened.tags_file.read_text()
    assert (
        "  new/a.txt:\n    sha256: aaaaaaaaaaaaaaaa\n    stars: 5 # mine\n    tags: [syria]\n"
        in text
    )
    assert "  a.txt:" not in text
    opened.again(without_index=True)
    assert opened.tags("new/a.txt") == ["syria"]


def test_the_work_follows_a_file_that_the_index_has_renamed_already(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.flush()
    with opened.database.transaction() as connection:
        connection.execute("UPDATE articles SET id = 'z/a.txt' WHERE id = 'a.txt'")
    opened.userdata.moved_all([("a.txt", "z/a.txt")])
    opened.userdata.flush()
    assert opened.written() == opened.facts()
    assert opened.tags("z/a.txt") == ["syria"]


def test_changes_come_in_the_order_of_the_calls_and_are_told_on_the_writer(opened: Opened) -> None:
    told: list[tuple[str, str]] = []
    opened.userdata.on_change = lambda change: told.append(
        (change.label, threading.current_thread().name)
    )
    futures = [opened.userdata.submit(opened.userdata.set_note, "a.txt", str(n)) for n in range(20)]
    futures.append(opened.userdata.submit(opened.userdata.undo))
    seqs = [change.seq for future in futures if (change := future.result())]
    assert seqs == sorted(seqs)
    assert opened.value("articles", "a.txt", "note") == "18"
    assert len(told) == 21
    assert {name for _, name in told} == {"cuttings-writer"}


def test_ops_from_elsewhere_look_up_what_was_before(opened: Opened) -> None:
    opened.userdata.set_note("a.txt", "old")
    path = ("articles", "a.txt", "note")
    change = opened.userdata.apply("note", [Op(path, "wrong", "new")])
    assert change is not None
    assert change.ops == (Op(path, "old", "new"),)
    assert opened.userdata.apply("note", [Op(path, None, "new")]) is None


def test_a_lost_index_is_made_again_from_file_and_journal(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.flush()
    expected = opened.facts()
    opened.again(without_index=True)
    assert opened.facts() == expected


def test_a_lost_journal_loses_no_more_than_the_history(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    expected = opened.facts()
    opened.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{opened.places.journal_path}{suffix}").unlink(missing_ok=True)
    opened.open()
    assert opened.facts() == expected
    assert opened.userdata.history() == []
    assert opened.userdata.tag(["b.txt"], "syria") is not None


def test_a_journal_that_is_no_database_is_put_aside(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    expected = opened.facts()
    opened.close()
    opened.places.journal_path.write_bytes(b"not a database, but something else" * 100)
    opened.open()
    assert opened.facts() == expected
    (kept,) = opened.places.journal_path.parent.glob("journal.db.broken-*")
    assert kept.name in str(opened.userdata.state.problem)


def test_where_nothing_can_be_written_reading_goes_on(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.flush()
    opened.userdata.places = replace(opened.places, writable=False)
    with pytest.raises(ReadOnlyError, match="--tags"):
        opened.userdata.tag(["b.txt"], "syria")
    assert opened.tags("a.txt") == ["syria"]
    opened.userdata.places = opened.places


def test_facts_of_many_articles_are_those_of_each(opened: Opened) -> None:
    opened.userdata.tag(opened.ids, "syria")
    op = Op(("articles", "a.txt", "entities", "labels", "X"), None, "ORG")
    opened.userdata.apply("relabel", [op])
    connection = opened.database.connection()
    every = read_model.of_articles(connection, None)
    assert every == read_model.of_articles(connection, list(opened.ids))
    assert op.path in every["a.txt"]
    assert opened.userdata.facts("articles", "a.txt") == {op.path: "ORG"}


def test_lone_surrogates_never_reach_the_disk(opened: Opened) -> None:
    opened.userdata.set_note("a.txt", "bad \ud800 note")
    opened.userdata.flush()
    assert opened.value("articles", "a.txt", "note") == "bad \ufffd note"
    assert opened.written() == opened.facts()


def test_the_last_use_of_tags_outlives_the_index(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.tag(["a.txt"], "two")
    used = {tag.name: tag.last_used for tag in opened.userdata.tags()}
    opened.again(without_index=True)
    assert {tag.name: tag.last_used for tag in opened.userdata.tags()} == used


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_changed(opened: Opened) -> None:
    opened.close()
    opened.places.index_path.unlink()
    opened.tags_file.unlink(missing_ok=True)
    opened.tags_file.mkdir()
    opened.open()
    assert opened.userdata.state.problem is not None
    with pytest.raises(ReadOnlyError):
        opened.userdata.tag(["a.txt"], "syria")
    opened.tags_file.rmdir()
    assert opened.userdata.tag(["a.txt"], "syria") is not None
    opened.userdata.flush()
    assert opened.userdata.state.problem is None


def test_starting_and_tagging_wait_for_no_yaml() -> None:
    code = "import sys, store.userdata.userdata; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_bulk_changes_parse_no_block_that_is_in_its_normal_shape(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.retag(opened.ids, add=["one", "two", "three"])
    opened.userdata.flush()

    def never(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("store.userdata.tagsfile.pieces.edit_piece", never)
    steps: list[Callable[[], object]] = [
        lambda: opened.userdata.untag(opened.ids, "one"),
        opened.userdata.undo,
        lambda: opened.userdata.set_read(opened.ids, "2026-01-01"),
        lambda: opened.userdata.rename_tag("two", "zwei"),
        lambda: opened.userdata.retag(opened.ids, remove=["one", "three"]),
        lambda: opened.userdata.delete_tag("zwei"),
    ]
    for step in steps:
        step()
        opened.userdata.flush()
    assert opened.written() == opened.facts()


def test_a_preview_says_what_a_verb_would_do_and_does_nothing(opened: Opened) -> None:
    work = opened.userdata
    work.tag(TEN[:2], "syria")
    before, last = opened.facts(), work.history(1)[0].seq
    shown = work.preview(work.tag, TEN[:5], "Syria")
    assert shown is not None
    assert (shown.seq, shown.label, shown.ids) == (0, "tag syria on 3 articles", TEN[2:5])
    assert work.preview(work.tag, TEN[:2], "syria") is None
    with pytest.raises(UnknownTag):
        work.preview(work.delete_tag, "nato")
    assert (opened.facts(), work.history(1)[0].seq) == (before, last)
    assert work.tag(TEN[:5], "syria") is not None


@pytest.mark.parametrize(
    "text",
    [
        "articles:\n  a.txt:\n    sha256: 0000000000000000\n    tags: [x]\n",
        'articles:\n  a.txt:\n    tags: [x]\n    sha256: "0000000000000000"  # mine\n',
        "articles:\r\n  a.txt:\r\n    sha256: 00000000000000ab\r\n    tags: [x]\r\n",
        "articles:\n  a.txt: {sha256: 0000000000000000, tags: [x]}\n",
        "articles: {a.txt: {sha256: 0000000000000000, tags: [x]}}\n",
        "articles:\n  a.txt: &x\n    sha256: 00000000000000cd\n    tags: [x]\n  b.txt: *x\n",
        f"articles:\n  a.txt:\n    sha256: {'ab' * 32}\n    tags: [x]\n",
    ],
)
def test_a_block_that_is_written_has_the_hash_of_its_article_as_it_is_now(
    opened: Opened, text: str
) -> None:
    opened.close()
    opened.tags_file.write_bytes(text.encode())
    opened.open()
    assert opened.userdata.state.problem is None
    assert opened.tags_file.read_bytes() == text.encode()
    for step in ("tag", "undo"):
        _ = opened.userdata.tag(["a.txt"], "y") if step == "tag" else opened.userdata.undo()
        opened.userdata.flush()
        parsed = parse(opened.tags_file.read_bytes(), opened.tags_file)
        assert parsed.hashes["a.txt"] == "a" * 16
        assert parsed.facts == opened.facts()


def test_a_block_without_a_hash_stays_without_one(opened: Opened) -> None:
    opened.close()
    opened.tags_file.write_text("articles:\n  a.txt:\n    tags: [x]\n")
    opened.open()
    opened.userdata.tag(["a.txt"], "y")
    opened.userdata.flush()
    assert "sha256" not in opened.tags_file.read_text()
