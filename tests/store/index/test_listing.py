"""Lists of row numbers, in order and in slices."""

import random

import pytest

from store.index import listings, rows
from store.index.listings import Ids
from store.query import parse, sql
from store.query.sort_orders import order_by
from tests.store.index.conftest import Folder


@pytest.fixture
def five(folder: Folder) -> Folder:
    for name in ("b", "d", "a", "e", "c"):
        folder.write(f"{name}.txt", f"headline of {name}\n\nbody {name}")
        folder.refresh()
    return folder


def test_a_list_is_in_the_order_of_code_points_by_id(folder: Folder) -> None:
    names = ["Zebra", "apple", "Äpfel", "ähnlich", "10", "9", "a b", "a/b", "\U0001f600", "\uff5e"]
    for name in names:
        folder.write(name)
    folder.refresh()
    assert [row.id for row in listings.select(folder.database).rows()] == sorted(names)


def test_the_list_of_all_comes_from_one_covering_index(five: Folder) -> None:
    plan = five.all(
        "EXPLAIN QUERY PLAN SELECT a.num FROM articles a WHERE a.present = 1 AND (1) ORDER BY a.id"
    )
    assert [row[3] for row in plan] == ["SEARCH a USING COVERING INDEX articles_listed (present=?)"]


def test_rows_are_read_only_when_asked_for(five: Folder) -> None:
    said: list[str] = []
    five.database.connection().set_trace_callback(said.append)
    listed = listings.select(five.database)
    assert len(said) == 1
    assert [row.title for row in listed.rows(1, 3)] == ["headline of b", "headline of c"]
    assert len(said) == 3
    five.database.connection().set_trace_callback(None)


@pytest.mark.parametrize("sort", ["id", "-id", "title", "-words"])
def test_index_of_finds_every_number_and_no_other(five: Folder, sort: str) -> None:
    listed = listings.select(five.database, order=order_by(sort))
    assert [listed.index_of(listed.num(place)) for place in range(5)] == list(range(5))
    assert listed.index_of(99) is None
    assert listed.index_of(0) is None


def test_the_list_to_begin_with_is_the_whole_by_id(five: Folder) -> None:
    five.database.connection().execute("UPDATE articles SET present = 0 WHERE id = 'c.txt'")
    whole, begun = listings.select(five.database), listings.AllListed(five.database)
    assert len(begun) == begun.articles == len(whole) == 4
    for start in range(5):
        for stop in (None, *range(6)):
            assert begun.nums(start, stop) == whole.nums(start, stop)
    assert begun.ids(1, 3) == ["b.txt", "d.txt"]
    assert [begun.index_of(whole.num(place)) for place in range(4)] == [0, 1, 2, 3]
    gone = rows.num_of(five.database, "c.txt")
    assert gone is None
    assert begun.index_of(99) is None


def test_of_some_numbers_those_are_told_that_meet_a_condition(five: Folder) -> None:
    five.tag("b.txt", "syria")
    nums = listings.select(five.database).nums()
    condition, bound = sql.where(parse("tag:syria OR title:d"))
    found = listings.among(five.database, nums[:3], condition, bound)
    assert [num in found for num in nums] == [False, True, False, False, False]
    assert listings.among(five.database, [], condition, bound) == set()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("HEADLINE", "abcde"),
        ("line of D", "d"),
        ("syr", "b"),
        ("stra\u00dfe", "c"),
        ("STRASSE", "c"),
        ("\u00c4RGER", "c"),
        ("reut", "e"),
        ("%", ""),
        ("of_a", ""),
        ("\\", ""),
    ],
)
def test_words_are_found_in_what_a_row_shows(five: Folder, words: str, names: str) -> None:
    execute = five.database.connection().execute
    five.tag("b.txt", "Syria")
    execute("UPDATE articles SET title = 'headline: Stra\u00dfe, \u00e4rger' WHERE id = 'c.txt'")
    execute("UPDATE articles SET source = 'Reuters' WHERE id = 'e.txt'")
    whole = listings.select(five.database)
    found = listings.showing(five.database, words)
    assert "".join(id[0] for id, num in zip(whole.ids(), whole.nums(), strict=True)
                   if num in found) == names  # fmt: skip


def test_a_row_shows_what_holds_now_and_one_that_is_gone_is_left_out(five: Folder) -> None:
    listed = listings.select(five.database)
    five.tag("b.txt", "syria")
    assert listed.rows(1, 2)[0].tags == ("syria",)
    five.database.connection().execute("DELETE FROM articles WHERE id = 'c.txt'")
    assert [row.id for row in listed.rows(1, 4)] == ["b.txt", "d.txt"]


def test_conditions_and_counts_agree(five: Folder) -> None:
    five.tag("a.txt", "syria")
    condition, bound = sql.where(parse("tag:syria OR body -a"))
    listed = listings.select(five.database, condition, bound)
    assert len(listed) == listings.count(five.database, condition, bound) == 5


def test_ids_are_a_sequence(five: Folder) -> None:
    ids = Ids(listings.select(five.database))
    every = [f"{name}.txt" for name in "abcde"]
    assert list(ids) == every
    assert ids == every
    assert (len(ids), ids[0], ids[-1], ids[1:3], ids[::-2]) == (
        5,
        "a.txt",
        "e.txt",
        ["b.txt", "c.txt"],
        ["e.txt", "c.txt", "a.txt"],
    )
    assert "c.txt" in ids
    with pytest.raises(IndexError):
        ids[5]


def test_long_lists_of_numbers_are_fetched_in_the_order_given(folder: Folder) -> None:
    execute = folder.database.connection().execute
    execute("BEGIN")
    for number in range(2500):
        execute("INSERT INTO articles (num, id) VALUES (?, ?)", (number + 1, f"{number:05}"))
    execute("COMMIT")
    nums = random.Random(0).sample(range(1, 2501), 2500)
    assert [row.num for row in rows.fetch(folder.database, nums)] == nums
    assert rows.ids_of(folder.database, nums) == [f"{num - 1:05}" for num in nums]
    assert rows.nums_of(folder.database, ["00003", "x", "00001"]) == ([4, 2], ["x"])


def test_an_article_comes_whole_with_its_marks(folder: Folder) -> None:
    text = "Oil prices rise\n\nANKARA, December 9. /TASS/. Oil rose.\n\nAnd gas.\n"
    folder.write("a.txt", text)
    folder.refresh()
    execute = folder.database.connection().execute
    for mark_id, start, end, value in (
        ("m3", None, None, '{"tag":"claim","quote":"gone"}'),
        ("m2", 20, 23, '{"tag":"claim","quote":"x","note":"n"}'),
        ("m1", 0, 3, '{"tag":"claim","quote":"Oil"}'),
    ):
        execute(
            "INSERT INTO marks VALUES (1, ?, 'claim', 1, ?, ?, ?)", (mark_id, start, end, value)
        )
    article = rows.article(folder.database, 1)
    assert article is not None
    assert article.text == text
    assert [text[start:end] for start, end in article.paragraphs][-1] == "And gas."
    assert len(article.reflow) == len(article.paragraphs)
    assert article.title_span == (0, 15)
    assert [(mark.id, mark.start, mark.note) for mark in article.marks] == [
        ("m1", 0, None),
        ("m2", 20, "n"),
        ("m3", None, None),
    ]
    assert article.entities is None
    assert rows.article(folder.database, 2) is None
