"""Anchors, aliases, merge keys, tags: what stands beside them is edited as cheaply as ever."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.userdata.tagsfile import earlier_forms
from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.excerpt import Ties
from store.userdata.tagsfile.parse import compose, parse
from store.userdata.tagsfile.plain_values import Edits, Held
from store.userdata.tagsfile.text_edit import edit
from tests.store.userdata.files import Changes
from tests.store.userdata.opened import Opened
from tests.store.userdata.test_edit import changed, edits_of, facts_of

PATH = Path("tags.yaml")
FRAME = "version: 1\ntags:\n  x: {color: red}\nx-defaults: &d {stars: 5, read: 2020-01-01}\n"
PLAIN = "".join(f"  {n:03}.txt:\n    tags: [x]\n" for n in range(200))
STYLES = {
    "a1.txt": "  a1.txt: &a1 {tags: [x], note: n}   # the first\n",
    "a2.txt": "  a2.txt: *a1  # as that\n",
    "b1.txt": "  b1.txt:\n    # listed\n    tags: &b1 [x, y]  # here\n    note: &n1 see *a1 & b\n",
    "b2.txt": "  b2.txt:\n    tags: *b1 # c\n    read: 2021-01-01\n",
    "b3.txt": "  b3.txt:\n    tags:\n    - *n1\n    - y\n",
    "c1.txt": "  # above\n  c1.txt:\n    <<: *d   # mine\n    tags: [ x,y ]\n",
    "c2.txt": "  c2.txt: {<<: *d, note: 'hi'}\n",
    "c3.txt": "  c3.txt:\n    <<: {note: inline}\n    tags: [x]\n",
    "d1.txt": "  d1.txt: &d1\n    <<: *d\n    tags: [x]\n",
    "d2.txt": "  d2.txt:\n    <<: [*d1, *a1]\n",
    "e1.txt": "  ? e1.txt\n  : tags: [x] # q\n",
    "e2.txt": "  ? e2.txt\n  : <<: *d\n    tags: [x]\n",
    "f1.txt": "  'f1.txt' : !!map\n\n    tags: !!seq [x]\n",
    "g1.txt": "  g1.txt:\n    note: 'AT&T *bold*'\n    tags: [y]\n",
    "h1.txt": "  h1.txt:\n    marks:\n    - &m1 {id: 11aa, tag: x, at: [1, 2]}\n",
    "h2.txt": "  h2.txt:\n    marks: [*m1]\n",
}
NEEDS = {
    "a2.txt": {"a1.txt"},
    "b2.txt": {"b1.txt"},
    "b3.txt": {"b1.txt"},
    "d2.txt": {"d1.txt", "a1.txt"},
    "h2.txt": {"h1.txt"},
}


@dataclass
class Tied:
    """A file with anchors: its blocks by id, and what stands around them."""

    head: str
    blocks: dict[str, str]
    tail: str
    newline: str = "\n"
    ended: bool = True

    @property
    def text(self) -> str:
        text = "".join([self.head, *self.blocks.values(), self.tail])
        text = text if self.ended else text.removesuffix("\n")
        return text.replace("\n", self.newline)


@st.composite
def tied(draw: st.DrawFn) -> Tied:
    """Draw a file in which blocks mean what others say."""
    chosen = draw(st.sets(st.sampled_from(sorted(STYLES)), min_size=1))
    chosen |= {one for id in chosen for one in NEEDS.get(id, ())}
    blocks: dict[str, str] = {}
    for one in sorted(chosen):
        if draw(st.integers(0, 3)) == 0:
            blocks[f"{one[:2]}0.txt"] = f"  {one[:2]}0.txt: # p\n    tags: [y]\n"
        blocks[one] = STYLES[one]
    opening = draw(st.sampled_from(["articles:\n", "articles: !!map # c\n"]))
    tails = ["", "views: {mine: unread}\n", "# end\n"]
    tails += ["views: {mine: *n1}\n"] if "b1.txt" in blocks else []
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    start = draw(st.sampled_from(["", "---\n", "# first\n"]))
    tail = draw(st.sampled_from(tails))
    return Tied(start + FRAME + opening, blocks, tail, newline, draw(st.booleans()))


@st.composite
def edits(draw: st.DrawFn, file: Tied) -> Changes:
    """Draw changes of blocks that are there, of new ones, and of what is around them."""
    made: Changes = {}
    known = parse(file.text, PATH).facts
    for _ in range(draw(st.integers(1, 3))):
        one = draw(st.sampled_from([*sorted(file.blocks), "zz.txt", "000.txt"]))
        there = [p for p in known if p[:2] == ("articles", one)]
        mark = {"id": "22bb", "tag": "x", "at": [3, 4]}
        options: list[Changes] = [
            {("articles", one, "tags", "z"): True},
            {("articles", one, "tags", "x"): None},
            {("articles", one, "note"): "new: &a1 *b"},
            {("articles", one, "read"): draw(st.sampled_from(["2022-02-02", None]))},
            {("articles", one, "marks", "22bb"): mark},
            dict.fromkeys(there),
            {("tags", "z"): True, ("tags", "z", "color"): "blue"},
            {("tags", "x", "color"): None},
            {("views", "mine"): draw(st.sampled_from(["tag:x", None]))},
        ]
        made |= draw(st.sampled_from(options))
    return made


def document_of(text: str) -> Document:
    data = text.encode()
    return Document(data, parse(data, PATH).layout, PATH)


def concerned(file: Tied, made: Changes) -> set[str]:
    """Return the blocks that may be other ones after the changes: those that use theirs too."""
    found = {path[1] for path in made if path[0] == "articles"}
    for one in sorted(file.blocks):
        if NEEDS.get(one, set()) & found:
            found.add(one)
    return found


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_an_edit_says_what_was_asked_for_and_touches_nothing_else(data: st.DataObject) -> None:
    file = data.draw(tied())
    made = data.draw(edits(file))
    document = document_of(file.text)
    assert document.pieces is not None
    document.edit(edits_of(file.text, made))
    text = document.data.decode()
    assert facts_of(text) == changed(facts_of(file.text), made)
    assert facts_of(text) == facts_of(edit(file.text, made, PATH))
    at = 0
    ended = text + file.newline
    for one, block in file.blocks.items():
        if one not in concerned(file, made):
            found = ended.find(block.replace("\n", file.newline), at)
            assert found >= at, (one, text)
            at = found + len(block)
    again = document_of(text)
    assert again.pieces == document.pieces or not file.ended
    assert again.data == document.data
    assert file.ended or not text.endswith("\n")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gathers the lengths of the texts that are read."""
    read: list[int] = []

    def note(text: str, path: Path) -> Any:
        read.append(len(text))
        return compose(text, path)

    for module in ("parse", "text_edit", "excerpt"):
        monkeypatch.setattr(f"store.userdata.tagsfile.{module}.compose", note)
    return read


