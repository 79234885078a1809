"""Checks of articles: unreadable, missing, duplicate and skipped files."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from store.folder.ids import encode
from store.folder.left_out import kind_of_name
from store.folder.locations import Locations
from store.folder.walk import Skipped, SkippedKind, candidates
from store.index.database import Database
from store.index.refresh import ignore_patterns
from store.userdata.conflict_copies import other_versions

AS_UTF8 = "save it as UTF-8"

MOST_FILES = 1000
"""Maximum number of skipped or duplicate files to list by name; the rest are only counted."""

FindingKind = Literal[
    "unreadable",
    "encrypted",
    "no text",
    "too large",
    "binary",
    "empty",
    "guessed",
    "encoding",
    "lost characters",
    "garbled",
    "duplicate id",
    "same text",
    "orphan",
    "draft",
    "left out",
    "lost mark",
    "lost entity",
    "conflict",
    "odd value",
    "alias circle",
    "not annotated",
    "language model",
    "tags file",
    "taken away",
    "tags version",
    "unknown key",
    "swallowed",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem reported by `check`: its kind, the article or file, and the remedy."""

    kind: FindingKind
    id: str
    """The article's id, or the path of a file or folder relative to the articles folder."""
    message: str
    remedy: str
    serious: bool = True
    """Whether the problem makes the check fail; otherwise it is only information."""


def check_index(places: Locations, database: Database) -> list[Finding]:
    """Return the problems found in the index and the folder, sorted by kind and id.

    Walks the folder without opening any file. Raises LibraryError if the folder can't be listed.
    """
    connection = database.connection()
    return [
        *_states(connection),
        *_encodings(connection),
        *_duplicates(connection),
        *_same_texts(connection),
        *_same_words(connection),
        *_orphans(connection),
        *_lost_marks(connection),
        *_left_out(places, ignore_patterns(database)),
        *_partly_read(connection),
    ]


_REMEDIES: dict[str, tuple[FindingKind, str, bool]] = {
    "unreadable": ("unreadable", "allow reading it, split it, or add it to settings: ignore", True),
    "binary": ("binary", "convert it to text, or add it to settings: ignore", False),
    "empty": ("empty", "delete it, or add it to settings: ignore", False),
    "encrypted": ("encrypted", "save a copy without protection", False),
    "no text": ("no text", "see what its reason proposes, or add it to settings: ignore", False),
    "too large": ("too large", "split it, or add it to settings: ignore", False),
}


def _states(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT status, id, reason FROM articles WHERE present = 1 AND status <> 'ok'"
        " ORDER BY CASE status WHEN 'unreadable' THEN 0 WHEN 'binary' THEN 1 ELSE 2 END, id"
    )
    for status, id, reason in rows:
        kind, remedy, serious = _REMEDIES[status]
        yield Finding(kind, id, reason or status, remedy, serious)


def _encodings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield findings for files that aren't plain UTF-8 and for texts with damaged characters."""
    rows = connection.execute(
        "SELECT id, coalesce(encoding, 'utf-8'), replaced, garbled FROM articles"
        " WHERE present = 1 AND (encoding <> 'utf-8' OR replaced OR garbled) ORDER BY id"
    )
    for id, encoding, replaced, garbled in rows:
        name, _, rest = encoding.partition("+")
        if rest == "replace":
            message = f"unknown encoding: read as {name}, with � for invalid bytes"
            yield Finding("guessed", id, f"{message}, {_times(replaced)}", AS_UTF8, False)
        elif rest:
            message = f"mixed encodings: {name}, the rest read as {rest}"
            yield Finding("guessed", id, message, AS_UTF8, False)
        elif encoding != "utf-8":
            yield Finding("encoding", id, f"not UTF-8: read as {name}", AS_UTF8, False)
        if replaced and rest != "replace":
            message = f"contains � {_times(replaced)}: characters are lost"
            yield Finding("lost characters", id, message, "get the text from its source", False)
        if garbled:
            message = f"probably decoded wrongly before, {_times(garbled)} (such as Ã© for é)"
            yield Finding("garbled", id, message, "save it again from its source", False)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _duplicates(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT id, raw FROM articles WHERE present = 1 AND id GLOB '*~[0-9]*' ORDER BY id"
    )
    for id, raw in rows.fetchall():
        original_id = id.rpartition("~")[0]
        if bytes(raw) != id.encode() and _exists(connection, original_id):
            message = f"its name has the same id as another file, {original_id}"
            yield Finding("duplicate id", id, message, "rename one of the two files")


def _same_texts(connection: sqlite3.Connection) -> Iterator[Finding]:
    cursor = connection.execute(
        "SELECT id, first FROM (SELECT id, min(id) OVER (PARTITION BY sha256) AS first"
        " FROM articles WHERE present = 1 AND status = 'ok' AND sha256 IS NOT NULL)"
        " WHERE id <> first ORDER BY id"
    )
    yield from _list_duplicates(cursor, "identical to", "identical files")


