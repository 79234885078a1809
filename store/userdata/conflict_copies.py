"""Other versions of `tags.yaml` in its folder, as left behind by file-syncing programs.

Such a program writes a second file if two machines changed the same one; its data stays unseen
until the two are merged. No common ancestor is known, so the merge keeps what either has.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.folder import own_files
from store.folder.ignore_rules import copy_kind
from store.userdata.ops import Fact, differing

_MIDDLE = re.compile(
    r" \(?\d{1,2}\)?|(?: -)? [Cc]opy(?: \d{1,2}| \(\d{1,2}\))?"
    r"|-(?=[^.]*[A-Z0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
)
"""Text before the suffix: iCloud's number, a file manager's "copy", OneDrive's machine name.

A machine name has a capital letter or a digit: `tags-ann.yaml` may be another coder's file.
"""
_ENDS = (".orig", ".mine", ".theirs")
"""Suffixes that merge tools append to the name."""


def other_versions(tags_file: Path) -> list[Path]:
    """Return the files next to `tags_file` whose names mark them as other versions, sorted.

    Raises OSError if the folder can't be listed.
    """
    with os.scandir(tags_file.parent) as entries:
        names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    return sorted(tags_file.with_name(name) for name in names if is_version(name, tags_file.name))


def is_version(name: str, of: str) -> bool:
    """Return whether the file name `name` marks another version of the file `of`."""
    stem, dot, end = of.rpartition(".")
    if name == of or not name.startswith(stem):
        return False
    if name.startswith(of) and name[len(of) :] in _ENDS:
        return True
    kind = copy_kind(os.fsencode(name))
    if not name.endswith(dot + end) and kind != "conflict":
        return False
    if kind is not None:
        return True
    return _MIDDLE.fullmatch(name[len(stem) : -len(dot + end)]) is not None


def merged(ours: bytes, version: Path) -> dict[Fact, Any]:
    """Return the merged facts of a `tags.yaml` and another version of it.

    If both have different values, ours is kept and theirs is recorded as a conflict. Raises
    TagFileError if one of the two can't be read.
    """
    from store.userdata.parse_process import read
    from store.userdata.tagsfile.guard import decode
    from store.userdata.text_merge import OURS, merge_texts

    try:
        theirs = decode(own_files.read(version), version)
    except OSError as error:
        raise TagFileError(f"can't be read ({error.strerror})", version) from error
    read(theirs.encode(), version)  # so that an error names the file
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return read(merge_texts("", decode(ours, OURS), theirs, at).text.encode(), OURS).facts


def count_missing(ours: bytes, version: Path) -> int:
    """Return the number of facts that ours lacks and `version` has. Raises as `merged` does."""
    from store.userdata.parse_process import read
    from store.userdata.text_merge import OURS

    return len(differing(read(ours, OURS).facts, merged(ours, version)))
