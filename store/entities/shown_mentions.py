"""Applies the user's corrections to the index, so that queries see what the reader sees.

Most library-wide corrections affect a name alike in every article: `renamed` maps each such name to
the shown one. Articles with corrections of their own, with names that the user added, or with
spellings that are corrected differently are counted one by one (`settled`, `settled_mentions`).
Triggers of the index record what has changed (`unsettled`), so the cost of a correction depends on
the number of articles that it affects.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence

from store.entities.apply_corrections import apply_or_explain, stored_entities
from store.entities.corrected_counts import recount, with_stored_entities
from store.entities.corrections import Corrections, corrected_articles, nfc, of_article, of_library
from store.entities.entity_store import name_id
from store.index import article_faults
from store.index.database import Database
from store.model import LABELS
from store.query.query_words import fts_string, has_token
from store.text.words import as_name
from store.userdata.projection import as_json

BATCH = 200
"""Articles written in one transaction."""

MOST_CHANGED = 2_000
"""Number of changed articles above which jump re-reads all articles instead."""

_UPDATE_LOCK = threading.Lock()
_APPLIED_KEY = "settled_corrections"
"""The key in `meta` of the library's corrections that have been applied."""

Row = tuple[int, int, int, str]
"""Name id, article, mentions, spellings separated by newlines: a row of `settled_mentions`."""


def pending(connection: sqlite3.Connection) -> bool:
    """Return whether there are changes that have not been applied to the shown mentions."""
    return connection.execute("SELECT 1 FROM unsettled LIMIT 1").fetchone() is not None


def update_shown_mentions(database: Database) -> None:
    """Bring the shown mentions up to date; returns at once if nothing has changed.

    Not for the drawing thread: correcting a common spelling means reading many texts.
    """
    connection = database.connection()
    while pending(connection):
        with _UPDATE_LOCK:
            _Round(database).run()


def corrected_name(name: str, label: str, library: Corrections) -> tuple[str, str] | None:
    """Return a name and label with the library's corrections applied; None if it is hidden."""
    name = nfc(name)
    final = library.resolve(name)
    for key in (final, name):
        if key in library.hidden:
            if library.hidden[key]:
                return None
            break
    new_label = library.labels.get(final, library.labels.get(name))
    return final, new_label if new_label in LABELS else label


