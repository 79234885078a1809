"""Counts the articles in languages that no model reads."""

from __future__ import annotations

import json
from collections.abc import Sequence

from store.entities.pipelines import Pipelines
from store.index.database import Database
from store.languages import name_of


def unsupported(
    database: Database, pipelines: Pipelines, nums: Sequence[int] | None = None
) -> list[tuple[str, int]]:
    """Return the languages that no model reads, with the number of articles (of `nums`) in each.

    The most common come first.
    """
    restriction = "1" if nums is None else "num IN (SELECT value FROM json_each(:nums))"
    rows = database.connection().execute(
        "SELECT language, count(*) FROM articles"
        f" WHERE present = 1 AND language IS NOT NULL AND {restriction}"
        " GROUP BY language ORDER BY count(*) DESC, language",
        {} if nums is None else {"nums": json.dumps(list(nums))},
    )
    return [row for row in rows.fetchall() if pipelines.why_few(row[0]) is not None]


def in_words(language: str, number: int) -> str:
    """Return a phrase that counts a language's articles: `12 articles in French (lang:fr)`."""
    articles = "1 article" if number == 1 else f"{number:,} articles"
    return f"{articles} in {name_of(language)} (lang:{language})"
