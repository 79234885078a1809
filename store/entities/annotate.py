"""Annotates articles: sends batches of text to worker processes and writes the results."""

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
"""Batches in flight per worker: one running, one queued, so urgent articles can jump ahead."""

LOOK_EVERY = 0.05
"""Seconds between two checks of `stop`."""

WRITE_AT = 32
"""Maximum number of texts written in one transaction."""

DEATHS = 8
"""Consecutive worker deaths after which the run is aborted."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The result of a run."""

    articles: int
    """Articles that now have entities."""
    failed: tuple[tuple[str, str], ...] = ()
    """Ids of articles in which finding names failed, each with the reason."""


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
    """Annotate the articles whose entities are missing or come from another model or rule version.

    Each article goes to the pipeline of `model` for its language, or to the rules alone.

    `first` is called before each batch and returns the row number of an article to annotate next.
    `only` limits the run to these row numbers; such a run may run beside another one, whereas a run
    over the whole library waits while another process has the lease. `stop` is honoured within a
    tenth of a second; results that have already arrived are kept. Without an `executor`, `jobs`
    worker processes are started and shut down before this returns; their output goes to `log`, or
    is discarded. With one, `jobs` is the number of calls that it runs in parallel.

    Raises ModelMissing if no pipeline is installed, or, after all other articles are done, if one
    can't be loaded; CuttingsError if workers keep dying.
    """
    routes = choose_pipelines(model).routes
    own_executor = make_executor(jobs, model, log) if executor is None else None
    workers = executor if own_executor is None else own_executor
    assert workers is not None
    width = workers.jobs if isinstance(workers, WorkerPool) else max(1, jobs)
    run = _Run(database, routes, only, progress)
    try:
        run.run(workers, width, first, stop or never_cancel)
    finally:
        run.close()
        if own_executor is not None:
            own_executor.shutdown(wait=False, cancel_futures=True)
    return Annotated(run.articles - len(run.failed), tuple(sorted(run.failed)))


def _result_of(content: Content) -> entity_store.ArticleEntities:
    """Return the database record for a finished text."""
    if content.fault is not None:
        return entity_store.failed_content(content.nums, content.sha256, content.fault)
    return entity_store.annotated_content(
        content.nums, content.sha256, content.text, content.all_entities()
    )


def _is_out_of_memory(error: BaseException) -> bool:
    """Return whether a text failed because memory ran out, so that a later run may succeed."""
    return isinstance(error, MemoryError) or (isinstance(error, WorkerDied) and error.was_killed)


def _reason(error: BaseException) -> str:
    """Return a message that says why no names were found in a text."""
    if _is_out_of_memory(error):
        return "memory ran out while finding the names in it; the next start tries again"
    if isinstance(error, BrokenExecutor):
        return entity_store.OWN_FAULT
    return f"finding the names in it failed ({in_words(error)})"


def _abort_reason(error: BaseException) -> str:
    """Return a message that says why a run was aborted."""
    if _is_out_of_memory(error):
        return (
            "finding names stopped: the system keeps killing its process, probably because memory"
            " runs out; close other programs, or set jobs = 1 in config.toml"
        )
    return f"finding names stopped: its process keeps crashing ({error})"


class _Run:
    """The state of one run: batches in flight, results received, and texts not yet written."""

    def __init__(
        self,
        database: Database,
        routes: Sequence[Pipeline],
        only: Sequence[int] | None,
        progress: Callable[[AnnotateProgress], None] | None,
    ) -> None:
        self.articles = 0
        self.failed: list[tuple[str, str]] = []
        self._database = database
        self._routes = routes
        self._lease = Lease(database) if only is None else None
        self._queue = Queue(database, routes, only, self._finish)
        self._rate = AnnotationRate(*entity_store.count_pending(database, routes, only), progress)
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
        """Run until no article is left or `stop` returns true."""
        self._rate.report(0)
        while not stop():
            may_scan = self._lease is None or self._lease.acquire()
            while len(self._in_flight) < width * IN_FLIGHT:
                batch = self._queue.batch(first(), may_scan)
                if not batch:
                    break
                texts = [section.text for section in batch]
                name = batch[0].content.route.name
                self._in_flight[executor.submit(annotate_texts, name, texts)] = batch
            self._write()
            if self._in_flight:
                for future in wait(self._in_flight, LOOK_EVERY, FIRST_COMPLETED).done:
                    self._receive(future)
            elif may_scan and self._queue.exhausted:
                if self.articles:
                    entity_store.delete_unused(self._database)
                if self._missing is not None:
                    raise self._missing
                return
            elif not may_scan:
                time.sleep(2 * LOOK_EVERY)
                self._rate.report_other_run(
                    entity_store.count_pending(self._database, self._routes, None)[0]
                )

    def close(self) -> None:
        """Cancel the batches in flight without waiting for them, and release the lease."""
        for future in self._in_flight:
            future.cancel()
        self._write()
        if self._lease is not None:
            self._lease.release()

    def _receive(self, future: Future[list[list[Finding]]]) -> None:
        """Store a worker's results; if the call failed, queue its texts again one by one."""
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
        """Add a section's entities to its text; finish the text if this was the last section."""
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
        """Write the finished texts in one short transaction, and report progress."""
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
