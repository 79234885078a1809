"""Two articles alone: what they are to each other, and whether they are copies."""

from __future__ import annotations

from store.duplicates.article_text import story_of
from store.duplicates.similarity import (
    Facts,
    Likeness,
    are_copies,
    likeness,
)
from store.text import describe
from tests.store.duplicates.texts import article, dividend, edited, market, paragraphs


def told(text: str) -> Facts:
    about = describe(text, "a.txt")
    return Facts(story_of(text, about.boilerplate, about.title_span, about.published))


def copies(one: str, other: str) -> bool:
    """Say whether two texts are copies, after a look from both sides."""
    a, b = told(one), told(other)
    assert are_copies(a, b) == are_copies(b, a)
    return are_copies(a, b)


WHOLE = paragraphs(1)


def test_what_stands_around_the_story_does_not_count() -> None:
    one = told(article(WHOLE, "Talks Go On", "MOSCOW, March 3. /TASS/."))
    other = told(article(WHOLE, "Diplomats Keep Talking", "GENEVA (AP) —"))
    assert one.story.words == other.story.words
    assert likeness(one, other) == Likeness(1.0, "near")
    assert likeness(one, one) == Likeness(1.0, "same")


def test_a_longer_version_contains_a_shorter_one() -> None:
    short, long = told(article(WHOLE[:4], "Talks")), told(article(WHOLE, "Talks"))
    assert likeness(short, long).kind == "contains"
    assert likeness(long, short).kind == "contained"
    assert are_copies(short, long)


def test_articles_of_the_same_phrases_share_little() -> None:
    alike = likeness(told(article(WHOLE)), told(article(paragraphs(2))))
    assert alike.share < 0.3
    assert likeness(told(""), told("")) == Likeness(1.0, "same")
    assert likeness(told(""), told("Some words")).share == 0.0


def test_edits_of_every_tenth_word_leave_a_copy() -> None:
    assert copies(article(WHOLE, "Talks"), article(edited(WHOLE, 1, 10), "Talks"))


def test_a_template_with_other_figures_or_names_is_no_copy() -> None:
    assert not copies(market(3, 1), market(4, 2))
    assert not copies(dividend("Acme Corp", 1), dividend("Zenith Corp", 1))
    assert not copies(dividend("Acme Ohio Fund", 1), dividend("Acme Utah Fund", 1))
    assert copies(dividend("Acme Corp", 1), "CORRECTED - " + dividend("Acme Corp", 1))


def test_a_template_about_somebody_else_is_no_copy() -> None:
    text = (
        "{0} Raises Prime Rate\n\nNEW YORK, April 1 - {0} said it is raising its prime lending rate"
        " to 7-3/4 percent from 7-1/2 percent, effective immediately.\n"
    )
    assert not copies(text.format("Marine Midland"), text.format("First Chicago"))


def test_weeks_apart_only_a_reprint_is_a_copy() -> None:
    changed = edited(WHOLE, 3, 15)
    early, late = "GENEVA, March 3, 2016 (AP) —", "GENEVA, April 21, 2016 (AP) —"
    assert copies(article(WHOLE, "Talks", early), article(changed, "Talks", early))
    assert not copies(article(WHOLE, "Talks", early), article(changed, "Talks", late))
    assert copies(article(WHOLE, "Talks", early), article(WHOLE, "Talks", late))


def test_dates_without_a_year_are_compared_across_the_new_year() -> None:
    changed = edited(WHOLE, 3, 15)
    before, after = "GENEVA, Dec 31 (AP) —", "GENEVA, Jan 1 (AP) —"
    assert copies(article(WHOLE, "Talks", before), article(changed, "Talks", after))


def test_scripts_without_blanks_are_compared_sign_by_sign() -> None:
    first = "外交部发言人周二表示双方将继续就停火问题进行谈判并希望各方保持克制"
    other = "国家统计局公布的数据显示上月工业生产同比增长百分之六创下两年来新高"
    assert copies(f"{first}。{other}。\n", f"{first}，{other}。\n")
    assert not copies(f"{first}。\n", f"{other}。\n")


def test_a_text_of_megabytes_is_compared_by_its_first_part_and_the_rest_as_a_whole() -> None:
    long = "\n\n".join(paragraphs(5, 2000))
    assert copies(long, long + "\nMore.")
    assert told(long).story.key != told(long + "\nMore.").story.key
