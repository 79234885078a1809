"""What reaches standard output: safe, in columns, and silent where nobody reads."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tui.cli.output import (
    columns,
    escaped,
    escaped_text,
    json_line,
    one_line,
)

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(ANY_TEXT)
def test_an_escaped_text_is_one_line_that_prints_as_it_stands(text: str) -> None:
    line = escaped(text)
    assert line.splitlines() in ([line], [])
    assert not any(ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 for sign in line)
    line.encode("utf-8")


@given(ANY_TEXT)
def test_an_escaped_text_keeps_its_lines_and_tabs(text: str) -> None:
    kept = escaped_text(text)
    assert kept.count("\n") == text.count("\n")
    assert kept.count("\t") == text.count("\t")
    assert not set(kept) & {"\x1b", "\r", "\x9b", "\u202e"}


def test_controls_are_shown_by_their_numbers() -> None:
    assert escaped("a\tb\nc\x1b[31md\u202ee\x85") == r"a\tb\nc\x1b[31md\u202ee\x85"


@given(JSON_VALUES)
def test_a_json_line_holds_the_value_on_one_line(value: Any) -> None:
    line = json_line(value)
    assert json.loads(line) == value
    assert line.splitlines() == [line]
    assert not any(0x7F <= ord(sign) < 0xA0 for sign in line)


@given(ANY_TEXT)
def test_a_json_line_never_holds_a_lone_surrogate(text: str) -> None:
    json_line(text).encode("utf-8")
    json.loads(json_line(text)).encode("utf-8")


def test_json_is_written_as_utf_8() -> None:
    assert json_line({"a": "Çavuşoğlu"}) == '{"a": "Çavuşoğlu"}'


def test_columns_stay_apart_whatever_is_in_them() -> None:
    assert columns("a\tb", None, 3) == "a\\tb\t\t3"


def test_white_space_becomes_one_blank() -> None:
    assert one_line(" a \n\n b\tc ") == "a b c"
