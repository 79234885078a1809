"""Names of parts: clean, unique, and the same for what was there before."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.part_names import LONGEST_PART, PartNames, clean_part


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("<1@example.org>", "1@example.org"),
        ("https://www.example.org/2016/08/quay", "example.org-2016-08-quay"),
        ("a#b/c\\d e", "a-b-c-d-e"),
        ("\u202ea\0b", "ab"),
        ("123", ""),
        ("///", ""),
    ],
)
def test_an_id_is_cleaned(identifier: str, name: str) -> None:
    assert clean_part(identifier) == name


def test_long_ids_with_the_same_beginning_stay_apart() -> None:
    assert clean_part("a" * 200 + "b") != clean_part("a" * 200 + "c")


@given(
    st.lists(st.none() | st.text(max_size=100) | st.sampled_from(["a", "7", "row-001"])),
    st.booleans(),
)
def test_names_are_unique_short_clean_and_stay_when_parts_are_added(
    identifiers: list[str | None], keeps_numbers: bool
) -> None:
    names = PartNames(keeps_numbers)
    parts = [names.next(identifier) for identifier in identifiers]
    assert len(set(parts)) == len(parts)
    for part in parts:
        assert 0 < len(part) <= LONGEST_PART
        assert not set(part) & set("#/")
        assert not any(unicodedata.category(letter)[0] == "C" for letter in part)
