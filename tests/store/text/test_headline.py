"""Titles: what a person would take for the headline, and what stands in for one."""

import pytest

from store.text import describe

PROSE = (
    "The government said on Monday that it would raise the price of bread by ten percent, and "
    "that nobody would be worse off for it in the long run. Opposition leaders disagreed."
)
WRAPPED = (
    "The leaders of the bakers' union maintain a constant liaison with\n"
    "the government, working out a new approach to the price of flour in towns\n"
    "as the ministry cuts off traditional subsidies, says\n"
    "Finance Minister Ann Lee.\n"
)


def title(text: str) -> tuple[str, str]:
    found = describe(text, "papers/bread.txt")
    return found.title, found.title_from


@pytest.mark.parametrize(
    "above",
    [
        "All news\n\n",
        "Home\nWorld\nBusiness\n\n",
        "No comments:\nPost a Comment\n",
        "BREAKING NEWS\n",
        "By Ann Lee\n3 February 2016\n\n",
        "*By Ann Lee*\n\n",
        "MOSCOW, December 9\n\n",
        "LONDON 1996-08-30\n",
        "Published: 3 February 2016\n",
        "https://example.org/bread\n\n",
        "© Ann Lee/TASS\n",
        "Photo: Ann Lee\n",
        "* * *\n\n",
        "\n\n  \t\n",
        "Reuters Staff\n",
    ],
)
def test_what_stands_above_a_headline_is_not_it(above: str) -> None:
    assert title(f"{above}Bread gets dearer\n\n{PROSE}") == ("Bread gets dearer", "headline")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("BREAD GETS DEARER", "BREAD GETS DEARER"),
        ("Bread gets dearer. (RT).", "Bread gets dearer"),
        ("Bread gets dearer | Reuters", "Bread gets dearer"),
        ("Bread gets dearer - BBC News", "Bread gets dearer"),
        ("Two killed - Interfax", "Two killed - Interfax"),
        ("# Bread gets dearer", "Bread gets dearer"),
        ("  Bread   gets\tdearer ", "Bread gets dearer"),
        ("Who pays for the bread?", "Who pays for the bread?"),
        ("“We pay for the bread”", "“We pay for the bread”"),
        ("Jones Medical completes acquisition.", "Jones Medical completes acquisition."),
        ("TREASURY BALANCES FELL ON MARCH 5", "TREASURY BALANCES FELL ON MARCH 5"),
        ("CRICKET - ESSEX TAKE OVER AT TOP.", "CRICKET - ESSEX TAKE OVER AT TOP."),
        ("Энергетический кризис", "Энергетический кризис"),
        ("面包涨价", "面包涨价"),
    ],
)
def test_a_first_line_that_reads_as_a_headline_is_the_title(first: str, expected: str) -> None:
    assert title(f"{first}\n\n{PROSE}") == (expected, "headline")


def test_a_word_hyphenated_in_a_headline_is_one() -> None:
    text = f"Bread to cost more as the gov-\nernment said\n\n{PROSE}"
    assert title(text)[0] == "Bread to cost more as the government said"


def test_a_headline_over_several_lines_is_one_title() -> None:
    lines = "Bread gets dearer in Moscow and in many other towns of the region\nas prices rise"
    assert title(f"{lines}\n\n{PROSE}") == (lines.replace("\n", " "), "headline")
    capitals = "FRANCE SETTLES 21.95 BILLION FRANCS SHORT-TERM CURRENCY INTERVENTION\n DEBT"
    one_line = capitals.replace("\n ", " ")
    assert title(f"{capitals}\nPARIS, March 5 - {PROSE}") == (one_line, "headline")


def test_the_span_of_a_headline_is_where_its_words_are() -> None:
    text = f"All news\n\n  Bread gets dearer. (RT).\n\n{PROSE}"
    span = describe(text, "x").title_span
    assert span is not None
    assert text[slice(*span)] == "Bread gets dearer"


