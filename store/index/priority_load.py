"""Some articles read into the index before the whole folder is: those that are in sight."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from store.folder.decode import read_bytes
from store.folder.ignore_rules import file_type
from store.folder.locations import Locations, lies_in
from store.index.article_builder import prepare
from store.index.article_writer import Batches
from store.index.database import Database

_ESCAPED = re.compile(rb"%([0-9A-F]{2})")


def take_in(places: Locations, database: Database, ids: Sequence[str]) -> None:
    """Read these articles into an index that lacks them.

    One whose file has another name than its id, or needs a reader of its format, is left to the
    next refresh.
    """
    connection = database.connection()
    with Batches(database, beside=False) as batches:
        for id in dict.fromkeys(ids):
            raw = _ESCAPED.sub(lambda escape: bytes.fromhex(escape[1].decode()), id.encode())
            path = places.path_of(raw)
            row = connection.execute(
                "SELECT num, present FROM articles WHERE id = ?", (id,)
            ).fetchone()
            if (
                os.path.isfile(path)
                and file_type(os.path.basename(raw)) is None
                and lies_in(path, places.root)
                and not (row is not None and row[1])
            ):
                num = None if row is None else int(row[0])
                batches.add(prepare(id, raw, num, read_bytes(path), None))
