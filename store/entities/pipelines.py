"""Which pipeline reads which articles, by their language, and what stands for its results."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from store.entities.spacy_models import (
    ANY,
    DEFAULT,
    OF_SPACY,
    RULES,
    Models,
    SpacyModel,
    is_path,
    spacy_model,
)
from store.errors import ModelMissing
from store.languages import SAME, name_of

UNSURE = ""
"""Stands for the language of an article whose language isn't sure."""

RULES_ALONE = f"rules+r{RULES}"
"""The recipe of what the rules find where no pipeline reads the language."""

ON_NEWS = "ca da de el es fi fr hr it ja ko lt mk nb nl pl pt ro ru sl sv uk"
ON_THE_WEB = "en zh"
"""The languages that spaCy offers small pipelines for, by what these were trained on."""


@dataclass(frozen=True)
class Pipeline:
    """The articles that one pipeline reads, or, without one, those that only the rules read."""

    pipeline: SpacyModel | None
    languages: frozenset[str]
    """ISO 639 codes, and UNSURE."""
    others: bool = False
    """Whether the articles are those in any language *but* these."""

    @cached_property
    def recipe(self) -> str:
        """What stands for the results."""
        return RULES_ALONE if self.pipeline is None else self.pipeline.recipe

    @property
    def name(self) -> str | None:
        """The pipeline's name, as workers are given it."""
        return None if self.pipeline is None else self.pipeline.name

    def reads(self, language: str | None) -> bool:
        """Return whether articles in a language (None: not sure) go this way."""
        return ((language or UNSURE) in self.languages) is not self.others

    def condition(self) -> tuple[str, str]:
        """Return the SQL condition over `articles a` for its articles, and what `:languages` is."""
        negation = "NOT " * self.others
        listed = "(SELECT value FROM json_each(:languages))"
        condition = f"coalesce(a.language, '{UNSURE}') {negation}IN {listed}"
        return condition, json.dumps(sorted(self.languages))


@dataclass(frozen=True, slots=True)
class Pipelines:
    """All routes, the first pipeline's first; together they take every article, each once."""

    routes: tuple[Pipeline, ...]
    problems: tuple[str, ...]
    """Why pipelines that were asked for aren't used, a line each."""

    def why_few(self, language: str | None) -> str | None:
        """Return why articles in a language show well-known names only; None where they don't."""
        if language is None or any(way.reads(language) and way.pipeline for way in self.routes):
            return None
        offered = download(language)
        hint = f" (spaCy has {offered})" if offered else ""
        return f"no language model reads {name_of(language)}{hint}: well-known names only"


READS_TOO = {"hr": ("bs",)}
"""Languages so near to a pipeline's own that it reads them, unless another one does."""


def names_of(models: Models | None) -> tuple[str, ...]:
    """Return the names of the pipelines that are asked for, each once; the default for none."""
    names = [models] if isinstance(models, str) else list(models or ())
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip())) or (DEFAULT,)


def choose_pipelines(models: Models | None = None) -> Pipelines:
    """Return the routes that pipelines give, in the order in which they are named.

    The first pipeline of a language reads it; the first of all also reads what is in no sure
    language. What is left goes to a pipeline of many languages, or to the rules alone. Raises
    ModelMissing where no pipeline is there at all.
    """
    by_language: dict[str, SpacyModel] = {}
    missing: dict[str, str] = {}
    problems = []
    for name in names_of(models):
        try:
            model = spacy_model(name)
        except ModelMissing as error:
            missing[name] = str(error)
            continue
        language = SAME.get(model.language, model.language)
        if language in by_language:
            message = f"the language model {name} is not used"
            problems.append(
                f"{message}: {by_language[language].name} reads {name_of(language)} already"
            )
        by_language.setdefault(language, model)
    if not by_language:
        raise ModelMissing("; ".join(missing.values()))
    first = next(iter(by_language))
    routes = [
        Pipeline(model, frozenset(_languages_read(language, by_language, first)))
        for language, model in by_language.items()
        if language != ANY
    ]
    taken = frozenset().union(*(route.languages for route in routes))
    rest = Pipeline(by_language.get(ANY), taken, others=True)
    routes.insert(0 if first == ANY else len(routes), rest)
    unread = [_problem(*item) for item in missing.items()]
    return Pipelines(tuple(routes), (*unread, *problems))


def _languages_read(language: str, languages: Collection[str], first: str) -> Iterator[str]:
    """Yield the languages that a pipeline reads; related ones unless they are in `languages`."""
    yield language
    yield from (near for near in READS_TOO.get(language, ()) if near not in languages)
    if language == first:
        yield UNSURE


def _problem(name: str, message: str) -> str:
    """Return why a pipeline isn't used, and what follows from it where its name says that."""
    match = None if is_path(name) else OF_SPACY.fullmatch(name)
    if match is None or match[1] == ANY:
        return message
    return f"{message}; its articles ({name_of(match[1])}) show well-known names only"


def download(language: str) -> str | None:
    """Return the name of a small pipeline that spaCy offers for a language; None for none."""
    if language in ON_NEWS.split():
        return f"{language}_core_news_sm"
    return f"{language}_core_web_sm" if language in ON_THE_WEB.split() else None