class _Round:
    """One update for the recorded changes; abandoned if another process has done it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = connection = database.connection()
        rows = connection.execute("SELECT seq, num FROM unsettled").fetchall()
        self._seqs = [seq for seq, _ in rows]
        self._pending_nums = {num for _, num in rows}
        self._library = of_library(connection)
        self._ids: dict[tuple[str, str], int] = {}
        self._own_words: frozenset[int] = frozenset()
        """Articles whose mentions can't be derived from the stored counts."""
        self._before = _corrections(database.meta(_APPLIED_KEY, "[]"))

    def run(self) -> None:
        """Compute the changes and write them."""
        if not self._seqs:
            return
        everywhere = 0 in self._pending_nums
        if everywhere and not self._rename():
            return
        nums = self._pending_nums - {0}
        if everywhere:
            nums |= self._affected()
        special = self._counted_singly(nums)
        settled = self._nums("SELECT num FROM settled WHERE num IN", json.dumps(sorted(nums)))
        for chosen, write in ((settled - special, self._release), (special, self._write)):
            ordered = sorted(chosen)
            for at in range(0, len(ordered), BATCH):
                if not write(ordered[at : at + BATCH]):
                    return
        with self._database.transaction() as connection:
            self._database.set_meta(_APPLIED_KEY, as_json(_listed(self._library)))
            if everywhere:
                self._notify_jump(connection)
            connection.execute("DELETE FROM unsettled WHERE seq <= ?", (max(self._seqs),))

    def _notify_jump(self, connection: sqlite3.Connection) -> None:
        """Record which articles jump has to read again; 0, for all, if there are many."""
        changed = json.dumps(sorted(_changed(self._before, self._library)))
        rows = connection.execute(
            "SELECT DISTINCT m.num FROM names n JOIN mentions m USING (name_id)"
            " WHERE n.name IN (SELECT value FROM json_each(?)) LIMIT ?",
            (changed, MOST_CHANGED + 1),
        ).fetchall()
        changes = rows if len(rows) <= MOST_CHANGED else [(0,)]
        connection.executemany("INSERT INTO jump_changes (num) VALUES (?)", changes)

    # -- names that are others everywhere

    def _rename(self) -> bool:
        """Write the names renamed everywhere; False if another process has done it."""
        library = self._library
        targets = {alias: library.resolve(alias) for alias in library.aliases}
        keys = {*targets, *targets.values(), *library.labels, *library.hidden}
        with self._database.transaction() as connection:
            if not self._is_current(connection):
                return False
            for table in ("renamed", "other_names", "corrected_names"):
                connection.execute(f"DELETE FROM {table}")
            connection.executemany("INSERT INTO corrected_names VALUES (?)", [(k,) for k in keys])
            connection.executemany(
                "INSERT INTO other_names VALUES (?, ?)",
                [(alias, name) for alias, name in targets.items() if alias != name],
            )
            rows = connection.execute(
                "SELECT name_id, name, label FROM names"
                " WHERE name IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(keys)),),
            ).fetchall()
            for number, name, label in rows:
                key = corrected_name(name, label, library)
                if key != (name, label):
                    to = 0 if key is None else name_id(connection, *key)
                    connection.execute("INSERT INTO renamed VALUES (?, ?)", (number, to))
        return True

    def _is_current(self, connection: sqlite3.Connection) -> bool:
        """Return whether no other process has taken this update's changes."""
        (left,) = connection.execute(
            "SELECT count(*) FROM unsettled WHERE seq <= ?", (max(self._seqs),)
        ).fetchone()
        return int(left) == len(self._seqs)

    # -- articles that are counted one by one

    def _release(self, nums: Sequence[int]) -> bool:
        """Return articles to name-based counts; False if another process has done it."""
        with self._database.transaction() as connection:
            if not self._is_current(connection):
                return False
            chosen = [(num,) for num in nums]
            connection.executemany("DELETE FROM settled_mentions WHERE num = ?", chosen)
            connection.executemany("DELETE FROM settled WHERE num = ?", chosen)
            article_faults.clear(connection, nums, "corrections")
            connection.executemany("INSERT INTO jump_changes (num) VALUES (?)", chosen)
        return True

    def _write(self, nums: Sequence[int]) -> bool:
        """Write the corrected mentions of some articles; False if another process has done it."""
        named = [num for num in nums if num not in self._own_words]
        counted = {
            num: _counted(self._database, num, self._library)
            for num in {*nums}.difference(with_stored_entities(self._connection, named))
        }
        with self._database.transaction() as connection:
            if not self._is_current(connection):
                return False
            chosen = [(num,) for num in nums]
            connection.executemany("INSERT OR IGNORE INTO settled VALUES (?)", chosen)
            plain = with_stored_entities(connection, [num for num in nums if num not in counted])
            recount(connection, plain, self._library, self._number)
            one_by_one = [(num,) for num in {*nums}.difference(plain)]
            connection.executemany("DELETE FROM settled_mentions WHERE num = ?", one_by_one)
            reasons = dict.fromkeys(nums) | {num: fault for num, (_, fault) in counted.items()}
            article_faults.record(connection, "corrections", reasons)
            for num, (shown, _) in counted.items():
                rows: list[Row] = [
                    (self._number(*key), num, mentions, "\n".join(lines))
                    for key, (mentions, lines) in shown.items()
                ]
                connection.executemany("INSERT INTO settled_mentions VALUES (?, ?, ?, ?)", rows)
            connection.executemany("INSERT INTO jump_changes (num) VALUES (?)", chosen)
        return True

    def _number(self, name: str, label: str) -> int:
        """Return the id of a name, looked up once per update."""
        number = self._ids.get((name, label))
        if number is None:
            number = self._ids[name, label] = name_id(self._connection, name, label)
        return number

    def _counted_singly(self, nums: set[int]) -> set[int]:
        """Return those of some articles that must be counted one by one."""
        if not nums:
            return set()
        nums_json = json.dumps(sorted(nums))
        special = self._articles_with_corrections() & nums
        special |= self._articles_containing(self._library.names) & nums
        self._own_words = frozenset(special)
        keys = self._library.keys()
        if keys:
            rows = self._connection.execute(
                "SELECT m.num, n.name, m.spelled FROM mentions m JOIN names n USING (name_id)"
                " WHERE m.num IN (SELECT value FROM json_each(?)) AND m.spelled <> n.name",
                (nums_json,),
            )
            split = self._library.split
            for num, name, spelled in rows:
                others = {nfc(line) for line in spelled.split("\n")} - {name}
                if name in split or not keys.isdisjoint(others):
                    special.add(num)
        return special

    def _affected(self) -> set[int]:
        """Return the articles that a library-wide change affects beyond renaming."""
        before, library = self._before, self._library
        changed = _changed(before, library)
        own_names = {
            name
            for name in {*before.names, *library.names}
            if before.names.get(name) != library.names.get(name) or name in changed
        }
        if not changed and not own_names:
            return set()
        touched = self._articles_with_corrections() | self._articles_containing(own_names)
        split = changed & {*before.split, *library.split}
        touched |= self._nums(
            "SELECT m.num FROM names n JOIN mentions m USING (name_id)"
            " WHERE m.spelled <> n.name AND n.name IN",
            json.dumps(sorted(split)),
        )
        keys = before.keys() | library.keys()
        for key in changed & keys:
            touched |= self._spelled(key)
        settled = (
            "SELECT num FROM settled WHERE num IN (SELECT m.num FROM names n JOIN {} m"
            " USING (name_id) WHERE n.name IN (SELECT value FROM json_each(?)))"
        )
        for table in ("mentions", "settled_mentions"):
            rows = self._connection.execute(settled.format(table), (json.dumps(sorted(changed)),))
            touched |= {num for (num,) in rows}
        return touched

    def _nums(self, select: str, values: str) -> set[int]:
        rows = self._connection.execute(f"{select} (SELECT value FROM json_each(?))", (values,))
        return {num for (num,) in rows}

    def _articles_with_corrections(self) -> set[int]:
        """Return the articles with corrections of their own."""
        ids = json.dumps(corrected_articles(self._connection))
        return self._nums("SELECT num FROM articles WHERE id IN", ids)

    def _articles_containing(self, names: Iterable[str]) -> set[int]:
        """Return the articles whose text may contain one of the names that the user added."""
        nums: set[int] = set()
        for name in names:
            if has_token(name):
                condition, value = "rowid FROM fts WHERE fts MATCH ?", fts_string(name)
            else:
                condition, value = "num FROM texts WHERE instr(body, ?)", name.strip()
            if value:
                rows = self._connection.execute(f"SELECT {condition}", (value,))
                nums.update(num for (num,) in rows)
        return nums

    def _spelled(self, key: str) -> set[int]:
        """Return the articles in which a mention of another name is spelled `key`."""
        if not has_token(key):
            return set()
        rows = self._connection.execute(
            "SELECT m.num FROM spellings s JOIN names n USING (name_id)"
            " JOIN mentions m ON m.name_id = s.name_id AND m.spelled = s.spelled"
            " WHERE n.name <> ? AND s.spelling_id IN"
            " (SELECT rowid FROM spellings_fts WHERE spellings_fts MATCH ?)"
            " AND instr(char(10) || s.spelled || char(10), char(10) || ? || char(10))",
            (key, fts_string(key), key),
        )
        return {num for (num,) in rows}


