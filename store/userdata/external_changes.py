"""Reads external changes of `tags.yaml` in the background.

Reading 20,000 blocks takes seconds, and an editor may still be writing the file; new changes must
not wait for either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.errors import TagFileError
from store.userdata import file_faults
from store.userdata.atomic_file import digest
from store.userdata.file_faults import Fault
from store.userdata.journal import Journal
from store.userdata.tags_file import Stamp, TagsFile
from store.userdata.tagsfile.plain_values import Parsed
from store.userdata.writer import defect

if TYPE_CHECKING:
    from store.userdata.tagsfile.document import Document
    from store.userdata.tagsfile.partial_parse import Part


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """What is known about the file before it is read."""

    size: int | None = None
    """Size in bytes when last read or written; None if there was no file."""
    own_digests: frozenset[str] = frozenset()
    """Digests of versions written by this library, which need not be read."""
    held: Document | None = None
    """The last version in memory; it must not be edited until reading has finished."""


@dataclass(frozen=True, slots=True)
class ExternalChanges:
    """A version of the file found on disk, and its content."""

    stamp: Stamp | None = None
    data: bytes | None = None
    """The file's bytes; None if there is no file."""
    parsed: Parsed = field(default_factory=Parsed)
    part: Part | None = None
    """The differences, if only those were read; `parsed` is empty in that case."""
    fault: Fault | None = None
    is_own: bool = False
    """Whether this library wrote the version itself, so that it was not read."""


def read_in_background(
    file: TagsFile, journal: Journal, then: Callable[[], None]
) -> Future[ExternalChanges]:
    """Read the file in a thread of its own; call `then` in that thread when finished.

    `journal` identifies the versions that this library wrote. The future may hold an OSError.
    """
    last_known, writing = file.last_known, journal.state("next")
    own_digests = {sha for sha in (last_known and last_known[1], writing and writing[0]) if sha}
    version = KnownVersion(
        None if last_known is None else last_known[0][0],
        frozenset(own_digests),
        file.current_document(),
    )
    incoming: Future[ExternalChanges] = Future()

    def run() -> None:
        try:
            file.wait_until_still()
            stamp = file.stamp()
            changes = interpret(file, version, file.read(), stamp)
        except BaseException as error:  # passed to the caller through the future
            incoming.set_exception(error)
        else:
            incoming.set_result(changes)
        then()

    threading.Thread(target=run, name="cuttings-reading", daemon=True).start()
    return incoming


def interpret(
    file: TagsFile, version: KnownVersion, data: bytes | None, stamp: Stamp | None = None
) -> ExternalChanges:
    """Return the content of a version of the file, and its fault as a whole, if any."""
    if data is None:
        fault = None if version.size is None else file_faults.gone(file.path)
        return ExternalChanges(stamp, None, fault=fault)
    if digest(data) in version.own_digests:
        return ExternalChanges(stamp, data, is_own=True)
    if not data.strip() and version.size:
        return ExternalChanges(stamp, data, fault=file_faults.empty(file.path))
    try:
        part = None if version.held is None else _part(version.held, data)
        if part is not None:
            return ExternalChanges(stamp, data, part=part)
        return ExternalChanges(stamp, data, file.parse(data))
    except TagFileError as error:
        return ExternalChanges(stamp, data, fault=file_faults.broken(error))
    except Exception as error:  # the file is kept and can be corrected
        return ExternalChanges(stamp, data, fault=file_faults.unread(file.path, defect(error)))


def _part(held: Document, data: bytes) -> Part | None:
    from store.userdata.tagsfile.partial_parse import parse_changes

    return parse_changes(held, data)
