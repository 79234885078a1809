"""A library for tests: its work, its index, and its `tags.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from store.folder.locations import find_locations
from store.index.database import Database
from store.userdata import read_model
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Facts
from store.userdata.userdata import UserData

TEN = tuple(f"{letter}.txt" for letter in "abcdefghij")


class Opened:
    """An opened library; `again` closes and opens it."""

    def __init__(self, folder: Path, ids: Sequence[str] = TEN, coder: str = "me") -> None:
        self.folder = folder
        self.ids = ids
        self.coder = coder
        self.open()

    def open(self) -> None:
        self.places = find_locations(self.folder)
        self.places.prepare()
        self.database = Database(self.places.index_path, self.places.index_mode)
        with self.database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO articles (id, sha256) VALUES (?, ?)",
                [(one, one[0] * 64) for one in self.ids],
            )
        self.userdata = UserData(self.places, self.database, self.coder)

    def close(self) -> None:
        self.userdata.close()
        self.database.close()

    def again(self, *, without_index: bool = False) -> None:
        self.close()
        if without_index:
            self.places.index_path.unlink()
        self.open()

    @property
    def tags_file(self) -> Path:
        return self.places.tags_file

    def facts(self) -> Facts:
        """Return what the index knows."""
        return read_model.all_facts(self.database.connection())

    def backups(self) -> list[Path]:
        """Return the backups of `tags.yaml`, newest first."""
        return [backup.path for backup in self.userdata.backups()]

    def written(self) -> Facts:
        """Return what `tags.yaml` says."""
        if not self.tags_file.exists():
            return {}
        return parse(self.tags_file.read_bytes(), self.tags_file).facts

    def value(self, *path: str) -> Any:
        """Return one fact, None where there is none."""
        return self.facts().get(path)

    def tags(self, article_id: str) -> list[str]:
        """Return the tags of an article in their order."""
        return [p[3] for p in self.facts() if p[:3] == ("articles", article_id, "tags")]

    def read(self, article_id: str) -> str | None:
        """Return the day on which an article was read, whoever said so."""
        connection = self.database.connection()
        found = connection.execute("SELECT read FROM articles WHERE id = ?", (article_id,))
        day: str | None = found.fetchone()[0]
        return day

    def edit_outside(self, old: str, new: str) -> None:
        """Change the file with another hand, and take the change."""
        text = self.tags_file.read_text("utf-8")
        assert old in text
        self.tags_file.write_text(text.replace(old, new), "utf-8")
        self.userdata.sync()
