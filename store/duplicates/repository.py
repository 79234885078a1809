"""The stored data on copies: samples and compared pairs by content, and the groups of articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np

from store.duplicates.article_text import Story, story_of
from store.duplicates.freshness import DONE_KEY, RECIPE
from store.duplicates.shingles import Sample, sample
from store.duplicates.similarity import Facts
from store.index.database import Database

_RECIPE_KEY = "copies_recipe"
_AT_ONCE = 500
"""Rows read or written at once, so that the index is locked only briefly."""

T = TypeVar("T")
Pair = tuple[str, str]
"""Two contents by SHA-256, the smaller one first."""


@dataclass(frozen=True, slots=True)
class StoredSamples:
    """An article with the stored sample of its story."""

    num: int
    id: str
    sha256: str
    story: bytes
    size: int
    sample: Sample


class Repository:
    """Access to the tables on copies in one index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def discard_outdated(self) -> None:
        """Delete samples and pairs stored by another version."""
        if self._database.meta(_RECIPE_KEY) == RECIPE:
            return
        with self._database.transaction() as connection:
            for table in ("copy_samples", "copy_pairs"):
                connection.execute(f"DELETE FROM {table}")
            self._database.set_meta(_RECIPE_KEY, RECIPE)

    # -- samples

    def articles_to_sample(self) -> list[tuple[int, str]]:
        """Return row number and content of the articles without a stored sample."""
        return (
            self._database.connection()
            .execute(
                "SELECT min(num), sha256 FROM articles WHERE present = 1 AND status = 'ok'"
                " AND sha256 IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM copy_samples)"
                " GROUP BY sha256 ORDER BY 1"
            )
            .fetchall()
        )

    def store_samples(self, stories: Iterable[tuple[str, Facts]]) -> None:
        """Store the samples of contents."""
        rows = [
            (
                sha256,
                facts.story.key,
                len(facts.hashes),
                sample(facts.hashes).astype("<u4").tobytes(),
            )
            for sha256, facts in stories
        ]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO copy_samples VALUES (?, ?, ?, ?)", rows)

    def stored_samples(self) -> list[StoredSamples]:
        """Return the samples of all articles with words, the longest first, then by id."""
        rows = self._database.connection().execute(
            "SELECT a.num, a.id, a.sha256, s.story, s.size, s.sample"
            " FROM articles a JOIN copy_samples s ON s.sha256 = a.sha256"
            " WHERE a.present = 1 AND a.status = 'ok' AND s.size > 0 ORDER BY s.size DESC, a.id"
        )
        return [
            StoredSamples(num, id, sha256, story, size, np.frombuffer(sample, "<u4"))
            for num, id, sha256, story, size, sample in rows
        ]

    def stories(self, nums: Sequence[int]) -> Iterator[tuple[int, Story]]:
        """Yield the stories of articles by row number; articles that are gone are left out."""
        for some in _batches(nums):
            rows = self._database.connection().execute(
                "SELECT t.num, t.body, t.boilerplate, t.title_start, t.title_end, a.published"
                " FROM texts t JOIN articles a ON a.num = t.num"
                " WHERE t.num IN (SELECT value FROM json_each(?))",
                (json.dumps(some),),
            )
            for num, body, boilerplate, start, end, published in rows:
                span = None if start is None else (start, end)
                dimmed = [(at, to) for at, to in json.loads(boilerplate)]
                yield num, story_of(body, dimmed, span, published)

    # -- pairs

    def stored_pairs(self, pairs: Sequence[Pair]) -> dict[Pair, bool]:
        """Return the stored results for pairs of contents."""
        results: dict[Pair, bool] = {}
        for some in _batches(pairs):
            rows = self._database.connection().execute(
                "SELECT p.one, p.other, p.are_copies FROM json_each(?) j JOIN copy_pairs p"
                " ON p.one = json_extract(j.value, '$[0]')"
                " AND p.other = json_extract(j.value, '$[1]')",
                (json.dumps(some),),
            )
            results.update(((left, right), bool(are)) for left, right, are in rows)
        return results

    def store_pairs(self, results: dict[Pair, bool]) -> None:
        """Store the results for pairs of contents."""
        rows = [(*pair, are) for pair, are in results.items()]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO copy_pairs VALUES (?, ?, ?)", rows)

    # -- groups

    def store_groups(self, leaders: dict[int, int], state: str) -> None:
        """Store each article's leader, and the state from which the groups were computed."""
        before = dict(self._database.connection().execute("SELECT num, leader FROM copies"))
        removed = [num for num in before if num not in leaders]
        new = [item for item in leaders.items() if before.get(item[0]) != item[1]]
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM copies WHERE num = ?", [(num,) for num in removed])
            connection.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?)", new)
            # An article removed in the meantime must not return with the groups.
            connection.execute(
                "DELETE FROM copies WHERE num NOT IN (SELECT num FROM articles WHERE present = 1)"
            )
            self._database.set_meta(DONE_KEY, state)
        self._forget_contents()

    def _forget_contents(self) -> None:
        """Delete samples and pairs of contents that no article has any more."""
        connection = self._database.connection()
        unused = [
            sha256
            for (sha256,) in connection.execute(
                "SELECT sha256 FROM copy_samples s WHERE NOT EXISTS"
                " (SELECT 1 FROM articles a WHERE a.sha256 = s.sha256 AND a.present = 1)"
            )
        ]
        for some in _batches(unused):
            with self._database.transaction():
                for column, table in _CONTENTS:
                    connection.execute(
                        f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                        (json.dumps(some),),
                    )


_CONTENTS = (("sha256", "copy_samples"), ("one", "copy_pairs"), ("other", "copy_pairs"))
"""The columns that refer to a content, with their tables."""


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch
