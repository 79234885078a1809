"""What the entity tests share: an index with articles, and a stand-in for workers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from store.entities.predict import Finding
from store.index.database import Database
from store.userdata.projection import as_json


def add_article(database: Database, name: str, text: str, language: str | None = None) -> int:
    """Add an article that lacks findings; return its number."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with database.transaction() as connection:
        (num,) = connection.execute(
            "INSERT INTO articles (id, sha256, words, title, language) VALUES (?, ?, ?, ?, ?)"
            " RETURNING num",
            (name, digest, len(text.split()), name, language),
        ).fetchone()
        connection.execute(
            "INSERT INTO texts (num, title, body, paragraphs, boilerplate, reflow)"
            " VALUES (?, ?, ?, '[]', '[]', '[]')",
            (num, name, text),
        )
        connection.execute(
            "INSERT INTO fts (rowid, title, body, halves)"
            " SELECT * FROM words_of_texts WHERE num = ?",
            (num,),
        )
    return int(num)


def add_fact(database: Database, value: Any, *path: str) -> None:
    """Keep a correction of the user."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO facts VALUES (?, ?)", (as_json(path), as_json(value))
        )


def capitals(text: str) -> list[Finding]:
    """Return every word that begins with a capital, as a finding."""
    findings: list[Finding] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if word[0].isupper():
            findings.append((start, at, "PERSON", word, "test"))
    return findings


class Inline(Executor):
    """Answers at once, in this thread; counts the texts, and fails with `trouble` for some."""

    def __init__(self, trouble: Callable[[str], BaseException | None] = lambda text: None) -> None:
        self.batches: list[list[str]] = []
        self.models: list[str | None] = []
        """Of the batches, one after the other, each once in a row."""
        self._trouble = trouble

    @property
    def texts(self) -> list[str]:
        """All texts in the order in which they were given."""
        return [text for batch in self.batches for text in batch]

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        model, texts = args
        if self.models[-1:] != [model]:
            self.models.append(model)
        self.batches.append(list(texts))
        future: Future[Any] = Future()
        errors = [error for text in texts if (error := self._trouble(text))]
        if errors:
            future.set_exception(errors[0])
        else:
            future.set_result([capitals(text) for text in texts])
        return future
