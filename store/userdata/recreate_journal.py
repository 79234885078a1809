"""A journal begun anew while the library is open: it has what `tags.yaml` lacks of the index."""

from __future__ import annotations

from store.errors import TagFileError
from store.index.database import Database
from store.model import Op
from store.userdata import read_model
from store.userdata.journal import Journal
from store.userdata.ops import differing
from store.userdata.tags_file import TagsFile

KEPT = "kept when the journal was lost"
"""The label of the change with what the lost journal had, and `tags.yaml` had not yet."""


def resume(
    file: TagsFile, database: Database, journal: Journal, coder: str, seen: int
) -> int | None:
    """Go on with the journal that is open now; return the last change that is known of it.

    That is `seen` where it is the one that the index follows. One that was begun in the place of
    a lost one is filled from the index; of any other nothing is known yet, None. To be called with
    the file locked.
    """
    followed = database.meta("journal")
    if followed is None or followed == journal.id:
        return seen
    file.forget()
    return _begin(file, database, journal, coder) if followed == journal.replaced_id else None


def _begin(file: TagsFile, database: Database, journal: Journal, coder: str) -> int:
    """Fill a new journal from an index that had all of the lost one; return its last change.

    Where nobody else wrote the file since, what the two differ in is what was not written yet. Of
    a file that another hand wrote, everything holds that it says, and is taken at the next look;
    what it does not speak of stays.
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