def given_tags(text: str, one: str, name: str) -> Edits:
    return edits_of(text, {("articles", one, "tags", name): True})


@pytest.mark.parametrize("one", ["100.txt", *STYLES])
def test_of_a_file_with_anchors_an_edit_reads_what_it_ties_together_alone(
    one: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{FRAME}articles: !!map\n{PLAIN}{''.join(STYLES.values())}views: {{mine: unread}}\n"
    document, wanted = document_of(text), given_tags(text, one, "new")
    read = counted(monkeypatch)
    document.edit(wanted)
    assert sum(read) < len(text) / 2
    monkeypatch.undo()
    expected = changed(facts_of(text), {("articles", one, "tags", "new"): True})
    assert facts_of(document.data.decode()) == expected


def test_of_a_file_whose_blocks_all_use_one_anchor_an_edit_reads_one_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocks = "".join(f"  {n:03}.txt:\n    <<: *d\n    tags: [x]\n" for n in range(300))
    text = f"{FRAME}articles:\n{blocks}"
    document, wanted = document_of(text), given_tags(text, "100.txt", "new")
    frame = edits_of(text, {("tags", "new"): True})
    read = counted(monkeypatch)
    document.edit(wanted)
    document.edit(frame)
    assert sum(read) < 1500
    monkeypatch.undo()
    after = text.replace(
        "100.txt:\n    <<: *d\n    tags: [x]", "100.txt:\n    <<: *d\n    tags: [x, new]"
    )
    assert document.data.decode() == after.replace("color: red}\n", "color: red}\n  new:\n")


def test_the_codebook_of_a_file_with_tags_is_edited_beside_one_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"{FRAME}articles: !!map\n{PLAIN}"
    document, wanted = document_of(text), edits_of(text, {("tags", "new"): True})
    read = counted(monkeypatch)
    document.edit(wanted)
    assert sum(read) < 500
    assert document.data.decode() == text.replace("color: red}\n", "color: red}\n  new:\n")


def test_the_last_block_goes_from_a_file_with_tags() -> None:
    text = "articles: !!map\n  a.txt: # c\n    tags: [x]\n"
    document = document_of(text)
    document.edit(edits_of(text, {("articles", "a.txt", "tags", "x"): None}))
    assert facts_of(document.data.decode()) == {}


def test_a_file_that_only_the_whole_of_can_be_edited_is_read_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "articles: {a: {tags: [x]}, b: {note: n}}\n"
    document, wanted = document_of(text), given_tags(text, "b", "x")
    read = counted(monkeypatch)
    document.edit(wanted)
    assert len(read) == 2
    assert document.data == b"articles: {a: {tags: [x]}, b: {tags: [x], note: n}}\n"


def test_a_moved_block_stays_behind_what_it_uses() -> None:
    text = f"{FRAME}articles:\n{STYLES['b1.txt']}{STYLES['b2.txt']}  c.txt:\n    tags: [x]\n"
    document = document_of(text)
    moved: Changes = {}
    for path, value in parse(text, PATH).facts.items():
        if path[:2] == ("articles", "b2.txt"):
            moved |= {path: None, ("articles", "a.txt", *path[2:]): value}
    document.edit(Edits(moved, moves=[("b2.txt", "a.txt")]))
    assert document.data.decode() == text.replace("b2.txt", "a.txt")


def test_a_block_that_is_edited_through_another_one_is_no_piece() -> None:
    text = "base: &b {a.txt: {tags: [x]}}\narticles:\n  <<: *b\n  b.txt:\n    tags: [x]\n"
    document = document_of(text)
    assert document.pieces is None
    document.edit(given_tags(text, "a.txt", "y"))
    expected = changed(facts_of(text), {("articles", "a.txt", "tags", "y"): True})
    assert facts_of(document.data.decode()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "articles:\n  ?\n    a.txt\n  : tags: [x]\n",
        "articles:\n  ? a.txt\n  : tags: [x]\n  ? # c\n    b.txt\n  : tags: [x]\n",
        "articles: &all\n  a.txt: {tags: [x]}\nother: *all\n",
        "articles: !!map {a.txt: {tags: [x]}}\n",
        "articles: !!map\n  {a.txt: {tags: [x]}}\n",
        "!!map {articles: {a.txt: {tags: [x]}}}\n",
        "articles: !!map\n  # c\n  ? a.txt\n  # d\n  : tags: [x]\n",
    ],
)
def test_a_new_block_beside_odd_ones_breaks_nothing(text: str) -> None:
    document = document_of(text)
    document.edit(
        Edits({("articles", "c.txt", "tags", "z"): True}, after={"c.txt": {"tags": ["z"]}})
    )
    expected = changed(facts_of(text), {("articles", "c.txt", "tags", "z"): True})
    assert facts_of(document.data.decode()) == expected


