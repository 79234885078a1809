"""What a person should know about language models: those missing, and the languages none reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    rows = database.connection().execute(
        "SELECT language, count(*) FROM articles WHERE present = 1 AND language IS NOT NULL"
        " GROUP BY language ORDER BY count(*) DESC, language"
    )
    for language, number in rows.fetchall():
        if ways.why_few(language) is None:
            continue
        articles = "1 article" if number == 1 else f"{number:,} articles"
        message = f"{articles} in {name_of(language)} (lang:{language}): well-known names only"
        offered = download(language)
        remedy = "nothing to do, unless you know a model for it"
        if offered is not None:
            remedy = f"{install_command(offered)}, and add it to the setting model"
        yield Finding(KIND, "", message, remedy, False)
