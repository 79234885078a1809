"""What a person should know about language models: those missing, and the languages none reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from store.entities.model import install_command
from store.entities.routes import Routes, download
from store.errors import ModelMissing
from store.index.check import Finding
from store.index.database import Database
from store.languages import name_of

KIND: Final = "language model"


def check_models(database: Database, routes: Callable[[], Routes]) -> Iterator[Finding]:
    """Yield the models that are asked for and not used, and what articles none of them reads."""
    try:
        ways = routes()
    except ModelMissing as error:
        yield Finding(KIND, "", f"no names are found: {error}", "install it", False)
        return
    for problem in ways.problems:
        yield Finding(KIND, "", problem, "install it, or name another one", False)
    for language, number in unread(database, ways):
        offered = download(language)
        remedy = "nothing to do, unless you know a model for it"
        if offered is not None:
            remedy = f"{install_command(offered)}, and add it to the setting model"
        yield Finding(KIND, "", f"{in_words(language, number)}: {FEW}", remedy, False)


FEW = "well-known names only"


def unread(
    database: Database, ways: Routes, nums: Sequence[int] | None = None
) -> list[tuple[str, int]]:
    """Return the languages that no model reads, and how many articles (of `nums`) are in each.

    The commonest come first.
    """
    given = "1" if nums is None else "num IN (SELECT value FROM json_each(:nums))"
    rows = database.connection().execute(
        "SELECT language, count(*) FROM articles"
        f" WHERE present = 1 AND language IS NOT NULL AND {given}"
        " GROUP BY language ORDER BY count(*) DESC, language",
        {} if nums is None else {"nums": json.dumps(list(nums))},
    )
    return [row for row in rows.fetchall() if ways.why_few(row[0]) is not None]


def in_words(language: str, number: int) -> str:
    """Return how many articles are in a language: `12 articles in French (lang:fr)`."""
    articles = "1 article" if number == 1 else f"{number:,} articles"
    return f"{articles} in {name_of(language)} (lang:{language})"
