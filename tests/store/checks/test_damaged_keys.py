"""A key of tags.yaml that is mistyped, indented otherwise or moved is never lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.checks.key_checks import check_keys
from store.errors import TagFileError
from store.userdata.tagsfile.parse import compose, parse

WHOLE = """version: 1
tags:
  claim:
    color: red
    key: 1
    description: words
    excludes: [other]
  other:
    color: blue
articles:
  a.txt:
    sha256: 0123456789abcdef
    tags: [claim]
    read: 2026-01-02
    note: words
    marks:
      - id: m
        tag: claim
        at: [1, 2]
        quote: q
        before: p
    entities:
      labels:
        Washington: GPE
      hidden: [d]
      spans:
        - id: s
          at: [1, 2]
          label: FAC
  b.txt:
    tags: [other]
entities:
  aliases:
    a: b
  split: [f]
views:
  to do: unread
settings:
  model: en
  read: all
"""
LINES = WHOLE.splitlines()

PLACES = """
version tags tags/* tags/*/color tags/*/key tags/*/description tags/*/excludes
articles articles/* articles/*/sha256 articles/*/tags articles/*/read articles/*/note
articles/*/marks articles/*/marks/-/id articles/*/marks/-/tag articles/*/marks/-/at
articles/*/marks/-/quote articles/*/marks/-/before
articles/*/entities articles/*/entities/labels articles/*/entities/labels/*
articles/*/entities/hidden articles/*/entities/aliases articles/*/entities/aliases/*
articles/*/entities/split articles/*/entities/spans articles/*/entities/spans/-/id
articles/*/entities/spans/-/at articles/*/entities/spans/-/label
articles/*/entities/spans/-/quote articles/*/entities/spans/-/before
entities entities/labels entities/labels/* entities/hidden entities/aliases entities/aliases/*
entities/split views views/* settings settings/model settings/read
"""
"""Where keys may stand; `*` is a name, `-` an item of a list."""

AROUND = {
    "entities": {"version", "tags", "articles", "views", "settings", "aliases", "hidden", "split"},
    "articles": {
        "version",
        "views",
        "settings",
        "sha256",
        "tags",
        "read",
        "note",
        "marks",
        "labels",
    },
    "views": {"version", "tags", "articles", "entities", "settings"},
}
"""Keys of the mappings around a list of names; any other one may be a name there."""

NAMES = {"claim", "other", "a.txt", "b.txt", "Washington", "a", "to do"}


def paths(node: yaml.Node | None, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*above, key.value)
            yield from paths(value, (*above, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from paths(item, (*above, "-"))


def is_in_place(path: tuple[str, ...]) -> bool:
    shown = "/".join("*" if step in NAMES else step for step in path)
    *above, name = path
    if above and above[-1] in ("aliases", "labels", "views") and name not in AROUND[above[0]]:
        shown = "/".join([shown.rpartition("/")[0], "*"])
    return shown in PLACES.split()


def block_end(lines: list[str], first: int) -> int:
    margin = len(lines[first]) - len(lines[first].lstrip(" -"))
    end = first + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip(" -")) > margin:
        end += 1
    return end


def siblings_end(lines: list[str], first: int) -> int:
    """Return where the lines end that could hang on a key put before `first`."""
    margin = len(lines[first]) - len(lines[first].lstrip(" ")) if first < len(lines) else 0
    end = first
    while margin and end < len(lines) and lines[end].startswith(" " * margin):
        end += 1
    return end


def indented(line: str, by: int, blank: str) -> str:
    if by >= 0:
        return blank * by + line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def mistyped(draw: st.DrawFn, line: str) -> str:
    assume(line.partition(":")[0].strip(" -") not in NAMES)
    key = re.search(r"\w+", line)
    assert key is not None
    at = draw(st.integers(key.start(), key.end() - 1))
    letter = draw(st.sampled_from(["", "e", "S", "_", "é", "\u00a0"]))
    return line[:at] + letter + line[at + draw(st.integers(0, 1)) :]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, set[int]]:
    """Give a text with one key damaged, and the numbers of the lines that have to do with it.

    Those are its own, what stood around and below it (there YAML notices that nothing stands above
    them), and what stands around its new place.
    """
    first = draw(st.integers(0, len(LINES) - 1))
    last = block_end(LINES, first)
    end = last if draw(st.booleans()) else first + 1
    block, rest = LINES[first:end], [*LINES[:first], *LINES[end:]]
    left = set(range(first - 1, first + last - end + 1))
    how = draw(st.sampled_from(["mistype", "indent", "move"]))
    at = first
    if how == "mistype":
        block[0] = mistyped(draw, block[0])
    if how == "move":
        at = draw(st.integers(0, len(rest)))
    if how == "indent" or (how == "move" and draw(st.booleans())):
        by, blank = draw(st.integers(-10, 10)), draw(st.sampled_from("   \u00a0\t"))
        block = [indented(line, by, blank) for line in block]
    left |= {at - 1, *range(at, siblings_end(rest, at) + 1)}
    lines = [*rest[:at], *block, *rest[at:]]
    touched = {*range(at, at + len(block))}
    touched |= {number if number < at else number + len(block) for number in left}
    return "\n".join(lines) + "\n", {number + 1 for number in touched}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


def told_lines(text: str, path: Path) -> list[int]:
    path.write_text(text, "utf-8")
    said = [one.message for one in check_keys(path)]
    return [int(number) for message in said for number in re.findall(r", line (\d+):", message)]


@settings(deadline=None)
@given(damaged())
def test_nothing_passes_in_silence(folder: Path, damage: tuple[str, set[int]]) -> None:
    text, lines = damage
    path = folder / "tags.yaml"
    try:
        facts = parse(text, path).facts
    except TagFileError as error:
        said = str(error)
        number = re.search(r", line (\d+)", said)
        assert number is not None, said
        assert int(number.group(1)) in lines or "twice" in said, said
        return
    if facts == parse(WHOLE, path).facts or all(map(is_in_place, paths(compose(text, path)))):
        return
    told = told_lines(text, path)
    assert set(told) & lines, (told, lines)


def test_every_key_of_the_whole_file_is_in_place(tmp_path: Path) -> None:
    assert all(map(is_in_place, paths(compose(WHOLE, tmp_path))))
    assert told_lines(WHOLE, tmp_path / "tags.yaml") == []
