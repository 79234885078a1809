"""What a person should know about language models: those missing, and the languages none reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from store.checks.article_checks import Finding
from store.entities.pipelines import Pipelines, download
from store.entities.spacy_models import install_command
from store.entities.unsupported_languages import in_words, unsupported
from store.errors import ModelMissing
from store.index.database import Database

KIND: Final = "language model"
FEW = "well-known names only"


def check_models(database: Database, routes: Callable[[], Pipelines]) -> Iterator[Finding]:
    """Yield the models that are asked for and not used, and what articles none of them reads."""
    try:
        ways = routes()
    except ModelMissing as error:
        yield Finding(KIND, "", f"no names are found: {error}", "install it", False)
        return
    for problem in ways.problems:
        yield Finding(KIND, "", problem, "install it, or name another one", False)
    for language, number in unsupported(database, ways):
        offered = download(language)
        remedy = "nothing to do, unless you know a model for it"
        if offered is not None:
            remedy = f"{install_command(offered)}, and add it to the setting model"
        yield Finding(KIND, "", f"{in_words(language, number)}: {FEW}", remedy, False)
