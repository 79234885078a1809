"""An index over a folder of its own, and a way to change its files as time passes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.folder.locations import Locations, find_locations
from store.index.database import Database
from store.index.refresh import Refreshed, refresh

OLD_NS = 1_600_000_000_123_456_789


class Folder:
    """A library folder with its index; files that it writes look as if written long ago."""

    def __init__(self, root: Path) -> None:
        (root / "seeds").mkdir(parents=True, exist_ok=True)
        self.articles = root / "seeds"
        self.places: Locations = find_locations(root)
        self.places.prepare()
        self.database = Database(self.places.index_path)
        self._time = OLD_NS

    def write(self, name: str, data: str | bytes = "A text about oil and gas.") -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        self._time += 1_000_000_007
        os.utime(path, ns=(self._time, self._time))
        return path

    def refresh(self, stop: Callable[[], bool] = lambda: False) -> Refreshed:
        return refresh(self.places, self.database, stop=stop)

    def one(self, sql: str, *values: object) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self.database.connection().execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.database.connection().execute(sql, values).fetchall()

    def ids(self) -> list[object]:
        return [id for (id,) in self.all("SELECT id FROM articles WHERE present = 1 ORDER BY id")]

    def tag(self, id: str, name: str) -> None:
        """Put a tag on an article, as the user's work does."""
        execute = self.database.connection().execute
        execute(
            "INSERT OR IGNORE INTO tags (name, fold, listed, place) VALUES (?, ?, 1, 1)",
            (name, name.casefold()),
        )
        execute(
            "INSERT INTO article_tags SELECT a.num, t.tag_id, 1 FROM articles a, tags t"
            " WHERE a.id = ? AND t.name = ?",
            (id, name),
        )

    def tagged(self, name: str) -> list[object]:
        return [
            id
            for (id,) in self.all(
                "SELECT a.id FROM article_tags x JOIN tags t USING (tag_id)"
                " JOIN articles a ON a.num = x.num WHERE t.name = ? ORDER BY a.id",
                name,
            )
        ]

    def found(self, word: str) -> list[object]:
        """Return the ids of the articles that the full text gives for a word."""
        return [
            id
            for (id,) in self.all(
                "SELECT a.id FROM fts JOIN articles a ON a.num = fts.rowid"
                " WHERE fts MATCH ? ORDER BY a.id",
                word,
            )
        ]

    def sound(self) -> bool:
        """Return whether the full text says the same as the texts (FTS5's own check)."""
        self.database.connection().execute(
            "INSERT INTO fts (fts, rank) VALUES ('integrity-check', 1)"
        )
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path / "library")
    yield made
    made.database.close()
