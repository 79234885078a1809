"""Copies of `tags.yaml`: one a day before its first change, and one when something went wrong."""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store.folder import own_files
from store.userdata import atomic_file

KEPT = 10
"""Copies of each kind (of days, OURS, THEIRS) that are kept: the newest."""

OURS = "ours"
"""Why a copy was made: the file had less than what was known."""
THEIRS = "theirs"
"""Why a copy was made: the file was written anew over it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of `tags.yaml`: its file name, where it lies, when it was made, its bytes."""

    name: str
    path: Path
    at: str
    """ISO 8601 in UTC."""
    size: int


_DAILY = "tags-????-??-??.yaml"
_EVENTS = "tags-*T*.yaml"


def daily(folder: Path, data: bytes) -> Path | None:
    """Keep `data` as today's copy; None where there is one already, or nothing to keep."""
    path = folder / f"tags-{datetime.now().astimezone():%Y-%m-%d}.yaml"
    if not data or own_files.check(path):
        return None
    atomic_file.replace_own(path, data)
    _prune(folder, _DAILY)
    return path


def back_up_now(folder: Path, data: bytes, why: str) -> Path:
    """Keep `data` under the time and a word that says why: OURS or THEIRS.

    Where the newest copy of the kind has the same bytes, that one is returned.
    """
    same = f"tags-*T*-{why}.yaml"
    newest = max((path for path in all_backups(folder) if path.match(same)), default=None)
    if newest is not None and own_files.read(newest) == data:
        return newest
    path = folder / f"tags-{datetime.now(UTC):%Y-%m-%dT%H%M%S.%f}-{why}.yaml"
    atomic_file.replace_own(path, data)
    _prune(folder, same)
    return path


def all_backups(folder: Path) -> list[Path]:
    """Return the copies there are, newest first: regular files, and none through a link."""
    copies = []
    with suppress(OSError):
        own_files.check_folder(folder)
        for path in {*folder.glob(_DAILY), *folder.glob(_EVENTS)}:
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                copies.append((status.st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(copies, reverse=True)]


def own_backups(folder: Path) -> list[Path]:
    """Return the copies of what was known here, newest first: none of what another hand left."""
    return [path for path in all_backups(folder) if not path.stem.endswith(f"-{THEIRS}")]


def describe(path: Path) -> Backup:
    """Return what a list of copies says of one. Raises OSError."""
    return Backup(path.name, path, made_at(path), path.stat().st_size)


def _prune(folder: Path, pattern: str) -> None:
    for path in sorted(folder.glob(pattern), reverse=True)[KEPT:]:
        with suppress(OSError):
            path.unlink()


def made_at(path: Path) -> str:
    """Return when a copy was made, as ISO 8601 in UTC with milliseconds."""
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return at.isoformat(timespec="milliseconds")
