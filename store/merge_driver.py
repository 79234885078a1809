"""Versions of a `tags.yaml` merged on disk, as git asks a merge driver to do it."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import UTC, datetime
from pathlib import Path


def merge_files(base: Path, ours: Path, theirs: Path) -> int:
    """Merge three files, write the result into `ours`, and return the number of conflicts noted.

    Raises TagFileError where one of them can't be read as a `tags.yaml`, with `ours` as it was,
    and OSError.
    """
    from store.userdata.tagsfile.guard import decode
    from store.userdata.text_merge import (
        BASE,
        OURS,
        THEIRS,
        merge_texts,
    )

    data = ours.read_bytes()
    merged = merge_texts(
        decode(base.read_bytes(), BASE),
        decode(data, OURS),
        decode(theirs.read_bytes(), THEIRS),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    ours.write_bytes((BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + merged.text.encode())
    return merged.conflicts
