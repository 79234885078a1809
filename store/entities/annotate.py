"""Annotates the articles that need it: batches to the workers, findings into the index."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path

from store.entities import entity_store
from store.entities.annotation_progress import AnnotateProgress, AnnotationRate
from store.entities.lease import Lease
from store.entities.pipelines import Pipeline, choose_pipelines
from store.entities.predict import Finding, annotate_texts
from store.entities.queue import Content, Queue, Section
from store.entities.spacy_models import Models
from store.entities.worker_pool import WorkerDied, WorkerPool, make_executor
from store.errors import CuttingsError, ModelMissing
from store.index import article_faults
from store.index.article_faults import in_words
from store.index.database import Database
from store.progress import never_cancel

__all__ = ["AnnotateProgress", "Annotated", "annotate"]

IN_FLIGHT = 2
"""Batches in flight per worker: one at work, one waiting, so that what is wanted overtakes."""

LOOK_EVERY = 0.05
"""Seconds between two looks at `stop`."""

WRITE_AT = 32
"""Texts that are written in one transaction at most."""

DEATHS = 8
"""Workers that may die in a row before the run gives up."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """What a run gave: how many articles now have findings, and the ids of those that failed."""

    articles: int
    failed: tuple[tuple[str, str], ...] = ()
    """Ids, and why no names were found in them."""


def _none() -> int | None:
    return None


def annotate(
    database: Database,
    *,
    model: Models | None = None,
    executor: Executor | None = None,
    jobs: int = 1,
    first: Callable[[], int | None] = _none,
    only: Sequence[int] | None = None,
    progress: Callable[[AnnotateProgress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    log: Path | None = None,
) -> Annotated:
    """Annotate the articles whose findings are missing or of another recipe; return the counts.

    Each goes to the pipeline of `model` that reads its language, or to the rules alone.

    `first` is asked before each batch for the number of the article that is wanted now. `only`
    limits the run to these numbers, and lets it go ahead beside another one; a run over the whole
    library waits while another process makes one. `stop` is honoured within a tenth of a second,
    and what was found until then is kept. Without an `executor`, `jobs` processes are started, and
    ended before this returns, and what they print goes to `log`, or nowhere; with one, `jobs` says
    how many calls it runs at the same time.

    Raises ModelMissing where no pipeline is there, and, after the articles that others read, where
    one can't be loaded; CuttingsError when workers keep ending.
    """
    ways = choose_pipelines(model).routes
    own_executor = make_executor(jobs, model, log) if executor is None else None
    used = executor if own_executor is None else own_executor
    assert used is not None
    width = used.jobs if isinstance(used, WorkerPool) else max(1, jobs)
    run = _Run(database, ways, only, progress)
    try:
        run.run(used, width, first, stop or never_cancel)
    finally:
        run.close()
        if own_executor is not None:
            own_executor.shutdown(wait=False, cancel_futures=True)
    return Annotated(run.articles - len(run.failed), tuple(sorted(run.failed)))


def _result_of(content: Content) -> entity_store.ArticleEntities:
    """Return what is to be written for a text that is settled."""
    if content.fault is not None:
        return entity_store.failed_content(content.nums, content.sha256, content.fault)
    return entity_store.annotated_content(
        content.nums, content.sha256, content.text, content.all_entities()
    )


def _is_out_of_memory(error: BaseException) -> bool:
    """Return whether a text failed for the machine's sake: a later run may succeed."""
    return isinstance(error, MemoryError) or (isinstance(error, WorkerDied) and error.was_killed)


def _reason(error: BaseException) -> str:
    """Return why no names are found in a text, in words."""
    if _is_out_of_memory(error):
        return "memory ran out while finding the names in it; the next start tries again"
    if isinstance(error, BrokenExecutor):
        return entity_store.OWN_FAULT
    return f"finding the names in it failed ({in_words(error)})"


def _abort_reason(error: BaseException) -> str:
    """Return why a run gives up, in words."""
    if _is_out_of_memory(error):
        return (
            "finding names stopped: the system keeps killing its process, probably because memory"
            " runs out; close other programs, or set jobs = 1 in config.toml"
        )
    return f"finding names stopped: its process keeps ending early ({error})"


