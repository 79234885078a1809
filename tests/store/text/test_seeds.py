"""What the five articles of the library say of themselves."""

from pathlib import Path

import pytest

from store.text import Description, describe

SEEDS = Path(__file__).parents[3] / "seeds"


def described(number: str) -> tuple[str, Description]:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    text = path.read_text("utf-8")
    return text, describe(text, path.name)


@pytest.mark.parametrize(
    ("number", "title", "title_from", "source", "published"),
    [
        (
            "000",
            "The Turkish foreign minister has said Ankara would cooperate with any country "
            "in the fight against…",
            "lead",
            None,
            None,
        ),
        (
            "001",
            "Russia knew Turkey was being used in IS interests, but conducted dialogue — Lavrov",
            "headline",
            "TASS",
            "XXXX-12-09",
        ),
        (
            "002",
            "Turkish-Ukrainian military cooperation not aimed at Russia, assures official",
            "headline",
            "TASS",
            "XXXX-02-03",
        ),
        (
            "003",
            "MESOP : JOINT INTELLIGENCE NETWORK RUSSIA / TURKEY – HAKAN FIDAN (MIT) "
            "PART OF MOSCOW DELEGATION",
            "headline",
            "Rudaw",
            "2016-08-10",
        ),
        (
            "004",
            "ISIS leaders remain in close contact with Ankara – Lavrov",
            "headline",
            "RT",
            None,
        ),
    ],
)
def test_title_source_and_date_are_what_a_reader_would_say(
    number: str, title: str, title_from: str, source: str | None, published: str | None
) -> None:
    text, found = described(number)
    assert (found.title, found.title_from) == (title, title_from)
    assert (found.source, found.published) == (source, published)
    if found.title_span is not None:
        assert text[slice(*found.title_span)] == title


def test_furniture_and_picture_credits_are_boilerplate() -> None:
    text, found = described("001")
    assert [text[start:end] for start, end in found.boilerplate] == [
        "All news",
        "Russian Foreign Minister Sergey Lavrov Alexandr Sherbak/TASS",
        "Russian Foreign Minister Sergey Lavrov",
        "© Alexandr Sherbak/TASS",
    ]


def test_the_address_after_the_last_word_is_boilerplate() -> None:
    text, found = described("003")
    assert [text[start:end] for start, end in found.boilerplate] == ["www.mesop.de"]


def test_later_copies_of_paragraphs_and_the_comment_form_are_boilerplate() -> None:
    text, found = described("004")
    pieces = [text[start:end] for start, end in found.boilerplate]
    assert pieces[0] == "Read the full story here."
    assert pieces[-2:] == ["No comments:", "Post a Comment"]
    assert len(pieces) == 9
    for copy in pieces[1:-2]:
        assert text.index(copy) < text.rindex(copy)


@pytest.mark.parametrize("number", ["000", "002"])
def test_articles_without_furniture_have_no_boilerplate(number: str) -> None:
    assert described(number)[1].boilerplate == ()


def test_hard_wrapped_lines_flow_and_the_headline_stands_alone() -> None:
    text, found = described("004")
    first = [text[start:end] for start, end in found.paragraphs[:3]]
    assert first[0].startswith("ISIS leaders")
    assert "\n" not in first[0]
    assert first[1].startswith("The leaders of")
    assert first[1].endswith("Sergey Lavrov.")
    assert first[2].startswith("Moscow has intelligence\nthat")
    assert first[2].endswith("Day.")
    assert found.reflow[:3] == (True, True, True)


def test_every_line_is_a_paragraph_where_lines_are_long() -> None:
    text, found = described("000")
    assert [text[start:end] for start, end in found.paragraphs] == text.split("\n")
    assert all(found.reflow)
