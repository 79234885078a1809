"""The entities of a library: annotation, corrections, and lookup of names."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from store.errors import ModelMissing, UnknownArticle
from store.folder.locations import Locations
from store.index import rows
from store.index.conditions import Conditions
from store.index.database import Database
from store.model import Entity

if TYPE_CHECKING:
    from store.entities.annotate import Annotated, AnnotateProgress
    from store.entities.correction_commands import CurrentCorrections
    from store.entities.name_details import NameCard
    from store.entities.name_search import Shortlist
    from store.entities.names import Hidden, Name
    from store.entities.pipelines import Pipelines
    from store.entities.spacy_models import Models
    from store.query.nodes import Query

MODEL_SETTING = '["settings","model"]'
"""The path of the fact that holds the names of the library's models."""


def default_jobs() -> int:
    """Return how many worker processes to run: at most two, leaving one core for the screen."""
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Entities:
    """Annotates the articles of an index, and reads their entities with the user's corrections.

    Calling it with an article's id returns the entities. `model` names the spaCy pipelines to use,
    by default those in the library's settings; `jobs` is the number of worker processes.
    """

    def __init__(
        self,
        locations: Locations,
        database: Database,
        conditions: Conditions,
        model: Models | None = None,
        jobs: int | None = None,
    ) -> None:
        self._locations = locations
        self._database = database
        self._conditions = conditions
        self._chosen_model = model
        self._jobs = jobs

    def __call__(self, id: str) -> tuple[Entity, ...] | None:
        """Return an article's entities; None before it is annotated. Raises UnknownArticle."""
        from store.entities.apply_corrections import entities

        return entities(self._database, rows.known_num(self._database, id))

    def update_for(self, tree: Query) -> None:
        """Apply the user's corrections to the index where a query asks for names."""
        from store.query import sql

        if sql.asks_for_names(tree):
            from store.entities.shown_mentions import update_shown_mentions

            update_shown_mentions(self._database)

    # -- models

    @property
    def model(self) -> str | None:
        """Return the names of the models in use, separated by commas; None if there are none."""
        try:
            pipelines = self.pipelines().routes
        except ModelMissing:
            return None
        return ", ".join(pipeline.name for pipeline in pipelines if pipeline.name is not None)

    def pipelines(self) -> Pipelines:
        """Return which language model reads which articles, and why requested ones are not used.

        Raises ModelMissing if none of them is installed.
        """
        from store.entities.pipelines import Pipelines, choose_pipelines

        models, refusals = self._models()
        chosen = choose_pipelines(models)
        return Pipelines(chosen.routes, (*refusals, *chosen.problems))

    def _models(self) -> tuple[Models | None, tuple[str, ...]]:
        """Return the requested models (None: the default), and why some are refused.

        Settings that come with a folder of articles may only name installed packages.
        """
        from store.entities.pipelines import names_of
        from store.entities.spacy_models import is_path

        if self._chosen_model:
            return self._chosen_model, ()
        row = (
            self._database.connection()
            .execute("SELECT value FROM facts WHERE path = ?", (MODEL_SETTING,))
            .fetchone()
        )
        setting = json.loads(row[0]) if row else None
        listed = setting if isinstance(setting, list) else [setting]
        names = [name for name in listed if isinstance(name, str)]
        refusals = tuple(
            f"tags.yaml names the folder {name} as a model: only --model and config.toml may"
            for name in names
            if is_path(name)
        )
        return names_of([name for name in names if not is_path(name)]), refusals

    def unsupported(self, only: Sequence[str] | None = None) -> list[str]:
        """Return messages that count the articles (of these ids) in languages without a model.

        Raises ModelMissing if there is no model at all, and UnknownArticle for `only`.
        """
        from store.entities.unsupported_languages import in_words, unsupported

        nums = None if only is None else self._nums(only)
        return [
            in_words(*counted) for counted in unsupported(self._database, self.pipelines(), nums)
        ]

    # -- annotation

    def workers(self, jobs: int | None = None) -> Executor:
        """Return worker processes that can serve several runs; the caller shuts them down."""
        from store.entities.worker_pool import make_executor

        return make_executor(self._width(jobs), self._models()[0], self._locations.annotate_log)

    def _width(self, jobs: int | None) -> int:
        return jobs or self._jobs or default_jobs()

    def annotate(
        self,
        executor: Executor | None = None,
        progress: Callable[[AnnotateProgress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        first: Callable[[], str | None] | None = None,
        only: Sequence[str] | None = None,
        jobs: int | None = None,
    ) -> Annotated:
        """Annotate the articles that lack entities of the current model and rules.

        Blocks the calling thread; the model runs in `jobs` worker processes, or in an `executor`.
        `first` returns the id of the article to annotate next, `only` limits the run to these ids.
        Raises ModelMissing, and UnknownArticle for `only`.
        """
        from store.entities.annotate import annotate

        def first_num() -> int | None:
            id = None if first is None else first()
            return None if id is None else rows.num_of(self._database, id)

        return annotate(
            self._database,
            model=self._models()[0],
            executor=executor,
            jobs=self._width(jobs),
            first=first_num,
            only=None if only is None else self._nums(only),
            progress=progress,
            stop=stop,
            log=self._locations.annotate_log,
        )

    def _nums(self, ids: Sequence[str]) -> list[int]:
        nums, unknown = rows.nums_of(self._database, ids)
        if unknown:
            raise UnknownArticle(unknown)
        return nums

    # -- names

    def names(self, query: str = "", limit: int | None = None) -> list[Name]:
        """Return the names in the articles that match a query, most mentions first."""
        from store.entities.names import names

        with self._conditions.bounded(query) as (condition, bound):
            return names(self._database, where=condition, parameters=bound, limit=limit)

    def details(self, name: str, label: str | None = None) -> NameCard:
        """Return the details of a canonical name, for one label or for all."""
        from store.entities.name_details import name_card

        return name_card(self._database, name, label)

    def shortlist(self) -> Shortlist:
        """Return a searchable snapshot of the library's names."""
        from store.entities.name_search import Shortlist

        return Shortlist(self._database)

    def hidden(self) -> list[Hidden]:
        """Return the names that the user has hidden, and how to show them again."""
        from store.entities.names import hidden

        return hidden(self._database.connection())

    def current_corrections(self, id: str | None = None) -> CurrentCorrections:
        """Return the corrections of the library and of one article."""
        from store.entities.correction_commands import CurrentCorrections
        from store.entities.corrections import Corrections, of_article, of_library

        connection = self._database.connection()
        article = Corrections() if id is None else of_article(connection, id)
        return CurrentCorrections(of_library(connection), article)
