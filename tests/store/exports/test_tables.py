"""Tables as csv and spreadsheets read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library
from store.exports.csv_safety import (
    guard,
    join,
    split,
    unguard,
    writer,
)
from store.exports.export_run import Exported

Exports = Callable[..., tuple[str, Exported]]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_articles_have_their_tags_note_and_day(exported: Exports) -> None:
    rows = {row["id"]: row for row in table(exported("csv-articles")[0])}
    assert rows["plain.txt"]["tags"] == r"région/syrie; =cmd|'/C calc'!A0; a\; b \\ c, d"
    assert rows["plain.txt"]["note"] == "'-1+1 is\na note: “quoted”"
    assert rows["plain.txt"]["read"] == "2026-11-21"
    assert rows["binary.txt"]["status"] == "binary"


def test_marks_have_place_and_words(exported: Exports, library: Library) -> None:
    rows = table(exported("csv-marks")[0])
    assert len(rows) == 6
    for row in rows:
        text = library.article(row["id"]).text
        assert unguard(row["quote"]) == text[int(row["start"]) : int(row["end"])]


def test_the_matrix_has_a_column_for_each_tag(exported: Exports) -> None:
    rows = {row["id"]: row for row in table(exported("csv-matrix")[0])}
    assert rows["plain.txt"]["région/syrie"] == "1"
    assert rows["right.txt"]["région/syrie"] == "0"
    assert rows["plain.txt"]["'=cmd|'/C calc'!A0"] == "1"


def test_mentions_are_where_they_say(exported: Exports, library: Library) -> None:
    rows = table(exported("csv-entities")[0])
    assert len(rows) == sum(len(library.entities(id) or ()) for id in library.ids())
    for row in rows:
        text = library.article(row["id"]).text
        assert unguard(row["text"]) == text[int(row["start"]) : int(row["end"])]


def test_a_byte_order_mark_is_written_where_asked(library: Library) -> None:
    stream = io.StringIO()
    library.formats.export("csv-marks", stream, library.articles.listing(), bom=True)
    assert stream.getvalue().startswith("\ufeffid,")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "'=x"])
def test_formulas_are_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@given(st.text())
def test_a_guarded_cell_comes_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cell_comes_back_from_the_file(cell: str) -> None:
    stream = io.StringIO(newline="")
    writer(stream)((cell, "next"))
    stream.seek(0)
    (row,) = csv.reader(stream)
    assert (unguard(row[0]), row[1]) == (cell, "next")


@given(st.lists(st.text("ab;\\ ,", min_size=1).map(str.strip).filter(bool)))
def test_joined_tags_come_back(tags: list[str]) -> None:
    assert split(join(tags)) == tags
