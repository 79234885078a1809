"""Undo and redo among changes whose effect another hand has changed: stepped over, never stuck."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import NothingToDo
from store.userdata.tagsfile.text_edit import edit
from tests.store.userdata.opened import TEN, Opened


def test_undo_steps_over_a_change_whose_effect_is_gone_and_says_so_once(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    opened.userdata.set_note("b.txt", "first")
    opened.userdata.tag(["a.txt"], "syria")
    other.userdata.untag(["a.txt"], "syria")
    said = opened.userdata.undo().label
    assert said.startswith("undid: note on b.txt; skipped “tag syria on 1 article”: ")
    assert said.endswith("tag syria on a.txt was changed since")
    assert opened.value("articles", "b.txt", "note") is None
    with pytest.raises(NothingToDo, match=r"^nothing to undo$"):
        opened.userdata.undo()
    assert not opened.userdata.can_undo()
    other.close()


def test_redo_steps_over_as_undo_does(opened: Opened) -> None:
    other = Opened(opened.folder, coder="other")
    opened.userdata.set_note("a.txt", "mine")
    opened.userdata.set_note("b.txt", "mine")
    opened.userdata.undo()
    opened.userdata.undo()
    other.userdata.set_note("a.txt", "theirs")
    said = opened.userdata.redo().label
    assert said.startswith("redid: note on b.txt; skipped “note on a.txt”: the note of a.txt")
    with pytest.raises(NothingToDo, match=r"^nothing to redo$"):
        opened.userdata.redo()
    assert opened.value("articles", "a.txt", "note") == "theirs"
    other.close()


STEP = st.one_of(
    st.tuples(st.just("tag"), st.sampled_from(TEN[:3]), st.sampled_from("xyz")),
    st.tuples(st.just("untag"), st.sampled_from(TEN[:3]), st.sampled_from("xyz")),
    st.tuples(st.just("note"), st.sampled_from(TEN[:3]), st.sampled_from(["one", "two", ""])),
    st.tuples(st.just("rename"), st.sampled_from("xyz"), st.sampled_from("xyzw")),
    st.tuples(st.just("delete"), st.sampled_from("xyz"), st.just("")),
    st.tuples(st.just("read"), st.sampled_from(TEN[:3]), st.sampled_from(["by itself", "r"])),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just("")),
)
OUTSIDE = st.one_of(
    st.tuples(st.just("hand"), st.sampled_from(TEN[:3]), st.sampled_from("xyz")),
    st.tuples(st.just("other"), st.sampled_from(TEN[:3]), st.sampled_from("xyz")),
)


def do(library: Opened, other: Opened | None, step: tuple[str, str, str]) -> None:
    """Do one step; what can't be done is left out."""
    kind, one, value = step
    work = library.userdata
    try:
        if kind in ("tag", "untag"):
            work.retag([one], **{"add" if kind == "tag" else "remove": [value]})
        elif kind == "note":
            work.set_note(one, value)
        elif kind == "rename":
            work.rename_tag(one, value)
        elif kind == "delete":
            work.delete_tag(one)
        elif kind == "read":
            work.set_read([one], "2026-01-02", automatic=value != "r")
        elif kind in ("undo", "redo"):
            getattr(work, kind)()
        elif kind == "other" and other is not None:
            other.userdata.retag([one], add=[value])
            other.userdata.set_note(one, value)
        elif kind == "hand":
            by_hand(library, one, value)
    except Exception as error:
        if type(error).__module__ != "store.errors":
            raise


def by_hand(library: Opened, one: str, value: str) -> None:
    """Take a tag off and write a note in the file itself."""
    library.userdata.flush()
    path = library.tags_file
    changes = {("articles", one, "tags", value): None, ("articles", one, "note"): f"hand {value}"}
    if path.exists():
        path.write_text(edit(path.read_text(), changes, path))
    library.userdata.sync()


def undone_to_the_end(library: Opened) -> int:
    """Undo until there is nothing left; return how often that was done."""
    for times in range(200):
        try:
            library.userdata.undo()
        except NothingToDo:
            return times
    raise AssertionError("undo never ends")


def check_alone(steps: list[tuple[str, str, str]]) -> None:
    """Check that everything can be undone where nobody else wrote."""
    with tempfile.TemporaryDirectory() as folder:
        library = Opened(Path(folder))
        for step in steps:
            do(library, None, step)
        undone_to_the_end(library)
        assert not library.userdata.can_undo()
        assert library.facts() == {}
        library.again(without_index=True)
        assert library.facts() == library.written() == {}
        library.close()


def check_among_others(steps: list[tuple[str, str, str]]) -> None:
    """Check that undo goes on to the end whoever wrote in between."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("store.userdata.tags_file.STILL_SECONDS", 0.0),
    ):
        library = Opened(Path(folder))
        other = Opened(Path(folder), coder="other")
        for step in steps:
            do(library, other, step)
        undone_to_the_end(library)
        with pytest.raises(NothingToDo, match=r"^nothing to undo$"):
            library.userdata.undo()
        library.userdata.flush()
        assert library.facts() == library.written()
        other.close()
        library.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_undoing_everything_leads_back_to_the_start(steps: list[tuple[str, str, str]]) -> None:
    check_alone(steps)


@settings(max_examples=15, deadline=None)
@given(st.lists(STEP | OUTSIDE, max_size=12))
def test_undo_never_gets_stuck(steps: list[tuple[str, str, str]]) -> None:
    check_among_others(steps)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(st.lists(STEP, max_size=40))
def test_undoing_everything_leads_back_to_the_start_always(
    steps: list[tuple[str, str, str]],
) -> None:
    check_alone(steps)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(st.lists(STEP | OUTSIDE, max_size=40))
def test_undo_never_gets_stuck_at_all(steps: list[tuple[str, str, str]]) -> None:
    check_among_others(steps)
