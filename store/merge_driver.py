"""Merge of `tags.yaml` files on disk, for use as a git merge driver."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import UTC, datetime
from pathlib import Path


def merge_files(base: Path, ours: Path, theirs: Path) -> int:
    """Merge three files, write the result to `ours` and return the number of conflicts.

    Raises TagFileError if a file is not a valid `tags.yaml`, leaving `ours` unchanged, and OSError.
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