@pytest.mark.parametrize("headline", ["Bread gets dearer", "BREAD GETS DEARER IN ALL TOWNS"])
def test_a_headline_right_above_prose_is_parted_from_it(headline: str) -> None:
    assert title(f"{headline}\n{WRAPPED}") == (headline, "headline")
    assert title(f"{headline}\n{PROSE}") == (headline, "headline")
    assert title(f"{headline}\nMOSCOW, March 5 - {WRAPPED}") == (headline, "headline")


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        WRAPPED,
        f"MOSCOW, December 9. /TASS/. {PROSE}",
        f"MOSCOW, December 9 - {WRAPPED}",
        f"By Ann Lee\n\n{PROSE}",
        "The skin of a loaf reminds me of a domino I had as a child.\n\n" + PROSE,
    ],
)
def test_running_text_that_begins_at_once_gives_the_start_of_the_lead(text: str) -> None:
    found, title_from = title(text)
    assert title_from == "lead"
    assert found.startswith("The ")
    assert describe(text, "x").title_span is None


def test_a_lead_is_cut_at_a_word_and_ends_in_an_ellipsis() -> None:
    found, _ = title(PROSE)
    assert found.endswith("…")
    assert len(found) <= 101
    assert PROSE.startswith(found[:-1] + " ")


def test_a_short_text_is_its_own_title() -> None:
    assert title("Bread") == ("Bread", "headline")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x01\n", "* * *\n---\n", "(((((\n"])
def test_a_text_without_words_is_named_after_its_file(text: str) -> None:
    assert title(text) == ("bread.txt", "file")


def test_control_and_direction_characters_are_never_in_a_title() -> None:
    text = "Bread\x1b[31m gets\x00 \u202edearer\u2028again\x9b\n\n" + PROSE
    assert title(text) == ("Bread gets dearer again", "headline")


def test_a_title_keeps_the_joiners_that_spelling_needs() -> None:
    assert title("می\u200cخواهم نان\n\n" + PROSE)[0] == "می\u200cخواهم نان"


def test_a_title_field_wins_over_all_lines() -> None:
    text = f"Source: TASS\nTitle: Bread gets dearer\nDate: 2016-02-03\n\n{PROSE}"
    assert title(text) == ("Bread gets dearer", "headline")
    assert describe('Title: "Title"\n\nProse.', "x").title_span == (8, 13)


@pytest.mark.parametrize("label", ["Photo", "Picture", "Pictures", "Image"])
def test_a_first_line_with_the_label_of_a_picture_may_be_the_headline(label: str) -> None:
    first = f"{label}: how the bakers came to strike"
    assert title(f"{first}\n\n{PROSE}") == (first, "headline")
    assert title(f"{first}\n\nBread gets dearer\n\n{PROSE}")[0] == "Bread gets dearer"
    assert title(f"{label}: Ann Lee\n\n{PROSE}")[1] == "lead"
    assert title(f"{label}: how they strike, by Ann Lee/AFP\n\n{PROSE}")[1] == "lead"


@pytest.mark.parametrize("start", ["U.S. officials", "U.K. bakers", "U.N. envoys", "J.P. Morgan"])
@pytest.mark.parametrize(
    "dateline",
    ["", "LIMA, March 5 (Reuters) - ", "LIMA (AP) — ", "LIMA, May 5. /TASS/. "],
)
def test_a_lead_keeps_the_abbreviation_that_it_opens_with(dateline: str, start: str) -> None:
    found, title_from = title(f"{dateline}{start} said that {PROSE}")
    assert (found.startswith(start), title_from) == (True, "lead")


def test_a_headline_takes_in_no_line_below_where_lines_are_not_wrapped() -> None:
    headline = "Mayor promises no delay as ferry firms count the cost of the closure"
    for below in ("Per Holm", "Ferries will leave from the southern quay until June at least"):
        assert title(f"{headline}\n{below}\n\n{PROSE}")[0] == headline
