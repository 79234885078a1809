"""Values written so that every YAML reader takes them for strings."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from store.userdata.tagsfile.scalars import is_plain, scalar

ANY_STRING = st.text() | st.text("yYnNoOxXeE0123456789_+-.:,~=<>#&*!|'\"%@`[]{} \t\n/", max_size=8)

WORDS = "no No NO y N on off true null ~ 2016 12:30 1_000 0x1f 0o17 017 .inf -.inf .nan 1e3 1. +1"
SIGNS = "<< = - --- ? : # #a &a *a !a |a >a %a @a `a 'a [a ]a {a }a ,a a: a,b"
NUMBERS = "2016-08-10 2016-8-1 1:30:00 .5 1,000 0b1"
ODD = [*WORDS.split(" "), *SIGNS.split(" "), *NUMBERS.split(" ")]


@given(ANY_STRING)
def test_a_scalar_is_read_back_as_the_string_that_it_was(text: str) -> None:
    written = scalar(text)
    assert "\n" not in written
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        node = yaml.compose(f"a: {written}\nb: [x, {written}]\n", loader)
        assert isinstance(node, yaml.MappingNode)
        assert node.value[0][1].value == text
        assert node.value[1][1].value[1].value == text


@given(ANY_STRING)
def test_a_scalar_is_read_back_as_the_key_that_it_was(text: str) -> None:
    node = yaml.compose(f"? {scalar(text)}\n: 1\n", yaml.CSafeLoader)
    assert isinstance(node, yaml.MappingNode)
    assert node.value[0][0].value == text


@given(ANY_STRING)
def test_what_is_plain_is_a_string_for_a_reader_of_yaml_1_1(text: str) -> None:
    if is_plain(text):
        assert yaml.safe_load(text) == text
        assert yaml.safe_load(f"[{text}]") == [text]


@pytest.mark.parametrize(
    "text",
    [
        *ODD,
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "2016-08-10 12:00",
        "a\tb",
        "a\u2028b",
        "\ufeff",
        "a\xa0",
    ],
)
def test_what_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


@pytest.mark.parametrize(
    "text",
    [
        *(
            "syria",
            "to check",
            "001_6b9e9eaf3fc6e8be.txt",
            "Daesh",
            "Ärger",
            "シリア",
            "a/b",
            "3rd",
        ),
        *("2016-08-10-turkey.txt", "The war and the talks", "-draft", "AT&T", "O'Neil"),
    ],
)
def test_what_every_reader_takes_for_a_string_stays_readable(text: str) -> None:
    assert scalar(text) == text


def test_controls_and_surrogates_never_stand_in_the_file() -> None:
    written = scalar("a\x1b[0m\u202e\ud800\x00")
    assert written == '"a\\e[0m\\u202E\ufffd\\0"'
    assert not re.search("[\x00-\x1f\u202e\ud800]", written)
