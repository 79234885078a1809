"""Writes files that were converted into the index, and notes which of their articles moved."""

from __future__ import annotations

from store.index import move_detection
from store.index.article_writer import Batches, write_file
from store.index.database import Database
from store.index.file_diff import HAS_WORK, Task, Vanished
from store.index.file_rows import Converted, SameFile
from store.index.part_moves import Move, part_moves
from store.index.pending_moves import note_moves


class ConvertedFiles:
    """The converted files of one refresh.

    `vanished` are the rows without a file, by the part of their hash that is compared.
    """

    def __init__(
        self, database: Database, batches: Batches, vanished: dict[str, list[Vanished]]
    ) -> None:
        self._database = database
        self._batches = batches
        self._vanished = vanished
        self._arrived: list[move_detection.NewFile] = []

    def add(self, task: Task, file: Converted) -> None:
        """Take in a file and its articles; those that had its id or parts before go."""
        before = self._parts(file.file.id)
        after = {item.id: item.sha256 for item in file.articles if item.sha256}
        moves = part_moves(before, after, self._has_work)
        if moves:
            self._batches.flush()
            with self._database.transaction() as connection:
                write_file(connection, file.articles, file.file)
                note_moves(connection, moves)
            self._batches.written.changed += len(moves)
        else:
            self._batches.add_file(file.articles, file.file)
        new = after.keys() - before.keys()
        self._arrived += [
            move_detection.NewFile(task._replace(id=id), digest)
            for id, digest in after.items()
            if id in new and move_detection.key(digest) in self._vanished
        ]

    def touch(self, task: Task, same: SameFile) -> None:
        """Take in that a file has another time, size on disk or spelling of its name."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE files SET raw = ?, size = ?, mtime_ns = ? WHERE id = ?", (*same, task.id)
            )
            connection.execute("UPDATE articles SET raw = ? WHERE file = ?", (same.raw, task.id))

    def moved(self) -> list[Move]:
        """Note the moves of articles from files that are gone to new ones, and return them."""
        pairs = [
            (old.id, new.task.id)
            for old, new in move_detection.match(self._vanished, self._arrived)[0]
            if old.id != new.task.id
        ]
        if pairs:
            with self._database.transaction() as connection:
                note_moves(connection, pairs)
        return pairs

    def _parts(self, file_id: str) -> dict[str, str]:
        """Return the content hashes of the articles that a file had, work without a file included.

        In the order of the row numbers, which is that of the file.
        """
        rows = self._database.connection().execute(
            "SELECT id, sha256 FROM articles WHERE sha256 IS NOT NULL"
            " AND (id = ?1 OR file = ?1 OR (present = 0 AND id >= ?1 || '#' AND id < ?1 || '$'))"
            " ORDER BY num",
            (file_id,),
        )
        return dict(rows.fetchall())

    def _has_work(self, id: str) -> bool:
        row = (
            self._database.connection()
            .execute(f"SELECT 1 FROM articles a WHERE a.id = ? AND {HAS_WORK}", (id,))
            .fetchone()
        )
        return row is not None


def forget_vanished(database: Database) -> None:
    """Delete the rows of files that the walk did not see and that have no articles any more."""
    vanished = (
        database.connection()
        .execute(
            "SELECT id FROM files WHERE id NOT IN (SELECT id FROM temp.seen)"
            " AND id NOT IN (SELECT file FROM articles WHERE present = 1 AND file IS NOT NULL)"
        )
        .fetchall()
    )
    if vanished:
        with database.transaction() as connection:
            connection.executemany("DELETE FROM files WHERE id = ?", vanished)
