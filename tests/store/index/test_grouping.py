"""Lists in groups."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import QueryError
from store.index.database import Database
from store.index.list_groups import select_grouped
from store.index.listings import Listing
from store.query.sort_orders import order_by

DATES = {
    "a": "2016-08-10",
    "b": "2016-08",
    "c": "2016",
    "d": None,
    "e": "XXXX-12-09",
    "f": "2014-01-03",
    "g": "2014-11-30",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An index without articles."""
    opened = Database(tmp_path / "index.db")
    yield opened
    opened.close()


def add(
    database: Database, id: str, published: str | None, source: str | None = None, *tags: str
) -> None:
    first = last = None
    if published and published[0] != "X":
        first = f"{published}-01-01"[:10] if len(published) == 4 else f"{published}-01"[:10]
        last = {4: f"{published}-12-31", 7: f"{published}-28"}.get(len(published), published)
    execute = database.connection().execute
    execute(
        "INSERT INTO articles (id, title, published, first_day, last_day, source, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id, f"title {id}", published, first, last, source, len(id)),
    )
    (num,) = execute("SELECT num FROM articles WHERE id = ?", (id,)).fetchone()
    for place, tag in enumerate(tags):
        execute(
            "INSERT OR IGNORE INTO tags (name, fold, listed, place) VALUES (?, ?, ?, ?)",
            (tag, tag.casefold(), tag != "loose", -ord(tag[0])),
        )
        execute(
            "INSERT INTO article_tags SELECT ?, tag_id, ? FROM tags WHERE fold = ?",
            (num, place, tag.casefold()),
        )


def grouped(database: Database, by: str, sort: str = "id", condition: str = "1") -> Listing:
    return select_grouped(database, by, condition, (), sort, order_by(sort))


def shown(listing: Listing) -> dict[str, str]:
    """Return the ids in each group by its name, each as one string."""
    return {
        group.name: "".join(listing.ids(group.start, group.start + group.count))
        for group in listing.groups
    }


@pytest.fixture
def dated(database: Database) -> Database:
    for id, published in DATES.items():
        add(database, id, published)
    return database


def test_dates_go_by_months_newest_first_and_years_with_few_articles_by_years(
    dated: Database,
) -> None:
    for number in range(12):
        add(dated, f"z{number:02}", "2016-09-01")
    listed = shown(grouped(dated, "date"))
    assert list(listed) == ["2016-09", "2016-08", "2016", "2014", "XXXX", ""]
    assert (listed["2016-08"], listed["2016"], listed["2014"]) == ("ab", "c", "fg")
    assert (listed["XXXX"], listed[""]) == ("e", "d")


def test_a_sort_by_date_turns_the_groups_and_what_is_unknown_stays_last(dated: Database) -> None:
    assert list(shown(grouped(dated, "date", "published"))) == ["2014", "2016", "XXXX", ""]
    assert list(shown(grouped(dated, "date", "-published"))) == ["2016", "2014", "XXXX", ""]


def test_groups_are_sorted_inside(dated: Database) -> None:
    assert shown(grouped(dated, "date", "-id"))["2016"] == "cba"


@pytest.fixture
def tagged(database: Database) -> Database:
    add(database, "a", None, "TASS", "war")
    add(database, "b", None, "tass", "peace", "war")
    add(database, "c", None, "", "loose", "war")
    add(database, "d", None, None)
    add(database, "e", None, "AP")
    return database


def test_sources_are_one_whatever_their_case_and_none_comes_last(tagged: Database) -> None:
    assert shown(grouped(tagged, "source")) == {"AP": "e", "TASS": "ab", "": "cd"}
    assert list(shown(grouped(tagged, "source", "-source"))) == ["TASS", "AP", ""]


def test_by_tag_an_article_has_a_row_in_each_of_its_groups_and_counts_once(
    tagged: Database,
) -> None:
    listing = grouped(tagged, "tag")
    assert list(shown(listing).items()) == [
        ("war", "abc"), ("peace", "b"), ("loose", "c"), ("", "de"),
    ]  # fmt: skip
    assert (len(listing), listing.articles) == (7, 5)
    b = listing.num(1)
    assert (listing.index_of(b), listing.index_of(b, "peace")) == (1, 3)
    assert listing.index_of(b, "loose") == 1
    assert [listing.group_at(at).name for at in (0, 2, 3, 6)] == ["war", "war", "peace", ""]  # type: ignore[union-attr]


def test_a_filter_applies_to_groups_too(tagged: Database) -> None:
    listing = grouped(tagged, "tag", condition="a.id IN ('b', 'd')")
    assert shown(listing) == {"war": "b", "peace": "b", "": "d"}
    assert listing.articles == 2
    nothing = grouped(tagged, "source", condition="0")
    assert (len(nothing), nothing.groups, nothing.group_at(0)) == (0, (), None)


@pytest.mark.parametrize("by", ["date", "source", "tag"])
def test_the_groups_cover_the_list_without_gap(database: Database, by: str) -> None:
    chosen = random.Random(5)
    for number in range(300):
        month = f"20{chosen.randint(10, 16)}-0{chosen.randint(1, 9)}"
        published = chosen.choice([None, "2016", month])
        tags = chosen.sample(["war", "peace", "loose"], chosen.randint(0, 3))
        add(database, f"n{number}", published, chosen.choice([None, "TASS", "AP", "ap"]), *tags)
    for sort in ("id", "-published,title", "published", "-tags"):
        listing = grouped(database, by, sort)
        places = [at for g in listing.groups for at in range(g.start, g.start + g.count)]
        assert places == list(range(len(listing)))
        assert len({group.name.casefold() for group in listing.groups}) == len(listing.groups)
        whole = set(database.connection().execute("SELECT num FROM articles WHERE present = 1"))
        assert {(num,) for num in listing.nums()} == whole
        assert listing.articles == len(whole)


def test_an_unknown_group_is_named(database: Database) -> None:
    with pytest.raises(QueryError, match="one of date, source, tag, folder"):
        grouped(database, "size")
