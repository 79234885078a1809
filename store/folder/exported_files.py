"""The exports that were written among the articles: a list, so that they are not read as such."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from store.errors import CuttingsError
from store.folder import ids, own_files
from store.folder.locations import Locations

LIST = "exports"
"""The file in the library's state folder: an id a line."""
MOST_BYTES = 1 << 20


def exported_ids(places: Locations) -> frozenset[str]:
    """Return the ids of the files that exports wrote among the articles."""
    try:
        data = own_files.read(places.state / LIST, MOST_BYTES)
    except (OSError, CuttingsError):
        return frozenset()
    return frozenset(line for line in data.decode("utf-8", "replace").split("\n") if line)


def remember(places: Locations, path: Path) -> None:
    """Note that an export is about to write `path`, which lies directly among the articles.

    Raises OSError where the list can't be written.
    """
    id = ids.encode(os.fsencode(path.name))
    known_ids = exported_ids(places)
    if id in known_ids:
        return
    lines = "".join(f"{line}\n" for line in sorted({*known_ids, id}))
    with suppress(FileExistsError):
        own_files.make_folder(places.state)
    new = places.state / f".{LIST}.new"
    with suppress(FileNotFoundError):
        new.unlink()
    own_files.make(new, lines.encode())
    os.replace(new, places.state / LIST)
