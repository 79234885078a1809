"""Reading what differs says what reading all says, or says that it can't tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import TagFileError
from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.partial_parse import Part, parse_changes
from store.userdata.tagsfile.text_edit import comparable
from tests.store.userdata.files import Changes, File, changes, files
from tests.store.userdata.test_textmerge import changed
from tests.store.userdata.test_tied import Tied, tied

PATH = Path("tags.yaml")
TEN = "".join(
    f"  {one}.txt:\n    sha256: 00000000000000{one}{one}\n    tags: [syria, {one}]\n    note: x\n"
    for one in "abcdefghij"
)
PLAIN = f"version: 1\ntags:\n  syria: {{color: red}}\narticles:\n{TEN}views:\n  mine: unread\n"
NASTY = (
    "  k.txt:\n    note: |\n     a\n    # c\n",
    "  k.txt:\n    note: |+\n     a\n\n\n",
    "  k.txt:\n    note: |2-\n        a\n",
    '  k.txt:\n    note: "a\n  b.txt: c\n      d"\n',
    "  k.txt:\n    note: 'a\nviews: c'\n",
    "  k.txt: {tags: [a,\n  b], note: x}\n",
    "  k.txt:\n    tags: [a,\n",
    '    note: "open\n',
    "    note: 'open\n",
    '"\n',
    "'\n",
    "  # a comment\n",
    "      # a deep comment\n",
    "# at the margin\n",
    "\t# after a tab\n",
    "  \tk.txt: x\n",
    "\n\n",
    "   \n",
    "---\n",
    "...\n",
    "%TAG ! x\n",
    "  ? k.txt\n  : note: x\n",
    "  - x\n",
    "  : x\n",
    "  k.txt\n",
    "  k.txt: &anchor {tags: [x]}\n",
    "  k.txt: *anchor\n",
    "    <<: {tags: [x]}\n",
    "  k.txt: !!map {}\n",
    "  k.txt:\r\n    tags: [x]\r\n",
    "  k.txt:\r    tags: [x]\r",
    "  k.txt:\n    note: a\x85  b\n",
    '  k.txt:\n    note: "a\u2028  l.txt: b"\n',
    "  a.txt:\n    tags: [again]\n",
    '  "a.txt":\n    tags: [again]\n',
    " odd.txt:\n    tags: [x]\n",
    "   odd.txt:\n    tags: [x]\n",
    "    tags: [Syria]\n",
    "    marks:\n    - {id: 11aa, tag: syria, at: [1, 2]}\n",
    "    conflicts: [{field: note, value: x, at: y}]\n",
    "articles:\n",
    "other:\n  a.txt: {tags: [x]}\n",
    "\ufeff",
    "\x07",
    "é" * 3,
    "  k.txt: " + "[" * 60 + "]" * 60 + "\n",
)


def whole(text: str) -> Document:
    data = text.encode()
    return Document(data, parse(data, PATH).layout, PATH)


def assert_says_what_all_says(old: str, new: str) -> Part | None:
    """Read the part, if that can be, and compare it with a reading of everything."""
    held = whole(old)
    part = parse_changes(held, new.encode())
    if part is None:
        return None
    parsed = parse(new, PATH)  # what can't be read whole can't be read in part
    was = parse(old, PATH)
    facts = {
        path: value
        for path, value in was.facts.items()
        if (path[1] not in part.ids if path[0] == "articles" else not part.frame)
    } | part.parsed.facts
    assert comparable(facts) == comparable(parsed.facts)
    hashes = {one: sha for one, sha in was.hashes.items() if one not in part.ids}
    assert hashes | part.parsed.hashes == parsed.hashes
    other = whole(new)
    assert part.document.pieces == other.pieces
    assert part.document.data == new.encode()
    assert vars(part.document) == vars(other) | {"_indent": part.document.indent}
    return part


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_of_one_changed_block_nothing_else_is_read(bom: str, newline: str) -> None:
    old = bom + PLAIN.replace("\n", newline)
    part = assert_says_what_all_says(old, old.replace("tags: [syria, c]", "tags: [nato, c]"))
    assert part is not None
    assert (set(part.ids), part.frame) == ({"c.txt"}, False)
    assert {path[1] for path in part.parsed.facts} == {"c.txt"}


def test_blocks_far_apart_that_came_changed_moved_and_went_are_read_alone() -> None:
    new = PLAIN.replace("[syria, a]", "[a]").replace("[syria, j]", "[j]")
    new = new.replace("  e.txt:", "  # mine\n  dd.txt:\n    note: new\n\n  e.txt:")
    start = new.index("  h.txt:")
    new = new[:start] + new[new.index("  i.txt:") :]
    part = assert_says_what_all_says(PLAIN, new)
    assert part is not None
    assert part.ids == {"a.txt", "d.txt", "dd.txt", "h.txt", "j.txt"}  # d: its lines run on to dd
    assert not part.frame


def test_the_codebook_is_read_without_the_blocks() -> None:
    part = assert_says_what_all_says(PLAIN, PLAIN.replace("color: red", "color: blue"))
    assert part is not None
    assert (set(part.ids), part.frame) == (set(), True)


@pytest.mark.parametrize("nasty", NASTY)
def test_what_reaches_beyond_its_lines_is_never_read_wrongly(nasty: str) -> None:
    lines = PLAIN.splitlines(keepends=True)
    for at in range(len(lines) + 1):
        for drop in (0, 1):
            new = "".join([*lines[:at], nasty, *lines[at + drop :]])
            assert_says_what_all_says(PLAIN, new)


@pytest.mark.parametrize("nasty", NASTY)
def test_what_reaches_beyond_its_lines_is_never_taken_for_known(nasty: str) -> None:
    lines = PLAIN.splitlines(keepends=True)
    for at in range(len(lines) + 1):
        old = "".join([*lines[:at], nasty, *lines[at:]])
        try:
            parse(old, PATH)
        except TagFileError:
            continue
        assert_says_what_all_says(old, PLAIN)
        assert_says_what_all_says(old, old.replace("[syria, c]", "[nato]"))
        assert_says_what_all_says(old, old.replace("[syria, j]", "[nato]"))


@st.composite
def torn(draw: st.DrawFn, text: str, nasty: Sequence[str] = NASTY) -> str:
    """Draw an edit of lines as an editor or a merge makes it, nasty ones too."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines)))
        end = draw(st.integers(at, min(at + 3, len(lines))))
        other = draw(st.integers(0, len(lines)))
        put = draw(st.one_of(st.sampled_from(nasty).map(lambda one: [one]), st.just(lines[at:end])))
        if draw(st.booleans()):
            lines[at:end] = put
        else:
            lines[other:other] = put
    return "".join(lines)