class _Run:
    """One run: what is in flight, what came back, and what is still to be written."""

    def __init__(
        self,
        database: Database,
        ways: Sequence[Pipeline],
        only: Sequence[int] | None,
        progress: Callable[[AnnotateProgress], None] | None,
    ) -> None:
        self.articles = 0
        self.failed: list[tuple[str, str]] = []
        self._database = database
        self._routes = ways
        self._lease = Lease(database) if only is None else None
        self._queue = Queue(database, ways, only, self._finish)
        self._rate = AnnotationRate(*entity_store.count_pending(database, ways, only), progress)
        self._in_flight: dict[Future[list[list[Finding]]], list[Section]] = {}
        self._finished: list[Content] = []
        self._deaths = 0
        self._missing: ModelMissing | None = None

    def run(
        self,
        executor: Executor,
        width: int,
        first: Callable[[], int | None],
        stop: Callable[[], bool],
    ) -> None:
        """Run until nothing is left, or `stop` says so."""
        self._rate.report(0)
        while not stop():
            mine = self._lease is None or self._lease.acquire()
            while len(self._in_flight) < width * IN_FLIGHT:
                batch = self._queue.batch(first(), mine)
                if not batch:
                    break
                texts = [section.text for section in batch]
                name = batch[0].content.route.name
                self._in_flight[executor.submit(annotate_texts, name, texts)] = batch
            self._write()
            if self._in_flight:
                for future in wait(self._in_flight, LOOK_EVERY, FIRST_COMPLETED).done:
                    self._receive(future)
            elif mine and self._queue.exhausted:
                if self.articles:
                    entity_store.delete_unused(self._database)
                if self._missing is not None:
                    raise self._missing
                return
            elif not mine:
                time.sleep(2 * LOOK_EVERY)
                self._rate.report_other_run(
                    entity_store.count_pending(self._database, self._routes, None)[0]
                )

    def close(self) -> None:
        """Give up what is in flight, without waiting for it, and the lease."""
        for future in self._in_flight:
            future.cancel()
        self._write()
        if self._lease is not None:
            self._lease.release()

    def _receive(self, future: Future[list[list[Finding]]]) -> None:
        """Keep what a worker answered; give its texts out again, one by one, where it failed."""
        batch = self._in_flight.pop(future)
        error = future.exception()
        if isinstance(error, ModelMissing):
            self._missing = self._missing or error
            self._queue.give_up(batch[0].content.route)
            return
        if isinstance(error, CuttingsError):
            raise error
        if error is None:
            self._deaths = 0
            for section, findings in zip(batch, future.result(), strict=True):
                self._add_entities(section, findings)
            return
        self._deaths += isinstance(error, BrokenExecutor)
        if self._deaths >= DEATHS:
            raise CuttingsError(_abort_reason(error)) from error
        for section in batch:
            section.tries += 1
            if section.tries < 2:
                self._queue.retry(section)
            elif section.content.fault is None:
                section.content.fault = _reason(error)
                section.content.is_set_aside = _is_out_of_memory(error)
                self._finish(section.content)

    def _add_entities(self, section: Section, findings: list[Finding]) -> None:
        """Put a section's findings to its text's; settle the text when it was the last."""
        content, shift = section.content, section.start
        content.results[section.number] = [
            (start + shift, end + shift, label, name, reason)
            for start, end, label, name, reason in findings
        ]
        if len(content.results) == content.sections and content.fault is None:
            self._finish(content)

    def _finish(self, content: Content) -> None:
        self._finished.append(content)
        if len(self._finished) >= WRITE_AT:
            self._write()

    def _write(self) -> None:
        """Write the settled texts in one short transaction, and tell how far the run is."""
        if not self._finished:
            return
        settled, self._finished = self._finished, []
        with self._database.transaction() as connection:
            for content in settled:
                if content.fault is not None:
                    ids = entity_store.ids(connection, content.nums)
                    self.failed.extend((id, content.fault) for id in ids)
                if content.is_set_aside:
                    article_faults.record(
                        connection, "names", dict.fromkeys(content.nums, content.fault)
                    )
                    self.articles += len(content.nums)
                else:
                    self.articles += entity_store.write(
                        connection, content.route.recipe, _result_of(content)
                    )
        for content in settled:
            self._queue.forget(content)
            self._rate.add_words(content.words, by_model=content.sections > 0)
        self._rate.report(self.articles)
