"""An undo gives back every byte of `tags.yaml`, however a person has written it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import NothingToDo, UnknownTag
from store.userdata.tagsfile import earlier_forms
from store.userdata.userdata import UserData
from tests.store.userdata.files import IDS, TAGS, File, files
from tests.store.userdata.opened import Opened
from tests.store.userdata.test_tied import Tied, tied

Verb = Callable[[UserData], object]
BY_HAND = """\
version: 1
tags:
  x: {color: red}  # the first
articles:
  # above
   a.txt:   # here
        tags:
          - 'x'   # one
          - y     # two
          # three
          - z
        read: 2020-01-01
   c.txt:
        tags: [x,y ,  z]   # tight
   b.txt: {tags: [x, "y"], stars: 5}
   # below
"""


@st.composite
def verbs(draw: st.DrawFn, every_id: Sequence[str] = IDS, tags: Sequence[str] = TAGS) -> Verb:
    """Draw something that a user does."""
    ids = draw(st.lists(st.sampled_from(every_id), min_size=1, max_size=3, unique=True))
    name, other = draw(st.sampled_from(tags)), draw(st.sampled_from(tags))
    every: list[Verb] = [
        lambda work: work.tag(ids, name),
        lambda work: work.untag(ids, name),
        lambda work: work.retag(ids, [other], [name]),
        lambda work: work.delete_tag(name),
        lambda work: work.merge_tags([name], other),
        lambda work: work.describe_tag(name, color="green"),
        lambda work: work.set_note(ids[0], None),
        lambda work: work.set_read(ids, None),
        lambda work: work.set_view("mine", None),
    ]
    return draw(st.sampled_from(every))


@given(files(), st.lists(st.tuples(verbs(), st.booleans()), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_undo_of_anything_gives_back_every_byte(
    file: File, chosen: list[tuple[Verb, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tags.yaml").write_bytes(file.text.encode())
        library = Opened(Path(folder), IDS)
        with library.database.transaction() as connection:
            connection.execute("UPDATE articles SET sha256 = '0123456789abcdef'")
        before = library.tags_file.read_bytes()
        for verb, written in chosen:
            with suppress(UnknownTag):
                verb(library.userdata)
            if written:
                library.userdata.flush()
        library.userdata.flush()
        with suppress(NothingToDo):
            for _ in chosen:
                library.userdata.undo()
                library.userdata.flush()
        assert library.tags_file.read_bytes() == before
        assert library.facts() == library.written()
        library.close()


@given(tied(), st.data(), st.booleans())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_undo_of_anything_gives_back_what_anchors_say(
    file: Tied, data: st.DataObject, small: bool
) -> None:
    ids = (*file.blocks, "zz.txt")
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(earlier_forms, "SMALL", earlier_forms.SMALL if small else 0)
        (Path(folder) / "tags.yaml").write_bytes(file.text.encode())
        library = Opened(Path(folder), ids)
        before = library.tags_file.read_bytes()
        done = 0
        for verb in data.draw(st.lists(verbs(ids, ("x", "y", "z")), min_size=1, max_size=3)):
            with suppress(UnknownTag):
                done += verb(library.userdata) is not None
                library.userdata.flush()
                assert library.facts() == library.written()
        for _ in range(done):
            library.userdata.undo()
            library.userdata.flush()
            assert library.facts() == library.written()
        assert library.tags_file.read_bytes() == before
        library.close()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_byte_comes_back_after_a_restart_and_beside_an_edit_elsewhere(
    opened: Opened, newline: str
) -> None:
    text = BY_HAND.replace("\n", newline)
    opened.tags_file.write_bytes(text.encode())
    opened.userdata.sync()
    for ids in (["a.txt", "c.txt"], ["b.txt"]):
        opened.userdata.untag(ids, "x")
    opened.userdata.flush()
    assert opened.tags_file.read_bytes().decode() != text
    opened.again()
    there = opened.tags_file.read_bytes().decode()
    opened.tags_file.write_bytes(there.replace("# the first", "# first").encode())
    opened.userdata.undo()
    opened.userdata.flush()
    opened.userdata.undo()
    opened.userdata.flush()
    assert opened.tags_file.read_bytes().decode() == text.replace("# the first", "# first")
    opened.userdata.redo()
    opened.userdata.flush()
    assert opened.written() == opened.facts()


def test_a_block_that_another_hand_has_changed_since_keeps_what_it_wrote(opened: Opened) -> None:
    opened.tags_file.write_text(BY_HAND)
    opened.userdata.sync()
    opened.userdata.untag(["a.txt"], "x")
    opened.userdata.flush()
    opened.edit_outside("# three", "# third")
    opened.userdata.undo()
    opened.userdata.flush()
    assert "# third" in opened.tags_file.read_text()
    assert opened.written() == opened.facts()


def test_a_block_that_went_comes_back_in_its_place_with_its_comments(opened: Opened) -> None:
    text = "version: 1\narticles:\n  c.txt:\n    tags: [x]\n\n  # a\n  a.txt:\n    tags: ['x']\n"
    text += "  # b\n  b.txt:\n    tags: [y]\n"
    opened.tags_file.write_text(text)
    opened.userdata.sync()
    opened.userdata.untag(["a.txt"], "x")
    opened.userdata.flush()
    assert "a.txt" not in opened.tags_file.read_text()
    opened.userdata.undo()
    opened.userdata.flush()
    assert opened.tags_file.read_text() == text


def test_tags_of_many_articles_come_back_in_their_order(opened: Opened) -> None:
    for name in ("x", "y", "z"):
        opened.userdata.tag(opened.ids, name)
    opened.userdata.flush()
    before = opened.tags_file.read_bytes()
    opened.userdata.delete_tag("x")
    opened.userdata.flush()
    opened.userdata.undo()
    opened.userdata.flush()
    assert opened.tags_file.read_bytes() == before


@pytest.mark.parametrize("text", ["\nversion: 1\n\nviews: {mine: unread}", "views: {mine: unread}"])
def test_a_last_line_without_an_end_comes_back_without_one(opened: Opened, text: str) -> None:
    opened.tags_file.write_text(text)
    opened.userdata.sync()
    opened.userdata.set_view("mine", None)
    opened.userdata.flush()
    opened.userdata.undo()
    opened.userdata.flush()
    assert opened.tags_file.read_text() == text
