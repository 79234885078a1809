"""Lists in groups: by date, folder, source or tag, the groups in their order and sorted inside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from store.errors import QueryError
from store.index.database import Database
from store.index.listings import (
    Group,
    Listing,
    count,
    nums_in_order,
)

FEW = 12
"""The number of articles up to which a year is one group instead of one for each month."""
NO_YEAR = "XXXX"
"""The name of the group for dates without a year; that of unknown dates is empty."""

_YEAR = "substr(a.first_day, 1, 4)"
_MONTH = "substr(a.first_day, 1, 7)"


@dataclass(frozen=True, slots=True)
class _By:
    """A way of grouping, as SQL over `articles a`."""

    name: str
    same: str
    """The expression that is equal throughout a group."""
    last: str
    """Terms of the order that put unknown values last."""
    order: str
    tables: str = ""
    sort: str = ""
    """The sort key with the same expression, which decides the direction of the groups."""
    newest_first: bool = False


_FOLDER = "iif(a.part IS NULL, rtrim(a.id, replace(a.id, '/', '')), a.file)"
"""The folder of an article, with a slash behind it; the file of one that is a part of a file."""

_BY = {
    "source": _By(
        "coalesce(min(a.source), '')",
        "coalesce(a.source, '') COLLATE NOCASE",
        "coalesce(a.source, '') = ''",
        "nullif(a.source, '') COLLATE NOCASE",
        sort="source",
    ),
    "tag": _By(
        "coalesce(gt.name, '')",
        "gt.tag_id",
        "gt.tag_id IS NULL, gt.listed = 0, iif(gt.listed, gt.place, 0)",
        "gt.name",
        "LEFT JOIN article_tags ga ON ga.num = a.num LEFT JOIN tags gt ON gt.tag_id = ga.tag_id",
    ),
    "folder": _By(_FOLDER, _FOLDER, "a.id IS NULL", _FOLDER, sort="id"),
}
GROUPS = ("date", *_BY)
"""The properties that a list can be grouped by."""


def select_grouped(
    database: Database, by: str, condition: str, bound: Sequence[Any], sort: str, order: str
) -> Listing:
    """Return the present articles that meet a condition, in groups, each in the order `order`.

    `by` is one of GROUPS. Dates are grouped by month, or by year where a year has few articles,
    newest first unless `sort` begins with `published`. Groups are named by month (`2016-08`), year
    or NO_YEAR; by source; by folder, or the file that holds several
    articles; or by tag, in the order of the codebook. Articles without a value come
    last, in a group without a name. An article is in the group of each of its tags. Raises
    QueryError for any other `by`.
    """
    if by not in GROUPS:
        raise QueryError(by, 1, "one of " + ", ".join(GROUPS))
    with _at_one_moment(database) as connection:
        met = f"a.present = 1 AND ({condition})"
        way = _by_date(_lean_years(connection, met, bound)) if by == "date" else _BY[by]
        first = sort.split(",")[0].strip()
        down = first == f"-{way.sort}" if first.strip("-") == way.sort else way.newest_first
        groups_order = f"{way.last}, {way.order}{' DESC' if down else ''}"
        source_sql = f"FROM articles a {way.tables} WHERE {met}"
        counted = connection.execute(
            f"SELECT {way.name}, count(*) {source_sql} GROUP BY {way.same} ORDER BY {groups_order}",
            tuple(bound),
        ).fetchall()
        nums = nums_in_order(
            database, f"SELECT a.num {source_sql} ORDER BY {groups_order}, {order}", bound
        )
        articles = count(database, condition, bound) if way.tables else len(nums)
    return Listing(database, nums, _runs(counted), by, articles)


@contextmanager
def _at_one_moment(database: Database) -> Iterator[sqlite3.Connection]:
    """Yield this thread's connection inside a read transaction."""
    connection = database.connection()
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("COMMIT")


def _lean_years(connection: sqlite3.Connection, met: str, bound: Sequence[Any]) -> list[str]:
    years = connection.execute(
        f"SELECT {_YEAR}, count(*) FROM articles a WHERE a.first_day IS NOT NULL AND {met}"
        f" GROUP BY {_YEAR}",
        tuple(bound),
    )
    return [year for year, articles in years if articles < FEW and year.isdigit()]


def _by_date(lean_years: Iterable[str]) -> _By:
    lean = ", ".join(f"'{year}'" for year in lean_years)
    name = (
        f"CASE WHEN a.first_day IS NULL THEN iif(a.published IS NULL, '', '{NO_YEAR}')"
        f" WHEN {_YEAR} NOT IN ({lean}) AND {_MONTH} = substr(a.last_day, 1, 7) THEN {_MONTH}"
        f" ELSE {_YEAR} END"
    )
    last = "a.first_day IS NULL, a.published IS NULL"
    return _By(name, name, last, name, sort="published", newest_first=True)


def _runs(counted: Iterable[tuple[str, int]]) -> list[Group]:
    groups: list[Group] = []
    start = 0
    for name, rows in counted:
        groups.append(Group(name, start, rows))
        start += rows
    return groups
