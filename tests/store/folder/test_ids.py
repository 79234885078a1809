"""Raw names to ids and back."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.folder import ids

RAW_NAMES = st.binary(min_size=1, max_size=40).filter(lambda raw: b"\0" not in raw)


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (b"a.txt", "a.txt"),
        (b"2016/12/a b.txt", "2016/12/a b.txt"),
        ("Müller.txt".encode(), "Müller.txt"),
        (unicodedata.normalize("NFD", "Müller.txt").encode(), "Müller.txt"),
        (b"100%.txt", "100%25.txt"),
        (b"caf\xe9.txt", "caf%E9.txt"),
        (b"a\nb\x1b[31m", "a%0Ab%1B[31m"),
        ("a\u2028b\x85c".encode(), "a%E2%80%A8b%C2%85c"),
        (b"\xed\xa0\x80", "%ED%A0%80"),
        ("تقرير.txt".encode(), "تقرير.txt"),
    ],
)
def test_an_id_is_the_path_made_safe(raw: bytes, id: str) -> None:
    assert ids.encode(raw) == id


@given(RAW_NAMES)
def test_any_name_gives_an_id_that_every_format_takes(raw: bytes) -> None:
    id = ids.encode(raw)
    assert id.encode("utf-8").decode() == id
    assert unicodedata.is_normalized("NFC", id)
    assert not any(unicodedata.category(letter) in ids.UNSAFE_CATEGORIES for letter in id)
    assert json.loads(json.dumps(id)) == id


@given(RAW_NAMES, RAW_NAMES)
def test_two_names_share_an_id_only_if_they_differ_in_composition(one: bytes, other: bytes) -> None:
    if ids.encode(one) == ids.encode(other):
        texts = [raw.decode("utf-8", "surrogateescape") for raw in (one, other)]
        assert unicodedata.normalize("NFC", texts[0]) == unicodedata.normalize("NFC", texts[1])


def test_a_taken_id_gets_the_first_free_number() -> None:
    taken = {"a", "a~2"}
    assert ids.distinct("b", taken.__contains__) == "b"
    assert ids.distinct("a", taken.__contains__) == "a~3"


def test_the_base_name_is_the_last_part() -> None:
    assert ids.base_name("2016/12/a.txt") == "a.txt"
    assert ids.base_name("a.txt") == "a.txt"
