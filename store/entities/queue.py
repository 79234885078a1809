"""The queue of texts for the workers: small batches, urgent articles first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from store.entities import entity_store
from store.entities.pipelines import Pipeline
from store.entities.predict import Finding, pieces
from store.index import rows
from store.index.database import Database

BATCH_TEXTS = 32
"""Maximum number of texts in a batch."""

BATCH_SIZE = 40_000
"""Code points at which a batch is full: about half a second of a worker's time."""

SECTION = 100_000
"""Code points; longer texts are annotated in sections so that they don't block others."""

READ_AHEAD = 64
"""Articles read from the index at a time."""


@dataclass(slots=True)
class Content:
    """A text being annotated, with the articles that share it."""

    nums: list[int]
    sha256: str | None
    words: int
    text: str
    route: Pipeline
    sections: int = 0
    results: dict[int, list[Finding]] = field(default_factory=dict)
    fault: str | None = None
    """Why finding its names failed; None if it did not."""
    is_set_aside: bool = False
    """Whether it stays without entities for now, to be retried by a later run."""

    def all_entities(self) -> list[Finding]:
        """Return the entities of all sections, in order."""
        return [item for number in sorted(self.results) for item in self.results[number]]


@dataclass(slots=True)
class Section:
    """A part of a text, from `start`; `tries` counts the failed attempts."""

    content: Content
    number: int
    start: int
    text: str
    tries: int = 0


class Queue:
    """The articles to annotate as batches of sections, one pipeline after the other.

    A worker thus keeps to one pipeline, except for urgent articles. `settle` is called with each
    text that needs no model: its entities are stored already, it is blank, or it failed before.
    """

    def __init__(
        self,
        database: Database,
        routes: Sequence[Pipeline],
        only: Sequence[int] | None,
        settle: Callable[[Content], None],
    ) -> None:
        self._database = database
        self._routes = routes
        self._only = only
        self._on_finished = settle
        self._scan = self._pending()
        self._sections: deque[Section] = deque()
        self._retries: deque[Section] = deque()
        self._active: dict[int, Content] = {}
        self._by_hash: dict[str, Content] = {}
        self._taken_early: set[int] = set()
        self._given_up: set[Pipeline] = set()
        self.exhausted = False
        """Whether all articles have been looked at."""

    def batch(self, urgent: int | None, scanning: bool) -> list[Section]:
        """Return the next batch for a worker, of one pipeline.

        The article `urgent` comes first and alone. Without `scanning`, only urgent articles and
        started texts are returned. Empty if there is nothing to do, or if the articles looked at
        need no model; each call looks at a limited number.
        """
        if urgent is not None and (section := self._section_of(urgent)):
            return [section]
        if self._retries:
            return [self._retries.popleft()]
        batch: list[Section] = []
        size = looked = 0
        while len(batch) < BATCH_TEXTS and size < BATCH_SIZE:
            if not self._sections:
                waiting = next(self._scan, None) if scanning and looked < READ_AHEAD else None
                if waiting is None:
                    self.exhausted = self.exhausted or (scanning and looked < READ_AHEAD)
                    break
                looked += 1
                if waiting[1].num not in self._taken_early:
                    self._sections.extend(self._prepare(*waiting))
                continue
            if batch and self._sections[0].content.route is not batch[0].content.route:
                break
            section = self._sections.popleft()
            size += len(section.text)
            batch.append(section)
        return batch

    def retry(self, section: Section) -> None:
        """Queue a section again, to run alone."""
        self._retries.append(section)

    def give_up(self, route: Pipeline) -> None:
        """Drop all sections of a pipeline that can't be loaded."""
        self._given_up.add(route)
        for parts in (self._sections, self._retries):
            remaining = [section for section in parts if section.content.route is not route]
            parts.clear()
            parts.extend(remaining)

    def forget(self, content: Content) -> None:
        """Forget a text whose entities are stored."""
        for num in content.nums:
            self._active.pop(num, None)
        self._by_hash.pop(content.sha256 or "", None)

    def _section_of(self, num: int) -> Section | None:
        """Return the next section of article `num` if it is pending."""
        if num not in self._active:
            for route in self._open_routes():
                for row in entity_store.pending_among(self._database, route, [num]):
                    self._sections.extendleft(reversed(self._prepare(route, row)))
                    self._taken_early.add(num)
        content = self._active.get(num)
        for section in self._sections if content is not None else ():
            if section.content is content:
                self._sections.remove(section)
                return section
        return None

    def _open_routes(self) -> list[Pipeline]:
        return [route for route in self._routes if route not in self._given_up]

    def _prepare(self, route: Pipeline, row: entity_store.Pending) -> list[Section]:
        """Return a text's sections; none if no model is needed."""
        if row.num in self._active:
            return []
        same = self._by_hash.get(row.sha256 or "")
        if same is not None:
            same.nums.append(row.num)
            same.words += row.words
            self._active[row.num] = same
            return []
        text = rows.body(self._database, row.num)
        content = Content([row.num], row.sha256, row.words, text, route)
        self._active[row.num] = content
        if row.spans is not None or not text or text.isspace():
            content.results[0], content.fault = entity_store.parse_findings(row.spans)
            self._on_finished(content)
            return []
        if row.sha256 is not None:
            self._by_hash[row.sha256] = content
        parts = list(pieces(text, SECTION))
        content.sections = len(parts)
        return [Section(content, number, start, part) for number, (start, part) in enumerate(parts)]

    def _pending(self) -> Iterator[tuple[Pipeline, entity_store.Pending]]:
        """Yield the pending articles, pipeline by pipeline."""
        for route in self._routes:
            for row in self._pending_of(route):
                if route in self._given_up:
                    break
                yield route, row

    def _pending_of(self, route: Pipeline) -> Iterator[entity_store.Pending]:
        """Yield a pipeline's articles; read in small steps because the index changes meanwhile."""
        if self._only is not None:
            for i in range(0, len(self._only), READ_AHEAD):
                chosen = self._only[i : i + READ_AHEAD]
                yield from entity_store.pending_among(self._database, route, chosen)
            return
        num = -1
        while waiting := entity_store.pending_after(self._database, route, num, READ_AHEAD):
            yield from waiting
            num = waiting[-1].num
