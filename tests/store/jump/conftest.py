"""Small indexes to jump in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from store.index.database import Database

Fill = Callable[..., Database]
"""Makes an index: `(titles by id, sources=by id, tags=ids by tag, names=ids by name)`."""


def fill(
    database: Database,
    titles: Mapping[str, str],
    sources: Mapping[str, str] | None = None,
    tags: Mapping[str, Sequence[str]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Put articles, and what is known about them, into an index."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO articles (id, title, source) VALUES (?, ?, ?)",
            [(id, title, (sources or {}).get(id)) for id, title in titles.items()],
        )
        for name, ids in (tags or {}).items():
            connection.execute(
                "INSERT INTO tags (name, fold, listed, place) VALUES (?, ?, 1, 0)",
                (name, name.casefold()),
            )
            connection.executemany(
                "INSERT INTO article_tags SELECT num, (SELECT max(tag_id) FROM tags), 0"
                " FROM articles WHERE id = ?",
                [(id,) for id in ids],
            )
        for name, ids in (names or {}).items():
            connection.execute("INSERT INTO names (name, label) VALUES (?, 'ORG')", (name,))
            connection.executemany(
                "INSERT INTO mentions SELECT (SELECT max(name_id) FROM names), num, 1, ?"
                " FROM articles WHERE id = ?",
                [(name, id) for id in ids],
            )


@pytest.fixture
def make_index(tmp_path: Path) -> Iterator[Fill]:
    """Return a maker of indexes, each in a folder of its own; they are closed at the end."""
    made: list[Database] = []

    def make(titles: Mapping[str, str], **known: Mapping[str, Sequence[str]]) -> Database:
        database = Database(tmp_path / str(len(made)) / "index.db")
        made.append(database)
        fill(database, titles, **known)  # type: ignore[arg-type]
        return database

    yield make
    for database in made:
        database.close()
