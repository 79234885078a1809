"""Files with anchors, merge keys and flow style: the smallest enclosing node is written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits
from store.userdata.tagsfile.text_edit import comparable, edit

PATH = Path("tags.yaml")
Changes = dict[tuple[str, ...], Any]
TAG_Z: Changes = {("articles", "a", "tags", "z"): True}


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("articles:\n", TAG_Z, "articles:\n  a:\n    tags: [z]\n"),
        ("articles: # none\n", TAG_Z, "articles: # none\n  a:\n    tags: [z]\n"),
        ("articles: ~\n", TAG_Z, "articles:\n  a:\n    tags: [z]\n"),
        ("articles: {}\n", TAG_Z, "articles: {a: {tags: [z]}}\n"),
        ("{articles: {b: {tags: [x]}}}\n", TAG_Z, "{articles: {b: {tags: [x]}, a: {tags: [z]}}}\n"),
        ("articles:\n  a:\n", TAG_Z, "articles:\n  a:\n    tags: [z]\n"),
        ("articles:\n  a: null # x\n", TAG_Z, "articles:\n  a: # x\n    tags: [z]\n"),
        ("articles:\n  a: {x: 1}\n", TAG_Z, "articles:\n  a: {x: 1, tags: [z]}\n"),
        ("articles:\n  a: {tags: []}\n", TAG_Z, "articles:\n  a: {tags: [z]}\n"),
        ("articles:\n  a:\n    tags:\n", TAG_Z, "articles:\n  a:\n    tags: [z]\n"),
        (
            "articles:\n   'a' :\n      tags: [\n y ]",
            TAG_Z,
            "articles:\n   'a' :\n      tags: [\n y, z ]",
        ),
        ("articles:\n  ? a\n  : tags: [y]\n", TAG_Z, "articles:\n  ? a\n  : tags: [y, z]\n"),
        (
            "articles:\n  a: &x {tags: [y]} # 1\n  b: *x # 2\n",
            {("articles", "b", "tags", "z"): True},
            "articles:\n  a: &x {tags: [y]} # 1\n  b: {tags: [y, z]} # 2\n",
        ),
        (
            "articles:\n  a: &x {tags: [y]} # 1\n  b: *x # 2\n",
            TAG_Z,
            "articles:\n  a: &x {tags: [y, z]} # 1\n  b: {tags: [y]} # 2\n",
        ),
        (
            "base: &x {read: 2020-01-01, stars: 5}\narticles:\n  a:\n    <<: *x # m\n"
            "    tags: [y]\n",
            TAG_Z,
            "base: &x {read: 2020-01-01, stars: 5}\narticles:\n  a:\n    <<: *x # m\n"
            "    tags: [y, z]\n",
        ),
        (
            "base: &x {read: 2020-01-01, stars: 5} # b\narticles:\n  a:\n    <<: *x\n",
            {("articles", "a", "read"): None},
            "base: &x {read: 2020-01-01, stars: 5} # b\narticles:\n  a:\n    stars: 5\n",
        ),
        (
            "articles:\n  a: # k\n    tags:\n      # c\n      - y # d\n",
            {("articles", "a", "tags", "y"): None},
            "articles:\n  a: # k\n    # c\n    # d\n",
        ),
        (
            "articles:\n  a:\n    tags: [y] # d\n    read: 2020-01-01 # e\n",
            {("articles", "a", "read"): "2021-01-01"},
            "articles:\n  a:\n    tags: [y] # d\n    read: 2021-01-01 # e\n",
        ),
        (
            "articles:\n  a:\n    note: >-\n      long\n      text\n    tags: [y]\n",
            {("articles", "a", "note"): "short"},
            "articles:\n  a:\n    note: short\n    tags: [y]\n",
        ),
        (
            "x: &x\n- *x\narticles:\n  a: {tags: [y]}\n",
            TAG_Z,
            "x: &x\n- *x\narticles:\n  a: {tags: [y, z]}\n",
        ),
        (
            "tags:\n  a: {key: 1} # k\n  b:\n",
            {("tags", "a"): None, ("tags", "a", "key"): None, ("tags", "c"): True}
            | {("tags", "c", "key"): 1},
            "tags:\n  c: {key: 1} # k\n  b:\n",
        ),
    ],
)
def test_an_odd_shape_is_edited_at_its_smallest_node(
    text: str, changes: dict[tuple[str, ...], Any], expected: str
) -> None:
    assert edit(text, changes, PATH) == expected


def test_a_key_longer_than_readers_look_ahead_can_be_written_and_edited() -> None:
    long_id = "x" * 2000
    document = Document.new(PATH)
    for number in range(3):
        changes: Changes = {("articles", long_id, "tags", f"t{number}"): True}
        content = {"tags": [f"t{n}" for n in range(number + 1)]}
        document.edit(Edits(dict(changes), after={long_id: content}))
    assert comparable(parse(document.data, PATH).facts) == {
        ("articles", long_id, "tags", f"t{n}"): "true" for n in range(3)
    }


def test_a_moved_block_takes_comments_and_unknown_keys_along() -> None:
    data = b"articles:\n  a: # k\n    stars: 5\n    tags: [x]\n  m:\n    tags: [y]\n"
    document = Document(data, parse(data, PATH).layout, PATH)
    changes: Changes = {("articles", "a", "tags", "x"): None, ("articles", "z", "tags", "x"): True}
    document.edit(Edits(changes, moves=[("a", "z")]))
    assert document.data == (
        b"articles:\n  m:\n    tags: [y]\n  z: # k\n    stars: 5\n    tags: [x]\n"
    )


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_bom_stays_and_moves_nothing(bom: bytes) -> None:
    data = bom + b"articles:\r\n  a:\r\n    tags: [x]"
    for layout in (parse(data, PATH).layout, None):
        document = Document(data, layout, PATH)
        document.edit(Edits(dict(TAG_Z)))
        assert document.data == bom + b"articles:\r\n  a:\r\n    tags: [x, z]"


def test_blocks_out_of_order_are_followed_by_new_ones() -> None:
    data = b"articles:\n  m:\n    tags: [y]\n  b:\n    tags: [y]\nviews: {a: b}\n"
    document = Document(data, parse(data, PATH).layout, PATH)
    document.edit(Edits(dict(TAG_Z), after={"a": {"sha256": "ff00ff00ff00ff00", "tags": ["z"]}}))
    assert document.data == data.replace(
        b"views", b"  a:\n    sha256: ff00ff00ff00ff00\n    tags: [z]\nviews"
    )
