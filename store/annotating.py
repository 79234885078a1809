"""The part of `Library` that finds entities: which model, and the run over the articles."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import ModelMissing, UnknownArticle
from store.folder.places import Places
from store.index import rows
from store.index.database import Database

if TYPE_CHECKING:
    from store.entities.annotate import Annotated, AnnotateProgress

MODEL_SETTING = '["settings","model"]'
"""Where the table of facts has the name of the library's model."""


def _never() -> bool:
    return False


def _nobody() -> str | None:
    return None


def default_jobs() -> int:
    """Return how many annotating processes to run: one core is left to the screen, two at most."""
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Annotating:
    """Annotates the articles of an index with the library's model."""

    def __init__(
        self, places: Places, database: Database, model: str | None, jobs: int | None
    ) -> None:
        self.places = places
        self._database = database
        self._chosen_model = model
        self._jobs = jobs

    @property
    def model(self) -> str | None:
        """Return the name of the language model, or None where it is missing."""
        return self._model_name() if self.model_problem is None else None

    @property
    def model_problem(self) -> str | None:
        """Return why no entities can be found, in one line; None where they can."""
        from store.entities.model import recipe

        try:
            recipe(self._model_name())
        except ModelMissing as error:
            return str(error)
        return None

    def _model_name(self) -> str:
        from store.entities.model import DEFAULT

        if self._chosen_model is not None:
            return self._chosen_model
        row = (
            self._database.connection()
            .execute("SELECT value FROM facts WHERE path = ?", (MODEL_SETTING,))
            .fetchone()
        )
        chosen = json.loads(row[0]) if row else None
        return chosen if isinstance(chosen, str) and chosen else DEFAULT

    def workers(self, jobs: int | None = None) -> Executor:
        """Return processes that annotate, for several runs; who asked for them shuts them down."""
        from store.entities.pool import make_executor

        return make_executor(self._width(jobs), self._model_name(), self._log)

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
            model=self._model_name(),
            executor=executor,
            jobs=self._width(jobs),
            first=first_num,
            only=nums,
            progress=progress,
            stop=stop or _never,
            log=self._log,
        )

    def _nums(self, ids: Sequence[str]) -> list[int]:
        nums, unknown = rows.nums_of(self._database, ids)
        if unknown:
            raise UnknownArticle(unknown)
        return nums
