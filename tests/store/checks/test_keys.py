"""Keys of tags.yaml that nothing reads are told with their line, and with what they may mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.checks.key_checks import check_keys
from store.errors import TagFileError
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.swallowed import swallowed
from store.userdata.tagsfile.unread_keys import unknown_keys

WHOLE = """version: 1
tags:
  claim: {color: red, key: 1, description: words, excludes: [other]}
  other:
    conflicts: [{field: color, value: red, at: now}]
articles:
  a.txt:
    sha256: 0123456789abcdef
    tags: [claim]
    read: 2026-01-02
    note: words
    marks:
      - {id: m, tag: claim, at: [1, 2], quote: q, before: b, after: a, note: n}
    entities:
      labels: {Washington: GPE}
      spans: [{id: s, at: [1, 2], quote: q, before: b, after: a, label: FAC, name: n}]
    conflicts: [{field: note, value: words, at: now}]
entities: {aliases: {a: b}, labels: {c: GPE}, hidden: [d], names: {e: ORG}, split: [f]}
views: {to do: unread}
settings: {ignore: ["*.bak"], model: en, read: all}
x-mine: {tag: anything}
"""


def told(text: str) -> list[tuple[int, str, str]]:
    return [(key.line, key.key, key.suggestion) for key in unknown_keys(text, Path("tags.yaml"))]


def test_every_key_that_is_read_is_known() -> None:
    parse(WHOLE, Path("tags.yaml"))
    assert told(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "meant"),
    [
        ("tags:\n  claim", "Tags:\n  claim", 2, "tags"),
        ("articles:", "article:", 6, "articles"),
        ("color: red", "colour: red", 3, "color"),
        ("    tags: [claim]", "    tag: [claim]", 9, "tags"),
        ("    note: words", "    notes: words", 11, "note"),
        (
            "quote: q, before: b, after: a, note",
            "quotes: q, before: b, after: a, note",
            13,
            "quote",
        ),
        ("label: FAC", "lable: FAC", 16, "label"),
        ("entities: {aliases", "entitys: {aliases", 18, "entities"),
        ("hidden: [d]", "hiden: [d]", 18, "hidden"),
        ("ignore:", "ignored:", 20, "ignore"),
    ],
)
def test_a_mistyped_key_is_told_with_the_one_that_is_meant(
    old: str, new: str, line: int, meant: str
) -> None:
    assert old in WHOLE
    text = WHOLE.replace(old, new, 1)
    key = new.strip().partition(":")[0].split("{")[-1].strip()
    assert (line, meant) in {(where, what) for where, _, what in told(text)}, key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "articles:\n  a.txt:\n    tags: [x]\nb.txt:\n    tags: [y]\n",
            "indent it below articles:",
        ),
        ("articles:\n  a.txt:\n      b.txt:\n        tags: [y]\n", "indented too far"),
        ("articles:\n  a.txt:\nread: 2026-01-01\n", "indented too little"),
        ("articles:\n\u00a0 a.txt:\n    tags: [y]\n", "special blanks"),
        ("articles:\n  a.txt:\n    tags: [x]\nb.txt:\n    tag: [y]\n", "indent it below articles:"),
        ("articles:\n  a.txt:\n    tags: [x]\nb.txt:\n", "indent it below articles:"),
        ("articles:\n  a.txt:\n    b.txt:\n", "indented too far"),
        ("tags:\nharbour: {color: red}\n", "indent it below tags:"),
        ("tags:\nharbour:\n", "indent it below tags: or articles:"),
        ("tags:\n  claim:\n    other:\n", "a tag that is indented too far"),
        ("tags:\n  a:\n  articles:\n    a.txt: {note: x}\n", "articles is a key of the file"),
        (
            "articles:\n  a.txt:\n    entities:\n      hidden: [d]\n      tags: [x]\n",
            "tags is a key of an article: it is indented too far",
        ),
        ("articles:\n  a.txt:\n    hidden: [d]\n", "entities: it is indented too little"),
        ("articles:\n  settings: {read: all}\n", "settings is a key of the file"),
        (
            "articles:\n  a.txt:\n    entities:\n      labels:\n        c: GPE\n        note: x\n",
            "note is a key of an article: it is indented too far",
        ),
        ('articles:\n  a.txt:\n    "": [x]\n', "no key before the colon"),
        ("articles:\n  \u00a0a.txt:\n    tags: [y]\n", "special blanks"),
    ],
)
def test_a_block_at_the_wrong_indent_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(text, "utf-8")
    findings = list(check_keys(path))
    assert any(words in one.remedy and one.serious for one in findings), findings


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("articles:\n  a.txt:\n    tags: #h\n", [(3, True)]),
        ("articles:\n  a.txt:\n    tags: [a,\n      #b\n    ]\n", [(4, False)]),
        ("articles:\n  a.txt:\n    note: see #3 for more\n", [(3, True)]),
        ("tags:\n  #harbour:\n  ferry:\n", [(2, False)]),
        ("tags: #words\n  ferry:\n", [(1, False)]),
        ("# one\n\n#two\n", [(3, False)]),
        (
            "tags:\n  a: {description: '#x'} # words\n  b: {description: \"a #b\"} #c\n",
            [(3, False)],
        ),
        ("tags:\n  a:\n    description: |\n      #x\n      #y\n", []),
        ("tags:\r  #harbour:\r", [(2, False)]),
        ('articles:\n  a.txt:\n    note: "open\n  b.txt:\n    tags: "\n', [(3, True)]),
        ('articles:\n  a.txt:\n    note: "open\n      and on: "\n', []),
    ],
)
def test_words_that_are_swallowed_are_told(text: str, lines: list[tuple[int, bool]]) -> None:
    path = Path("tags.yaml")
    parse(text, path)
    assert [(one.line, one.is_sure) for one in swallowed(text, path)] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tags:\n  harbour: {colour: red}\narticle:\n  a.txt:\n    tag: [x]\n",
            [(1, "tags"), (2, "color"), (3, "articles"), (5, "tags")],
        ),
        ("x-base: &b {tag: [x]}\narticles:\n  a.txt: {<<: *b}\n  b.txt: {<<: *b}\n", [(1, "tags")]),
        ("articles:\n  a.txt:\n    <<: [{notes: x}, {read: y}]\n", [(3, "note")]),
        ("articles:\n  a.txt: &a\n    <<: *a\n    notes: x\n", [(4, "note")]),
    ],
)
def test_what_stands_below_a_mistyped_or_a_merged_key_is_told(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert [(line, meant) for line, _, meant in told(text)] == expected


def test_a_key_like_none_is_told_and_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text("zotero: {library: 5}\n", "utf-8")
    (finding,) = check_keys(path)
    assert not finding.serious


@given(st.data())
def test_a_key_with_one_letter_changed_is_told_at_its_line_or_is_another_known_one(
    data: st.DataObject,
) -> None:
    keys = [line.partition(":")[0].strip() for line in WHOLE.splitlines() if ": " not in line]
    key = data.draw(st.sampled_from([key for key in keys if key and "." not in key]))
    at = data.draw(st.integers(0, len(key) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    odd = key[:at] + letter + key[at + 1 :]
    line = next(i for i, row in enumerate(WHOLE.splitlines(), 1) if row.strip() == f"{key}:")
    text = WHOLE.replace(f"{key}:\n", f"{odd}:\n", 1)
    if odd != key and key not in ("other",):
        assert (line, odd) in {(where, name) for where, name, _ in told(text)}


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("articles:\n  a.txt:\n    tags: [#x, y]\n  b.txt:\n    tags: [z]\n", 3, "# starts"),
        ("articles:\n  a.txt:\n    tags: [x, y\n  b.txt:\n    tags: [z]\n", 3, "close the bracket"),
        ('articles:\n  a.txt:\n    note: "open\n  b.txt:\n    tags: [z]\n', 3, "close the quote"),
        ("articles:\n  a.txt:\n    tags:\n      - #x\n", 4, "# starts a comment"),
        ("articles:\n  a.txt:\n\ttags: [x]\n", 3, "indent with spaces"),
        ("articles:\n  a.txt:\n    tags: [x,\n      #y, z]\n  b.txt:\n", 3, "# starts"),
        ("articles:\n  a.txt:\n    tags: [x,\ty\n  b.txt:\n", 3, "close the bracket"),
        (
            "articles:\n  a.txt:\n    tags: [x\n  b.txt: # c\n    tags: [y]\n",
            3,
            "close the bracket",
        ),
        ("articles:\r  a.txt:\r    tags: [#x, y]\r  b.txt:\r    tags: [z]\r", 3, "# starts"),
        ("articles:\r  a.txt:\r\ttags: [x]\r", 3, "indent with spaces"),
        (
            'articles:\n  a.txt:\n    note: "open\n  b.txt:\n    note: "words"\n',
            3,
            "close the quote",
        ),
        ("version: 1\n<<<<<<< HEAD\ntags:\n=======\ntags:\n>>>>>>> b\n", 2, "resolve the merge"),
        ("articles:\n  a.txt:\n  tags: [x]\n", 3, "wrongly indented"),
        ("articles:\n  a.txt:\n  \u00a0 tags: [x]\n", 3, "special blanks"),
        ("tags:\n  claim:\n  color: red\n", 3, "wrongly indented"),
        ("entities:\n  labels:\n    a: b\n    hidden: [c]\n", 4, "wrongly indented"),
        ("articles:\r  a.txt:\r    note: \u0007\r", 3, "write it as an escape"),
    ],
)
def test_a_fault_is_told_where_it_began(text: str, line: int, remedy: str) -> None:
    with pytest.raises(TagFileError) as caught:
        parse(text, Path("tags.yaml"))
    assert f"line {line}" in str(caught.value)
    assert remedy in str(caught.value)
