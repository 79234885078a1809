"""A search as a concordance: hits in context, sorted.

The orders by context compare the first word on that side, then the second, then the third, as
AntConc does.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from store.errors import QueryError
from store.index.database import Database
from store.model import Hit
from store.progress import never_cancel
from store.search import SORTS
from store.search.regex_scan import Concordance, Scan, Tell
from store.search.search_order import MATCHING, nums
from store.search.search_query import SearchQuery, read
from store.search.text_matches import hit_at, of_words
from store.search.text_vocabulary import Vocabulary
from store.text.words import terms

SORTED_AT_MOST = 5_000
"""The largest number of hits sorted by context: the first ones by id."""

WORDS_AROUND = 3
"""The number of words on one side of a hit that it is sorted by."""

FIRST = 5
"""So many articles are looked into first: where a word is common they have all the hits."""


_EVERY = 2**62
"""More articles than can exist, and SQLite's largest integer."""


def concordance(
    database: Database,
    vocabulary: Vocabulary,
    text: str,
    limit: int = 50,
    sort: str = "id",
    stop: Callable[[], bool] = never_cancel,
    seconds: float | None = None,
    tell: Tell | None = None,
) -> Concordance:
    """Return the first `limit` hits of a search in the order `sort`, one of SORTS.

    `stop` is called between articles; `seconds` limits the search for regular expressions, which
    passes its hits so far to `tell` now and then. Raises QueryError where text or sort can't be
    parsed.
    """
    if sort not in SORTS:
        raise QueryError(sort, 1, "one of " + ", ".join(SORTS))
    search_query = read(text)
    if not search_query or limit <= 0:
        return Concordance()
    around = sort in ("left", "right") or (sort == "relevance" and not search_query.expression())
    at_most = SORTED_AT_MOST if around else min(limit, _EVERY)
    order = "id" if around else sort
    connection = database.connection()
    if not search_query.patterns:
        result = _of_words(connection, search_query, at_most, order, stop)
    else:
        scan = Scan(database, vocabulary, search_query, order, stop, seconds)
        result = scan.concordance(at_most, tell)
    return _sorted(result, sort, limit) if around else result


def _sorted(result: Concordance, sort: str, limit: int) -> Concordance:
    hits = sorted(result.hits, key=_by_count(result.hits) if sort == "relevance" else _KEYS[sort])
    more = result.more or len(hits) > limit
    return replace(result, hits=hits[:limit], more=more, sorted=len(hits))


def _of_words(
    connection: sqlite3.Connection,
    search_query: SearchQuery,
    limit: int,
    order: str,
    stop: Callable[[], bool],
) -> Concordance:
    those = nums(connection, search_query.expression() or "", order, limit + 1)
    hits: list[Hit] = []
    start, size = 0, FIRST
    while start < len(those) and len(hits) <= limit and not stop():
        for id, body, spans in of_words(connection, search_query, those[start : start + size]):
            hits += [hit_at(id, body, *span) for span in islice(spans, limit + 1 - len(hits))]
        start, size = start + size, limit
    return Concordance(hits[:limit], len(hits) > limit)


Key = tuple[object, ...]


def _left(hit: Hit) -> Key:
    return (terms(hit.before)[: -WORDS_AROUND - 1 : -1], terms(hit.match), hit.id, hit.start)


def _right(hit: Hit) -> Key:
    return (terms(hit.after)[:WORDS_AROUND], terms(hit.match), hit.id, hit.start)


_KEYS: dict[str, Callable[[Hit], Key]] = {"left": _left, "right": _right}


def _by_count(hits: list[Hit]) -> Callable[[Hit], Key]:
    counts = Counter(hit.id for hit in hits)
    return lambda hit: (-counts[hit.id], hit.id, hit.start)


def count(database: Database, vocabulary: Vocabulary, text: str) -> int:
    """Return how many articles match a search. Raises QueryError."""
    search_query = read(text)
    if search_query.patterns:
        return len(ids(database, vocabulary, text))
    if not search_query:
        return 0
    row = database.connection().execute(
        f"SELECT count(*) FROM {MATCHING}", (search_query.expression(),)
    )
    return int(row.fetchone()[0])


def ids(
    database: Database,
    vocabulary: Vocabulary,
    text: str,
    stop: Callable[[], bool] = never_cancel,
    seconds: float | None = None,
) -> list[str]:
    """Return the ids of all articles that match a search, in order.

    With a regular expression: those found within `seconds`. Raises QueryError.
    """
    search_query = read(text)
    if search_query.patterns:
        scan = Scan(database, vocabulary, search_query, "id", stop, seconds)
        return [id for id, _, spans in scan.articles() if spans]
    if not search_query:
        return []
    rows = database.connection().execute(
        f"SELECT a.id FROM {MATCHING} ORDER BY a.id", (search_query.expression(),)
    )
    return [id for (id,) in rows]
