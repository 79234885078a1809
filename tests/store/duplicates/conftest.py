"""A library folder whose copies can be looked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.duplicates.detect import find_copies
from store.duplicates.detect_progress import CopiesFound, CopiesProgress
from tests.store.index.conftest import Folder

Groups = set[frozenset[str]]


class CopiesFolder(Folder):
    """A folder that tells which of its articles are copies."""

    def find(self) -> CopiesFound:
        """Bring index and groups in step with the files."""
        self.refresh()
        return find_copies(self.database, progress=self.told.append, stop=lambda: False)

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.told: list[CopiesProgress] = []

    def groups(self) -> Groups:
        """Return the ids of each group."""
        members: dict[object, set[str]] = {}
        for leader, id in self.all(
            "SELECT c.leader, a.id FROM copies c JOIN articles a USING (num)"
        ):
            members.setdefault(leader, set()).add(str(id))
        return {frozenset(ids) for ids in members.values()}

    def first_of(self, id: str) -> object:
        """Return the id of the first article of a group."""
        row = self.one(
            "SELECT f.id FROM copies c JOIN articles f ON f.num = c.leader"
            " JOIN articles a ON a.num = c.num WHERE a.id = ?",
            id,
        )
        return row[0] if row else None

    def from_scratch(self) -> Groups:
        """Return the groups that the same files give in an index made anew."""
        root = self.articles.parent
        other = root.with_name(f"{root.name}-again")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.articles, other / "seeds")
        again = CopiesFolder(other)
        try:
            again.find()
            return again.groups()
        finally:
            again.database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CopiesFolder]:
    made = CopiesFolder(tmp_path / "library")
    yield made
    made.database.close()
