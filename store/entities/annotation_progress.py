"""Progress of annotation: articles done, speed and remaining time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnotateProgress:
    """Progress of an annotation run: articles done of the total, and words per second."""

    done: int
    total: int
    words_per_second: float
    """0 until the second batch has arrived."""
    seconds_left: float | None
    """None until the speed is known."""


class AnnotationRate:
    """Counts articles and words, and reports them to `progress`.

    The time until the first result is spent loading the model, so it does not count towards the
    speed; nor do words that needed no model.
    """

    def __init__(
        self, total: int, words: int, progress: Callable[[AnnotateProgress], None] | None
    ) -> None:
        self._total = total
        self._words_left = words
        self._progress = progress
        self._timed = 0
        self._since: float | None = None

    def add_words(self, words: int, by_model: bool) -> None:
        """Count `words` as done."""
        self._words_left = max(0, self._words_left - words)
        if by_model and self._since is not None:
            self._timed += words

    def report(self, articles: int) -> None:
        """Report that `articles` are done; the first report above zero starts the clock."""
        if self._progress is None:
            return
        now = time.monotonic()
        if self._since is None:
            self._since = now if articles else None
        seconds = now - self._since if self._since is not None else 0.0
        rate = self._timed / seconds if seconds > 0 else 0.0
        left = self._words_left / rate if rate else None
        self._progress(AnnotateProgress(articles, max(self._total, articles), rate, left))

    def report_other_run(self, left: int) -> None:
        """Report the progress of another process's run: `left` articles are still pending."""
        if self._progress is not None:
            self._total = max(self._total, left)
            self._progress(AnnotateProgress(self._total - left, self._total, 0.0, None))
