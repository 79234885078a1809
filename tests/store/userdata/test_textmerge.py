"""Three versions of a `tags.yaml` merged into one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import TagFileError
from store.userdata.tagsfile.change_tree import plain
from store.userdata.tagsfile.parse import compose, parse
from store.userdata.tagsfile.text_edit import comparable, edit
from store.userdata.tagsfile.unknown_keys import unknown
from store.userdata.text_merge import OURS, merge_texts
from tests.store.userdata.files import Changes, File, changes, files

BASE = """\
# ours and theirs
version: 1
tags:
  syria: {color: red, key: 1}
articles:
  a.txt:
    sha256: 00000000000000aa
    tags: [syria]
    read: 2026-01-01
    stars: 3
  b.txt:
    sha256: 00000000000000bb
    tags: [syria]
  # the last
  c.txt:
    note: hello
views: {mine: unread}
"""
AT = "2026-11-21T10:00:00+00:00"


def merged(ours: str, theirs: str, base: str = BASE) -> tuple[str, int]:
    result = merge_texts(base, ours, theirs, AT)
    return result.text, result.conflicts


def facts(text: str) -> dict[tuple[str, ...], Any]:
    return comparable(parse(text, OURS).facts)


def replaced(*pairs: str) -> str:
    text = BASE
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_different_articles_and_sections_merge_letter_by_letter() -> None:
    ours = replaced("[syria]\n    read", "[syria, nato]\n    read", "# the last", "# the last one")
    theirs = replaced(
        "bb\n    tags: [syria]", "bb\n    # theirs\n    tags: [syria, x]", "unread", "untagged"
    )
    text = replaced(
        "[syria]\n    read", "[syria, nato]\n    read", "# the last", "# the last one",
        "bb\n    tags: [syria]", "bb\n    # theirs\n    tags: [syria, x]", "unread", "untagged",
    )  # fmt: skip
    assert merged(ours, theirs) == (text, 0)
    assert merged(theirs, ours) == (text, 0)


def test_blocks_that_both_changed_are_merged_in_five_readings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def version(tag: str) -> str:
        blocks = [f"  {n:03}.txt:\n    tags: [x{tag}]\n" for n in range(200)]
        return "".join(["version: 1\narticles:\n", *blocks])

    read: list[int] = []

    def counted(text: str, path: Path) -> Any:
        read.append(text.count("\n"))
        return compose(text, path)

    for module in ("parse", "unknown_keys", "text_edit"):
        monkeypatch.setattr(f"store.userdata.tagsfile.{module}.compose", counted)
    ours, base = version(", ours"), version("")
    text, conflicts = merged(ours, version(", theirs"), base)
    assert text == version(", ours, theirs")
    assert conflicts == 0
    assert sum(read) <= 5 * ours.count("\n")  # the three, and what is made before and after edits


def test_neighbouring_lines_of_one_article_merge_too() -> None:
    ours = replaced("[syria]\n    read: 2026-01-01", "[syria, nato]\n    read: 2026-01-01 # mine")
    theirs = replaced(
        "[syria]\n    read: 2026-01-01", "[x, syria]\n    note: theirs\n    read: 2026-01-01"
    )
    text, conflicts = merged(ours, theirs)
    assert conflicts == 0
    assert "tags: [syria, nato, x]\n    read: 2026-01-01 # mine\n    note: theirs\n" in text


def test_new_articles_of_both_come_in_the_order_of_ids() -> None:
    ours = replaced("  b.txt:", "  aa.txt:\n    tags: [nato]\n  b.txt:")
    theirs = replaced("  b.txt:", "  # new\n  ab.txt:\n    tags: [x]\n    stars: 5\n  b.txt:")
    text, conflicts = merged(ours, theirs)
    assert conflicts == 0
    assert (
        "  aa.txt:\n    tags: [nato]\n  # new\n  ab.txt:\n    tags: [x]\n    stars: 5\n  b.txt:"
        in text
    )


def test_a_value_that_both_changed_stays_ours_and_theirs_is_noted() -> None:
    ours = replaced("2026-01-01", "2026-02-02", "stars: 3", "stars: 4", "color: red", "color: blue")
    theirs = replaced(
        "2026-01-01", "2026-03-03", "stars: 3", "stars: 5", "color: red", "color: pink"
    )
    text, conflicts = merged(ours, theirs)
    assert conflicts == 3
    assert "    read: 2026-02-02\n" in text
    assert "    stars: 4\n" in text
    items = facts(text)[("articles", "a.txt", "conflicts")]
    assert [(item["field"], item["value"], item["at"]) for item in items] == [
        ("read", "2026-03-03", AT),
        ("stars", "5", AT),
    ]
    assert facts(text)[("tags", "syria", "conflicts")][0]["value"] == "pink"
    assert merged(text, theirs, theirs) == (text, 0)


def test_conflicts_that_both_had_noted_are_all_kept_and_settled_ones_go() -> None:
    noted = "conflicts: [{field: note, value: %s, at: x}]"
    base = replaced("stars: 3", noted % "old")
    ours = replaced("stars: 3", noted % "mine")
    theirs = base.replace("[{field", "[{field: read, value: new, at: x}, {field")
    text, conflicts = merged(ours, theirs, base)
    values = [item["value"] for item in facts(text)[("articles", "a.txt", "conflicts")]]
    assert (values, conflicts) == (["mine", "new"], 0)


def test_work_follows_articles_that_one_side_moved() -> None:
    ours = replaced("  a.txt:", "  sub/a.txt: # moved")
    theirs = replaced("[syria]\n    read", "[syria, nato]\n    read")
    for text, conflicts in (merged(ours, theirs), merged(theirs, ours)):
        assert conflicts == 0
        assert "a.txt" not in {path[1] for path in facts(text)}
        assert facts(text)[("articles", "sub/a.txt", "tags", "nato")]
        assert "stars: 3" in text


def test_tags_that_differ_in_case_are_one_tag_and_digits_are_given_once() -> None:
    ours = replaced(
        "key: 1}", "key: 1}\n  Nato: {key: 2}", "bb\n    tags: [syria", "bb\n    tags: [syria, Nato"
    )
    theirs = replaced(
        "key: 1}",
        "key: 1}\n  other: {key: 2}",
        "bb\n    tags: [syria",
        "bb\n    tags: [syria, nato",
    )
    text, conflicts = merged(ours, theirs)
    assert conflicts == 0
    assert "tags: [syria, Nato]" in text
    assert facts(text)[("tags", "nato", "key")] == "2"
    assert facts(text)[("tags", "other", "key")] == "3"


def test_what_one_removed_and_the_other_changed_stays_changed() -> None:
    ours = replaced("    note: hello\n", "    tags: [x]\n")
    theirs = replaced("note: hello", "note: hello there")
    text, conflicts = merged(ours, theirs)
    assert conflicts == 0
    assert facts(text)[("articles", "c.txt", "note")] == "hello there"
    assert facts(text)[("articles", "c.txt", "tags", "x")]


def test_two_first_versions_merge_without_a_common_one() -> None:
    ours = "version: 1\ntags:\narticles:\n  a.txt:\n    tags: [x]\n"
    theirs = "version: 1\narticles: {a.txt: {tags: [y]}, b.txt: {note: n}}\n"
    text, conflicts = merged(ours, theirs, "")
    assert (conflicts, set(facts(text))) == (
        0,
        {
            ("articles", "a.txt", "tags", "x"),
            ("articles", "a.txt", "tags", "y"),
            ("articles", "b.txt", "note"),
        },
    )


def test_lines_end_as_ours_do() -> None:
    text, _ = merged(BASE.replace("\n", "\r\n"), replaced("2026-01-01", "2026-02-02"))
    assert text == replaced("2026-01-01", "2026-02-02").replace("\n", "\r\n")


@pytest.mark.parametrize("which", range(3))
def test_a_version_that_cant_be_read_is_named(which: int) -> None:
    texts = [BASE, replaced("hello", "x"), replaced("hello", "y")]
    texts[which] = "articles: ["
    with pytest.raises(TagFileError, match=["common", "our", "their"][which]):
        merge_texts(texts[0], texts[1], texts[2], AT)


def changed(file: File, wanted: Changes) -> str:
    return edit(file.text, wanted, OURS)


@settings(max_examples=150, deadline=None)
@given(files(), changes(), changes(), st.booleans())
def test_every_change_of_either_side_is_in_the_merged_text(
    file: File, mine: Changes, other: Changes, noted: bool
) -> None:
    try:
        base, ours, theirs = file.text, changed(file, mine), changed(file, other)
    except TagFileError:
        return
    if noted:
        ours = ours.replace("version: 1", "version: 1 # a word of mine", 1)
    text, conflicts = merged(ours, theirs, base)
    was, have, their = facts(base), facts(ours), facts(theirs)
    result = facts(text)
    for path in {*was, *have, *their, *result}:
        if path[-1] == "conflicts":
            continue
        one, two, now = have.get(path), their.get(path), result.get(path)
        if one == two or two == was.get(path):
            assert now == one
        elif one == was.get(path):
            assert now == two
        elif None in (one, two):
            assert now == (two if one is None else one)
        elif not isinstance(one, dict):
            assert now == one
            assert conflicts
    assert bool(conflicts) == any(path[-1] == "conflicts" for path in result)
    assert not noted or "# a word of mine" in text
    before = {path: plain(value) for path, value in unknown(base, OURS).items()}
    after = {path: plain(value) for path, value in unknown(text, OURS).items()}
    gone = {path[1] for path in before if path[0] == "articles"} - {
        p[1] for p in result if len(p) > 1
    }
    assert {p: v for p, v in before.items() if p[0] != "articles" or p[1] not in gone} == {
        p: v for p, v in after.items() if p[0] != "articles" or p[1] not in gone
    }


@settings(max_examples=60, deadline=None)
@given(files(), changes())
def test_what_one_side_alone_changed_is_taken_as_it_is(file: File, wanted: Changes) -> None:
    try:
        new = changed(file, wanted)
    except TagFileError:
        return
    ended = file.newline

    def whole(text: str) -> str:
        return text if not text or text.endswith(("\n", "\r")) else text + ended

    assert merged(new, file.text, file.text) == (whole(new), 0)
    assert merged(file.text, new, file.text) == (whole(new), 0)
    assert merged(new, new, file.text) == (whole(new), 0)
