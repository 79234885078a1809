"""What a text is before a model reads it, place for place."""

from hypothesis import given
from hypothesis import strategies as st

from store.entities.rules.capitals import normal_case
from store.entities.rules.prepare import join_lines, prepare
from store.text.words import as_name

ALPHABET = "aB. \n\t-'’“”\u00ad\u200b\u00a0—(,/\u2028\ud800É"


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_every_place_leads_back_to_the_same_letter(text: str) -> None:
    prepared = prepare(text)
    assert len(prepared.plain) == len(prepared.clean.text)
    for place, letter in enumerate(prepared.text):
        back = prepared.original(place)
        if letter.isalpha() and letter != "\ufffd":
            assert text[back].casefold() == letter.casefold()


@given(st.text(alphabet="ab \n.", max_size=80))
def test_joining_lines_moves_nothing(text: str) -> None:
    joined = join_lines(text)
    assert len(joined) == len(text)
    assert joined.replace("\n", " ") == text.replace("\n", " ")


def test_typography_is_made_plain() -> None:
    assert prepare("“Don’t”,\u00a0he\u2009said").text == '"Don\'t", he said'
    assert prepare("Tur\u00adkey and \u200bRussia").text == "Turkey and Russia"


def test_sentences_run_together_are_parted() -> None:
    prepared = prepare("on Wednesday.Turkish President said, “no.”Lavrov left")
    assert "Wednesday. Turkish" in prepared.text
    start = prepared.text.index("Turkish")
    assert prepared.span(start, start + 7) == (13, 20)


def test_wrapped_lines_are_joined_and_short_ones_kept() -> None:
    wrapped = (
        "The leaders of the group maintain a constant liaison with the\n"
        "government of the country, working out a new approach to the\n"
        "war while the air force cuts off the traditional routes."
    )
    assert "\n" not in join_lines(wrapped)
    table = "Leeds 2 Wigan 1\nHull 0 York 3\nBath 1 Sale 1"
    assert join_lines(table) == table
    assert join_lines("one\n\ntwo") == "one\n\ntwo"
    assert join_lines("says Foreign\nminister of all") == "says Foreign minister of all"


def test_a_name_goes_on_over_a_line_end_in_prose_and_not_in_lists() -> None:
    broken = (
        "Foreign Minister Sergey\nLavrov met him on\nTuesday in New\nYork, where the talks\n"
        "on Syria went on and\nthe ministers\nagreed to meet."
    )
    assert "\n" not in join_lines(broken)
    assert join_lines("said Sergey\nLavrov of it") == "said Sergey Lavrov of it"
    assert join_lines("in New\nYork on Friday") == "in New York on Friday"
    for kept in (
        "Sergey\nLavrov",
        "Sergey Lavrov\nAngela Merkel\nJohn Kerry",
        "Ferry firms fined in Moscow\nAngela Merkel said so",
        "It ended.\nYork was in it",
    ):
        assert join_lines(kept) == kept


def test_a_text_is_read_as_it_is_meant_and_its_places_are_those_of_the_original() -> None:
    text = "Angela Mer-\nkel met Vladi\u00admir Putin and Recep Tayyip Erdog\u0306an."
    prepared = prepare(text)
    assert prepared.text == "Angela Merkel met Vladimir Putin and Recep Tayyip Erdoğan."
    for name, stands in (
        ("Angela Merkel", "Angela Mer-\nkel"),
        ("Vladimir Putin", "Vladi\u00admir Putin"),
        ("Erdoğan", "Erdog\u0306an"),
    ):
        start = prepared.clean.text.index(name)
        first, last = prepared.clean.span(start, start + len(name))
        assert text[first:last] == stands
        assert as_name(stands) == name


def test_headlines_in_capitals_take_the_case_of_the_text() -> None:
    text = "JOINT NETWORK RUSSIA / TURKEY AND HAKAN FIDAN OF NATO\n\nHakan Fidan came."
    assert normal_case(text).splitlines()[0] == (
        "joint network Russia / Turkey and Hakan Fidan of NATO"
    )


def test_datelines_are_given_normal_case() -> None:
    assert normal_case("MOSCOW, December 9. /TASS/.") == "Moscow, December 9. /TASS/."
    assert normal_case("NEW YORK (AP) _ He") == "New York (AP) _ He"
    assert normal_case("NATO, the alliance") == "NATO, the alliance"


def test_a_text_without_capitals_gets_those_of_the_names_that_are_known() -> None:
    text = "president joe biden met nato envoys in new york. they told us on tuesday."
    assert prepare(text).plain == (
        "President Joe Biden met NATO envoys in New York. They told us on Tuesday."
    )
    assert prepare("it is here, and no name at all is in it").plain[0] == "I"


def test_a_text_with_capitals_keeps_its_small_words() -> None:
    text = "The envoys met in paris, and nobody in Turkey knew."
    assert prepare(text).plain == text


def test_saints_in_headlines_keep_their_dot() -> None:
    assert "St. Petersburg" in prepare("TALKS OPEN IN ST. PETERSBURG\n\nA story.").plain