def test_many_blocks_that_move_are_renamed_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = "".join(f"  {n:03}.txt:\n    <<: *d\n    tags: [x]\n" for n in range(300))
    text = f"{FRAME}articles:\n{blocks}"
    document = document_of(text)
    moves = [(f"{n:03}.txt", f"seeds/{n:03}.txt") for n in range(300)]
    read = counted(monkeypatch)
    document.edit(Edits(moves=moves))
    assert len(read) == 2
    monkeypatch.undo()
    assert document.data.decode() == re.sub(r"(\d{3}\.txt)", r"seeds/\1", text)


def test_many_tied_blocks_are_given_back_beside_what_they_need_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(earlier_forms, "SMALL", 0)
    ids = [f"{n:03}.txt" for n in range(100)]
    blocks = "".join(f"  {one}:\n    <<: *d\n    tags: [x, y] # c\n" for one in ids)
    (tmp_path / "tags.yaml").write_text(f"{FRAME}articles:\n{blocks}")
    library = Opened(tmp_path, ids)
    library.userdata.untag(ids, "x")
    library.userdata.flush()
    library.userdata.undo()
    made: list[Held] = []
    ties = Ties.__init__

    def note(self: Ties, held: Held) -> None:
        made.append(held)
        ties(self, held)

    monkeypatch.setattr(Ties, "__init__", note)
    library.userdata.flush()
    assert len(made) == 2
    assert library.tags_file.read_text() == f"{FRAME}articles:\n{blocks}"
    library.close()