def _counted(
    database: Database, num: int, library: Corrections
) -> tuple[dict[tuple[str, str], tuple[int, list[str]]], str | None]:
    """Return the mention counts and spellings that an article shows, by (name, label).

    An alias from the article's own corrections counts as a spelling. The second value says why the
    corrections could not be applied; None if they were.
    """
    stored = stored_entities(database, num)
    if stored is None:
        return {}, None
    article_id, text, findings = stored
    corrections = of_article(database.connection(), article_id)
    mentions: dict[tuple[str, str], int] = {}
    lines: dict[tuple[str, str], dict[str, None]] = {}
    entities, fault = apply_or_explain(text, findings, library, corrections)
    for entity in entities:
        key = (entity.name, entity.label)
        mentions[key] = mentions.get(key, 0) + 1
        lines.setdefault(key, {})[as_name(entity.text)] = None
    for alias in corrections.aliases:
        target = corrections.resolve(alias)
        for key in lines:
            if key[0] == target and alias != target:
                lines[key][alias] = None
    return {key: (count, list(lines[key])) for key, count in mentions.items()}, fault


def _changed(before: Corrections, after: Corrections) -> set[str]:
    """Return the names whose alias, label, hidden or split state differs."""
    changed = set()
    for kind in ("labels", "hidden", "split"):
        old, new = getattr(before, kind), getattr(after, kind)
        changed |= {key for key in {*old, *new} if old.get(key) != new.get(key)}
    aliases = {*before.aliases, *after.aliases}
    moved = {alias for alias in aliases if before.resolve(alias) != after.resolve(alias)}
    moved |= {alias for alias in aliases if before.aliases.get(alias) != after.aliases.get(alias)}
    changed |= moved | {level.resolve(alias) for alias in moved for level in (before, after)}
    ends = {alias for alias in aliases for level in (before, after)
            if level.resolve(alias) in changed}  # fmt: skip
    return changed | ends


def _listed(corrections: Corrections) -> list[list[object]]:
    """Return the library's corrections as a sorted list of kind, name and value."""
    kinds = ("aliases", "labels", "hidden", "names", "split")
    return [[kind, *item] for kind in kinds for item in sorted(getattr(corrections, kind).items())]


def _corrections(stored: str) -> Corrections:
    """Return the corrections encoded by `_listed`, from JSON."""
    corrections = Corrections()
    for kind, name, value in json.loads(stored):
        corrections.add_fact([kind, name], value)
    return corrections
