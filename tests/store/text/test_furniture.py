"""Boilerplate: what the page adds to an article, and what stands there twice."""

import pytest

from store.text import describe

PROSE = (
    "The government said on Monday that it would raise the price of bread by ten percent, and "
    "that nobody would be worse off for it in the long run."
)
MORE = PROSE.replace("bread", "flour")


def boilerplate(text: str) -> list[str]:
    return [text[start:end] for start, end in describe(text, "x.txt").boilerplate]


@pytest.mark.parametrize(
    "line",
    [
        "No comments:",
        "Post a Comment",
        "ADVERTISEMENT",
        "Read more: Prices rise",
        "Follow us on Twitter",
        "Share this article",
        "Filed under: bread, flour",
        "www.example.org",
        "https://example.org/bread?id=1",
        "© Ann Lee/TASS",
        "Photo: Ann Lee",
        "[Photo courtesy of Ann Lee]",
        "Copyright 2016 The Associated Press. All rights reserved.",
        "-- Dublin Newsroom +353 1 676 9779",
    ],
)
def test_furniture_lines_are_boilerplate_wherever_they_stand(line: str) -> None:
    for text in (f"Bread\n\n{line}\n\n{PROSE}", f"Bread\n\n{PROSE}\n\n{line}\n"):
        assert boilerplate(text) == [line]


@pytest.mark.parametrize("phrase", ["Read the full story here.", "Click here to subscribe."])
def test_a_closing_phrase_is_boilerplate_and_the_sentence_before_is_not(phrase: str) -> None:
    assert boilerplate(f"Bread\n\n{PROSE} {phrase}") == [phrase]


def test_section_labels_are_boilerplate_only_above_the_headline() -> None:
    assert boilerplate(f"Business\n\nBread gets dearer\n\n{PROSE}") == ["Business"]
    assert boilerplate(f"Bread gets dearer\n\n{PROSE}\n\nBusiness\n\n{MORE}") == []


def test_later_copies_are_boilerplate_and_the_first_is_not() -> None:
    text = f"Bread\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{MORE}"
    found = describe(text, "x").boilerplate
    assert [text[start:end] for start, end in found] == [PROSE, MORE]
    assert found[0][0] > text.index(MORE)


def test_a_copy_wrapped_otherwise_is_a_copy() -> None:
    wrapped = PROSE.replace(" that it", "\nthat it").replace(" percent", "\npercent")
    assert boilerplate(f"Bread\n\n{PROSE}\n\n{wrapped}") == [wrapped]


def test_the_headline_given_again_is_boilerplate() -> None:
    text = f"Bread gets dearer\n\n{PROSE}\n\nBread gets dearer\n\n{MORE}"
    assert boilerplate(text) == ["Bread gets dearer"]


def test_short_lines_may_recur() -> None:
    assert boilerplate(f"Bread\n\nScorers:\n\n{PROSE}\n\nScorers:\n\n{MORE}") == []


def test_the_caption_above_a_credit_is_boilerplate() -> None:
    text = f"Bread gets dearer\n\nA loaf in a shop\n© Ann Lee/TASS\n\n{PROSE}"
    assert boilerplate(text) == ["A loaf in a shop", "© Ann Lee/TASS"]


@pytest.mark.parametrize("title", ["Read more books, says minister", "Photo: the loaf of the year"])
def test_the_headline_is_never_boilerplate(title: str) -> None:
    text = f"Title: {title}\n\n{PROSE}"
    found = describe(text, "x")
    assert found.title == title
    assert found.boilerplate == ()
