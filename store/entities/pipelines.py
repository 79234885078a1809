"""Decides which pipeline reads which articles, by language."""

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
"""Stands for the language of an article whose language is uncertain."""

RULES_ALONE = f"rules+r{RULES}"
"""The recipe of results found by the rules alone, without a pipeline."""

ON_NEWS = "ca da de el es fi fr hr it ja ko lt mk nb nl pl pt ro ru sl sv uk"
ON_THE_WEB = "en zh"
"""Languages for which spaCy offers small pipelines, by the kind of training text."""


@dataclass(frozen=True)
class Pipeline:
    """A spaCy model with the languages it reads; without one, those that only the rules read."""

    pipeline: SpacyModel | None
    languages: frozenset[str]
    """ISO 639 codes, and UNSURE."""
    others: bool = False
    """Whether the languages are excluded rather than included."""

    @cached_property
    def recipe(self) -> str:
        """Identifies the version of the results."""
        return RULES_ALONE if self.pipeline is None else self.pipeline.recipe

    @property
    def name(self) -> str | None:
        """The name of the spaCy model, as passed to workers."""
        return None if self.pipeline is None else self.pipeline.name

    def reads(self, language: str | None) -> bool:
        """Return whether it reads articles in a language (None: uncertain)."""
        return ((language or UNSURE) in self.languages) is not self.others

    def condition(self) -> tuple[str, str]:
        """Return the SQL condition over `articles a`, and the value of `:languages`."""
        negation = "NOT " * self.others
        listed = "(SELECT value FROM json_each(:languages))"
        condition = f"coalesce(a.language, '{UNSURE}') {negation}IN {listed}"
        return condition, json.dumps(sorted(self.languages))


@dataclass(frozen=True, slots=True)
class Pipelines:
    """All pipelines, the first requested one first; each article belongs to exactly one."""

    routes: tuple[Pipeline, ...]
    problems: tuple[str, ...]
    """Why requested models aren't used, one message each."""

    def why_few(self, language: str | None) -> str | None:
        """Return why a language shows well-known names only; None if a model reads it."""
        if language is None or any(way.reads(language) and way.pipeline for way in self.routes):
            return None
        offered = download(language)
        hint = f" (spaCy has {offered})" if offered else ""
        return f"no language model reads {name_of(language)}{hint}: well-known names only"


READS_TOO = {"hr": ("bs",)}
"""Languages so close to a pipeline's own that it reads them unless another one does."""


def names_of(models: Models | None) -> tuple[str, ...]:
    """Return the names of the requested models, each once; the default if there are none."""
    names = [models] if isinstance(models, str) else list(models or ())
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip())) or (DEFAULT,)


def choose_pipelines(models: Models | None = None) -> Pipelines:
    """Return the pipelines for the requested models, in their order.

    The first model of a language reads it; the first of all also reads articles whose language is
    uncertain. All others go to a multi-language model, or to the rules alone. Raises ModelMissing
    if no model is installed.
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
    languages = frozenset().union(*(route.languages for route in routes))
    rest = Pipeline(by_language.get(ANY), languages, others=True)
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
    """Return why a model isn't used, and, if its name tells the language, the consequence."""
    match = None if is_path(name) else OF_SPACY.fullmatch(name)
    if match is None or match[1] == ANY:
        return message
    return f"{message}; its articles ({name_of(match[1])}) show well-known names only"


def download(language: str) -> str | None:
    """Return the name of a small pipeline that spaCy offers for a language, or None."""
    if language in ON_NEWS.split():
        return f"{language}_core_news_sm"
    return f"{language}_core_web_sm" if language in ON_THE_WEB.split() else None
