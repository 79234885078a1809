"""Dates as articles write them, as EDTF, and the days that an EDTF stands for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import date_forms, dates, describe


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("10 August 2016", "2016-08-10"),
        ("August 10, 2016", "2016-08-10"),
        ("Wednesday, 10th of August, 2016", "2016-08-10"),
        ("Aug. 10 2016", "2016-08-10"),
        ("AUG 10", "XXXX-08-10"),
        ("Feb 26", "XXXX-02-26"),
        ("29 February", "XXXX-02-29"),
        ("1996-08-30", "1996-08-30"),
        ("2016-08-10T12:30:00Z", "2016-08-10"),
        ("2016/08/10", "2016-08-10"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("26/02/1987", "1987-02-26"),
        ("02/26/1987", "1987-02-26"),
        ("05/05/1987", "1987-05-05"),
        ("3.4.2016", "2016-04-03"),
        ("August 2016", "2016-08"),
        ("10 août 2016", "2016-08-10"),
        ("10 Ağustos 2016", "2016-08-10"),
        ("5 Kasım 2016", "2016-11-05"),
        ("5 KASIM 2016", "2016-11-05"),
        ("5 NİSAN 2016", "2016-04-05"),
    ],
)
def test_a_date_line_gives_its_day(written: str, edtf: str) -> None:
    assert dates.alone(written) == edtf
    assert dates.alone(f"Published: {written}") == edtf


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2016",
        "31 February 2016",
        "30/30/2016",
        "Monday",
        "10",
        "May",
        "10 August 9999",
        "0 May",
    ],
)
def test_what_is_ambiguous_or_no_day_gives_none(written: str) -> None:
    assert dates.alone(written) is None


def test_a_line_with_other_words_is_no_date_line() -> None:
    assert dates.alone("Police arrested ten on 10 August 2016") is None


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2016-08-10", ("2016-08-10", "2016-08-10")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2016", ("2016-01-01", "2016-12-31")),
        ("XXXX-12-09", None),
        (None, None),
        ("", None),
        ("2016-13", None),
        ("2016-02-30", None),
        ("someday", None),
    ],
)
def test_an_interval_is_the_first_and_last_day(
    edtf: str | None, days: tuple[str, str] | None
) -> None:
    assert dates.interval(edtf) == days


@given(st.dates(date(date_forms.FIRST_YEAR, 1, 1), date(date_forms.LAST_YEAR, 12, 31)))
def test_every_day_written_out_is_read_back(day: date) -> None:
    assert dates.alone(f"{day:%d %B %Y}") == day.isoformat()


DIGITS = st.sampled_from("0123456789٠١٢٦٩۰۱۲۶۹０１２６９०१२६९০১২৬৯๐๑๒๖๙²½①")
PIECES = st.one_of(
    DIGITS,
    st.sampled_from(
        [*"-/._ :,TZ|年月日", "2016", "٢٠١٦", "August ", " أغسطس ", "Feb", " de ", "MOSCOW, "]
    ),
)
"""What dates, and file names with dates, are made of, whole and broken."""


@given(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map("".join))
def test_the_day_of_an_article_is_edtf_or_none_whatever_text_and_name_hold(
    line: str, id: str
) -> None:
    text = f"Bread gets dearer\n{line}\n\nKYIV, April 17 (AP) - The price of bread went up."
    for value in (describe(text, id).published, dates.alone(line), dates.in_name(id)):
        assert value is None or value.isascii()
        assert value is None or value.startswith("XXXX-") or dates.interval(value) is not None


@pytest.mark.parametrize(
    "written", ["١٠ أغسطس ٢٠١٦", "２０１６年８月１０日", "２０１６-０８-１０", "१० August २०१६"]
)
def test_digits_of_any_script_are_read_and_given_in_ascii(written: str) -> None:
    assert dates.alone(written) == "2016-08-10"


def test_a_file_name_with_digits_of_another_script_tells_its_day() -> None:
    assert dates.in_name("20١٦-04-17 a.txt") == "2016-04-17"
    assert dates.with_day("XXXX-04-16", dates.in_name("20١٦-04-17 a.txt")) == "2016-04-16"
