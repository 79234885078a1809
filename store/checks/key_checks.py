"""Checks for keys in `tags.yaml` that the program doesn't read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.checks.article_checks import Finding
from store.errors import TagFileError
from store.folder import own_files
from store.userdata.tagsfile.guard import decode
from store.userdata.tagsfile.swallowed import swallowed
from store.userdata.tagsfile.unread_keys import UnknownKey, unknown_keys

KIND: Final = "unknown key"
COMMENT: Final = "swallowed"


def check_keys(tags_file: Path) -> Iterator[Finding]:
    """Yield a finding for each unread key in `tags.yaml` and for each accidental comment or quote.

    A finding is serious if the key resembles a known one or a block is indented wrongly.
    """
    try:
        data = own_files.read(tags_file) if own_files.check(tags_file) else b""
        text = decode(data, tags_file)
        keys = unknown_keys(text, tags_file)
        lost = list(swallowed(text, tags_file))
    except (OSError, TagFileError):
        return  # the check of the user's data reports it
    for key in keys:
        message = f"{tags_file.name}, line {key.line}: unknown key {key.key!r} in {key.place}"
        is_serious = bool(key.indent or key.suggestion)
        yield Finding(KIND, tags_file.name, message, _remedy(key), is_serious)
    for words in lost:
        message = f"{tags_file.name}, line {words.line}: {words.message}"
        yield Finding(COMMENT, tags_file.name, message, words.remedy, words.is_sure)


def _remedy(key: UnknownKey) -> str:
    if key.indent:
        return key.indent
    if key.suggestion:
        return f"write {key.suggestion}, if you meant that; start your own keys with x-"
    return "nothing to do, if another program uses it"