def _same_words(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the articles whose files differ from another's but contain the same words."""
    cursor = connection.execute(
        "SELECT id, first FROM (SELECT f.id, min(f.id) OVER (PARTITION BY s.story) AS first"
        " FROM (SELECT min(id) AS id, sha256 FROM articles"
        "  WHERE present = 1 AND status = 'ok' GROUP BY sha256) f"
        " JOIN copy_samples s ON s.sha256 = f.sha256 WHERE s.size > 0)"
        " WHERE id <> first ORDER BY id"
    )
    yield from _list_duplicates(
        cursor, "the same words as", "articles with the same words as another"
    )


def _list_duplicates(cursor: sqlite3.Cursor, relation: str, plural: str) -> Iterator[Finding]:
    """Yield a finding for each duplicate; beyond MOST_FILES, yield only their number."""
    rows = cursor.fetchall()
    for id, first in rows[:MOST_FILES]:
        yield Finding("same text", id, f"{relation} {first}", "keep one of them", False)
    if len(rows) > MOST_FILES:
        message = f"{len(rows) - MOST_FILES:,} more {plural}"
        yield Finding("same text", "", message, "keep one of each", False)


def _exists(connection: sqlite3.Connection, id: str) -> bool:
    cursor = connection.execute("SELECT 1 FROM articles WHERE id = ? AND present = 1", (id,))
    return cursor.fetchone() is not None


def _orphans(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        """
        SELECT a.id, (SELECT count(*) FROM article_tags t WHERE t.num = a.num),
          (SELECT count(*) FROM marks m WHERE m.num = a.num),
          a.note IS NOT NULL, a.read IS NOT NULL AND a.seen IS NULL,
          a.id IN (SELECT json_extract(path, '$[1]') FROM facts
                   WHERE json_extract(path, '$[0]') = 'articles')
        FROM articles a WHERE a.present = 0 ORDER BY a.id
        """
    )
    for id, tags, marks, note, read, has_corrections in rows:
        parts = [f"{tags} tags" if tags != 1 else "1 tag"] if tags else []
        parts += [f"{marks} marks" if marks != 1 else "1 mark"] if marks else []
        parts += ["a note"] if note else []
        parts += ["corrections"] if has_corrections else []
        parts += ["a read date"] if read and not parts else []
        if parts:
            message = f"its file is gone; {', '.join(parts)} kept in tags.yaml"
            yield Finding("orphan", id, message, "bring the file back, or delete its block")


def _lost_marks(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT a.id, m.tag, m.value FROM marks m JOIN articles a ON a.num = m.num"
        " WHERE a.present = 1 AND m.start IS NULL ORDER BY a.id, m.mark_id"
    )
    for id, tag, value in rows:
        quote = str(json.loads(value).get("quote") or "")
        shown = quote if len(quote) <= 60 else quote[:59] + "…"
        message = f"the passage marked {tag} no longer exists: {shown}"
        yield Finding("lost mark", id, message, "mark the passage again, or delete the mark")


_LEFT_OUT: dict[SkippedKind, str] = {
    "unreadable": "allow listing it",
    "backup": "nothing to do; delete it if you like",
    "lock": "nothing to do; the program that made it will delete it",
    "conflict": "compare it with the file it is named after, and keep one of them",
}


def _partly_read(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the files of which something could not be read as an article."""
    rows = connection.execute(
        "SELECT id, problem, EXISTS (SELECT 1 FROM articles a WHERE a.file = files.id"
        " AND a.present = 1) FROM files WHERE problem IS NOT NULL ORDER BY id"
    )
    for id, problem, is_read in rows:
        remedy = "mend the file, or save it anew" if is_read else "nothing to do, if it is data"
        yield Finding("left out", id, problem, remedy, bool(is_read))


def _versions_below(places: Locations) -> set[str]:
    """Return the ids of other versions of `tags.yaml` among the articles; a check lists them."""
    if places.tags_file.parent != places.articles:
        return set()
    with suppress(OSError):
        return {encode(os.fsencode(path.name)) for path in other_versions(places.tags_file)}
    return set()


def _left_out(places: Locations, ignore: list[str]) -> Iterator[Finding]:
    skipped = Skipped(keep=MOST_FILES)
    versions = _versions_below(places)
    for _ in candidates(places, ignore, skipped):
        pass
    for file in sorted(skipped.files, key=lambda file: file.id):
        if file.kind == "ignored" or file.id in versions:
            continue
        remedy = _LEFT_OUT.get(file.kind) or kind_of_name(os.fsencode(file.id)).remedy
        yield Finding("left out", file.id, file.reason, remedy, file.kind == "unreadable")
    listed = Counter(file.kind for file in skipped.files)
    for kind, number in sorted((skipped.counts - listed).items()):
        if kind != "ignored":
            message = f"{number:,} more files ({kind})"
            yield Finding("left out", "", message, "nothing to do", False)
