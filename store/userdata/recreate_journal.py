"""Fills a new journal, created while the library is open, with what `tags.yaml` lacks."""

from __future__ import annotations

from store.errors import TagFileError
from store.index.database import Database
from store.model import Op
from store.userdata import read_model
from store.userdata.journal import Journal
from store.userdata.ops import differing
from store.userdata.tags_file import TagsFile

KEPT = "kept when the journal was lost"
"""Label of the change that holds what only the lost journal and the index contained."""


def resume(
    file: TagsFile, database: Database, journal: Journal, coder: str, seen: int
) -> int | None:
    """Continue with the open journal; return the last change known from it.

    This is `seen` if the index follows this journal. A journal created in place of a lost one is
    filled from the index; for any other the result is None, because nothing is known of it. Call
    this with the file locked.
    """
    followed = database.meta("journal")
    if followed is None or followed == journal.id:
        return seen
    file.forget()
    return _begin(file, database, journal, coder) if followed == journal.replaced_id else None


def _begin(file: TagsFile, database: Database, journal: Journal, coder: str) -> int:
    """Fill a new journal from an index that had applied the lost one; return its last change.

    If only this library wrote the file, all differences between the index and the file are
    unwritten changes. An externally edited file takes precedence in all it contains, and is read
    later; facts that it lacks are kept.
    """
    data = file.read()
    with journal.transaction():
        is_own = file.is_remembered(data)
        has = {}
        try:
            has = file.parse(data).facts if data is not None else {}
        except TagFileError:
            is_own = False
        indexed = read_model.all_facts(database.connection())
        ops = (
            differing(has, indexed)
            if is_own
            else [Op(path, None, value) for path, value in indexed.items() if path not in has]
        )
        ops += differing({}, read_model.seen(database.connection()))
        if ops:
            journal.append(coder, KEPT, ops, on_stack=False)
        last = journal.last_seq()
        if is_own:
            file.record(data, flushed=0)
    with database.transaction():
        database.set_meta("journal", journal.id)
        database.set_meta("applied", last)
    return last
