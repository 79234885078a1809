"""Our version of `tags.yaml` when the file is not usable: from memory or from a backup."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import TagFileError
from store.folder import own_files
from store.model import Change
from store.userdata import backups, block_content, read_model
from store.userdata.journal import Journal
from store.userdata.ops import differing
from store.userdata.tags_file import TagsFile
from store.userdata.tagsfile.plain_values import Edits, Parsed

if TYPE_CHECKING:
    from store.userdata.tagsfile.document import Document


def last_backup(file: TagsFile, journal: Journal, folder: Path) -> tuple[Parsed, list[Change]]:
    """Return the newest readable backup and the changes made since."""
    for path in backups.own_backups(folder):
        with suppress(TagFileError, OSError):
            parsed = file.parse(own_files.read(path))
            return parsed, journal.since_backup(path.name, backups.made_at(path))
    return Parsed(), journal.after(0)


def document(
    file: TagsFile,
    connection: sqlite3.Connection,
    journal: Journal,
    folder: Path,
    *,
    as_index: bool,
) -> Document:
    """Return a document of our whole state, keeping the last version's comments and order.

    If that version is in memory, only the journal's later changes are added and nothing is parsed;
    with `as_index`, every fact is compared with the index instead.
    """
    from store.userdata.tagsfile.document import Document

    held = file.last_version()
    if held is not None and not as_index:
        document, seq = held
        document.edit(block_content.edits(connection, journal.after(seq)))
        return document
    document = (
        held[0] if held is not None else _from_backup(file, folder) or Document.new(file.path)
    )
    document.edit(_lacking(file, connection, document.data))
    return document


def back_up(
    file: TagsFile,
    connection: sqlite3.Connection,
    journal: Journal,
    folder: Path,
    *,
    as_index: bool,
) -> Document:
    """Store our whole state as a backup, and return it as a document."""
    ours = document(file, connection, journal, folder, as_index=as_index)
    backup = backups.back_up_now(folder, ours.data, backups.OURS)
    journal.note_backup(backup.name, journal.last_seq())
    return ours


def _from_backup(file: TagsFile, folder: Path) -> Document | None:
    """Return a document of the newest readable backup; None if there is none."""
    from store.userdata.tagsfile.document import Document

    for path in backups.own_backups(folder):
        with suppress(TagFileError, OSError):
            data = own_files.read(path)
            return Document(data, file.parse(data).layout, file.path)
    return None


def _lacking(file: TagsFile, connection: sqlite3.Connection, data: bytes) -> Edits:
    """Return the edits that bring a version of the file up to date with the index."""
    edits = block_content.edits_of_all(connection)
    has = file.parse(data).facts
    edits.changes = {op.path: op.after for op in differing(has, read_model.all_facts(connection))}
    return edits
