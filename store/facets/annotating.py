"""The part of `Library` that finds entities: which model, and the run over the articles."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import ModelMissing, UnknownArticle
from store.folder.locations import Locations
from store.index import rows
from store.index.database import Database
from store.progress import never_cancel

if TYPE_CHECKING:
    from store.entities.annotate import Annotated, AnnotateProgress
    from store.entities.pipelines import Pipelines
    from store.entities.spacy_models import Models

MODEL_SETTING = '["settings","model"]'
"""Where the table of facts has the names of the library's models."""


def _nobody() -> str | None:
    return None


def default_jobs() -> int:
    """Return how many annotating processes to run: one core is left to the screen, two at most."""
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Annotating:
    """Annotates the articles of an index with the library's models."""

    def __init__(
        self, places: Locations, database: Database, model: Models | None, jobs: int | None
    ) -> None:
        self.places = places
        self._database = database
        self._chosen_model = model
        self._jobs = jobs

    @property
    def model(self) -> str | None:
        """Return the names of the language models that are used, by comma; None where none is."""
        try:
            ways = self.routes().routes
        except ModelMissing:
            return None
        return ", ".join(way.name for way in ways if way.name is not None)

    def routes(self) -> Pipelines:
        """Return which language model reads which articles, and why some that are asked for don't.

        Raises ModelMissing where none of them is there.
        """
        from store.entities.pipelines import Pipelines, choose_pipelines

        asked, refused = self._models()
        found = choose_pipelines(asked)
        return Pipelines(found.routes, (*refused, *found.problems))

    def _models(self) -> tuple[Models | None, tuple[str, ...]]:
        """Return the models that are asked for (None: the default), and why some are refused.

        What comes along with a folder of articles may name installed packages only.
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
        chosen = json.loads(row[0]) if row else None
        listed = chosen if isinstance(chosen, list) else [chosen]
        names = [name for name in listed if isinstance(name, str)]
        refused = tuple(
            f"tags.yaml names the folder {name} as a model: only --model and config.toml may"
            for name in names
            if is_path(name)
        )
        kept = names_of([name for name in names if not is_path(name)])
        return kept, refused

    def unread(self, only: Sequence[str] | None = None) -> list[str]:
        """Return in words how many articles (of these ids) are in languages that no model reads.

        Raises ModelMissing where there is no model at all, and UnknownArticle for `only`.
        """
        from store.entities.unsupported_languages import in_words, unread

        nums = None if only is None else self._nums(only)
        return [in_words(*found) for found in unread(self._database, self.routes(), nums)]

    def workers(self, jobs: int | None = None) -> Executor:
        """Return processes that annotate, for several runs; who asked for them shuts them down."""
        from store.entities.worker_pool import make_executor

        return make_executor(self._width(jobs), self._models()[0], self._log)

    def _width(self, jobs: int | None) -> int:
        return jobs or self._jobs or default_jobs()

    @property
    def _log(self) -> Path:
        return self.places.state / "annotate.log"

    def annotate(
        self,
        executor: Executor | None = None,
        progress: Callable[[AnnotateProgress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        first: Callable[[], str | None] | None = None,
        only: Sequence[str] | None = None,
        jobs: int | None = None,
    ) -> Annotated:
        """Find the entities of the articles that have none of the present model and rules.

        Blocks the calling thread; the model runs in processes of its own (`jobs` of them), or in
        an `executor`. `first` is asked for the id of the article that is wanted next, `only`
        limits the run to these ids. Raises ModelMissing, and UnknownArticle for `only`.
        """
        from store.entities.annotate import annotate

        nums = None if only is None else self._nums(only)
        wanted = first or _nobody

        def first_num() -> int | None:
            id = wanted()
            return None if id is None else rows.num_of(self._database, id)

        return annotate(
            self._database,
            model=self._models()[0],
            executor=executor,
            jobs=self._width(jobs),
            first=first_num,
            only=nums,
            progress=progress,
            stop=stop or never_cancel,
            log=self._log,
        )

    def _nums(self, ids: Sequence[str]) -> list[int]:
        nums, unknown = rows.nums_of(self._database, ids)
        if unknown:
            raise UnknownArticle(unknown)
        return nums
