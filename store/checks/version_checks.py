"""Checks for other versions of `tags.yaml` in its folder and for values that ours lacks."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from store.checks.article_checks import Finding
from store.errors import TagFileError
from store.folder import own_files
from store.userdata.conflict_copies import count_missing, other_versions
from store.userdata.parse_process import read


def check_versions(tags_file: Path) -> Iterator[Finding]:
    """Yield a finding for each file whose name marks it as another version of `tags_file`."""
    try:
        paths = other_versions(tags_file)
        ours = own_files.read(tags_file) if own_files.check(tags_file) else b""
        if paths:
            read(ours, tags_file)
    except OSError:
        return  # the check of the user's data reports it
    except TagFileError:
        for path in paths:
            message = (
                f"another version of {tags_file.name}, not compared, because ours can't be read"
            )
            yield Finding("tags version", path.name, message, f"correct {tags_file.name} first")
        return
    for path in paths:
        try:
            number = count_missing(ours, path)
        except TagFileError as error:
            message = f"another version of {tags_file.name}, which can't be compared: {error}"
            remedy = "correct it and merge it, or delete it"
            yield Finding("tags version", path.name, message, remedy)
            continue
        if number:
            values = "1 value" if number == 1 else f"{number:,} values"
            message = f"another version of {tags_file.name}, with {values} that ours lacks"
            remedy = f"cuttings merge {shlex.quote(path.name)}, then delete it"
            yield Finding("tags version", path.name, message, remedy)
        else:
            message = f"another version of {tags_file.name}, with nothing new"
            yield Finding("tags version", path.name, message, "delete it", False)