@given(files(), st.data())
@settings(max_examples=200, deadline=None)
def test_any_edit_of_any_file_is_read_as_the_whole_says(file: File, data: st.DataObject) -> None:
    assert_says_what_all_says(file.text, data.draw(torn(file.text)))


@given(files(), changes())
@settings(max_examples=100, deadline=None)
def test_any_change_of_facts_is_read_as_the_whole_says(file: File, made: Changes) -> None:
    try:
        new = changed(file, made)
    except TagFileError:
        return
    assert_says_what_all_says(file.text, new)
    assert_says_what_all_says(new, file.text)


@given(tied(), st.data())
@settings(max_examples=150, deadline=None)
def test_any_edit_of_a_file_with_anchors_is_read_as_the_whole_says(
    file: Tied, data: st.DataObject
) -> None:
    if file.ended:
        new = data.draw(torn(file.text, ("  k.txt:\n    tags: [x]\n", *file.blocks.values())))
        assert_says_what_all_says(file.text, new)


def test_beside_blocks_with_anchors_a_changed_one_is_read_alone() -> None:
    old = PLAIN.replace("  b.txt:\n", "  aa.txt: &x {tags: [n]}\n  ab.txt: *x\n  b.txt:\n")
    part = assert_says_what_all_says(old, old.replace("[syria, c]", "[c]"))
    assert part is not None
    assert part.ids == {"c.txt"}
    for gone in ("  aa.txt: &x {tags: [n]}\n", "  ab.txt: *x\n"):
        assert parse_changes(whole(old), old.replace(gone, "").encode()) is None
