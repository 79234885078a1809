"""Null, list, mapping or tag at any place of `tags.yaml`: every verb works, or says why not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from store.errors import CuttingsError, Defect, TagFileError
from store.userdata.conflicts import Conflict
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.text_edit import comparable
from tests.store.userdata.odd_files import odd_files
from tests.store.userdata.opened import Opened

PATH = Path("tags.yaml")

Verb = Callable[[Opened], Any]

VERBS: Sequence[Verb] = (
    lambda o: o.userdata.tag(["a.txt"], "z"),
    lambda o: o.userdata.tag(["a.txt", "b.txt"], "a"),
    lambda o: o.userdata.untag(["a.txt"], "a"),
    lambda o: o.userdata.rename_tag("a", "aa"),
    lambda o: o.userdata.rename_tag("no", "yes/x"),
    lambda o: o.userdata.describe_tag("a", color="red", key=5, description="d"),
    lambda o: o.userdata.describe_tag("a", color=None, key=None, description=None),
    lambda o: o.userdata.create_tag("new"),
    lambda o: o.userdata.merge_tags(["a", "b"], "m"),
    lambda o: o.userdata.split_tag(["a.txt"], "a", "other"),
    lambda o: o.userdata.delete_tag("a"),
    lambda o: o.userdata.set_note("a.txt", "hello"),
    lambda o: o.userdata.set_note("a.txt", None),
    lambda o: o.userdata.set_read(["a.txt", "b.txt"], "2020-01-01"),
    lambda o: o.userdata.set_read(["a.txt"], None),
    lambda o: o.userdata.mark("a.txt", 1, 3, "z"),
    lambda o: o.userdata.unmark("a.txt", "m"),
    lambda o: o.userdata.set_view("mine", "unread"),
    lambda o: o.userdata.set_view("mine", None),
    lambda o: [o.userdata.resolve_conflict(one, theirs=True) for one in o.userdata.conflicts()],
    lambda o: o.userdata.moved("a.txt", "j.txt"),
    lambda o: o.userdata.undo(),
    lambda o: o.userdata.undo(),
    lambda o: o.userdata.redo(),
    lambda o: o.userdata.flush(),
    lambda o: o.userdata.restore(),
    lambda o: o.userdata.rebuild_tables(),
    lambda o: o.again(),
    lambda o: o.again(without_index=True),
)


def _settle(conflict: Conflict, theirs: bool, library: Opened) -> object:
    return library.userdata.resolve_conflict(conflict, theirs)


def tried(verb: Verb, library: Opened) -> None:
    """Call a verb; an error that says what is wrong is fine, a fault of the program is not."""
    try:
        verb(library)
    except Defect:
        raise
    except CuttingsError:
        pass


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(odd_files(), st.lists(st.sampled_from(VERBS), min_size=4, max_size=8))
def test_every_verb_works_on_odd_values(text: str, verbs: list[Verb]) -> None:
    try:
        parse(text, PATH)
    except TagFileError:
        assume(False)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "tags.yaml").write_text(text, "utf-8", newline="")
        library = Opened(Path(folder))
        try:
            for verb in verbs:
                tried(verb, library)
            library.userdata.flush()
            assert library.userdata.state.problem is None
            assert comparable(library.written()) == comparable(library.facts())
        finally:
            library.close()


@pytest.mark.parametrize("null", ["null", "~", "Null", "NULL", "null  # none yet", "!!map"])
def test_a_codebook_that_is_null_takes_a_tag(opened: Opened, null: str) -> None:
    opened.tags_file.write_text(f"version: 1\ntags: {null}\narticles:\n  a.txt:\n    tags: [x]\n")
    opened.again()
    opened.userdata.tag(["b.txt"], "z")
    opened.userdata.tag(["c.txt"], "z")
    opened.userdata.flush()
    assert ("tags", "z") in opened.written()
    assert ("articles", "c.txt", "tags", "z") in opened.written()


def test_articles_that_are_null_let_work_move(opened: Opened) -> None:
    opened.tags_file.write_text("version: 1\narticles: ~\ntags:\n")
    opened.again()
    opened.userdata.set_note("a.txt", "hello")
    opened.userdata.moved("a.txt", "j.txt")
    opened.userdata.flush()
    assert opened.written() == {("articles", "j.txt", "note"): "hello"}


def test_a_null_in_a_mark_is_no_field(opened: Opened) -> None:
    opened.tags_file.write_text(
        "articles:\n  a.txt:\n    marks: [{id: m, tag: x, at: ~, note: null, quote: hi}]\n"
    )
    opened.again()
    assert opened.value("articles", "a.txt", "marks", "m") == {"id": "m", "tag": "x", "quote": "hi"}
    opened.userdata.moved("a.txt", "j.txt")
    opened.userdata.flush()
    assert opened.written() == opened.facts()


def test_what_was_taken_away_before_a_move_does_not_come_back_with_the_block(
    opened: Opened,
) -> None:
    opened.userdata.set_note("a.txt", "hello")
    opened.userdata.tag(["a.txt"], "x")
    opened.userdata.flush()
    opened.userdata.set_note("a.txt", None)
    opened.userdata.moved("a.txt", "j.txt")
    opened.userdata.flush()
    assert ("articles", "j.txt", "note") not in opened.written()


@pytest.mark.parametrize(
    "item",
    [
        "{field: note, value: [x]}",
        "{field: tags, value: x}",
        "{field: read}",
        "{field: ~, value: ~}",
        "{field: marks/m/at, value: [a, b]}",
        "{field: stars/x, value: {a: b}}",
        "{}",
    ],
)
def test_a_conflict_that_a_hand_wrote_stops_nothing(opened: Opened, item: str) -> None:
    opened.tags_file.write_text(
        "tags:\n  x: {key: 1, conflicts: [{field: key, value: red}]}\narticles:\n  a.txt:\n"
        f"    marks: [{{id: m, tag: x, at: [1, 2]}}]\n    conflicts: [{item}]\n"
    )
    opened.again()
    for one in opened.userdata.conflicts():
        for theirs in (True, False):
            tried(partial(_settle, one, theirs), opened)
    opened.userdata.tag(["b.txt"], "y")
    opened.userdata.flush()
    assert opened.userdata.conflicts() == []
    assert opened.written() == opened.facts()
