"""Checks for missing language models and for languages that no model supports."""

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
    """Yield findings for configured models that can't be used and for unsupported languages."""
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
