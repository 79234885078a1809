"""Backups of `tags.yaml`: one a day before its first change, and one when something went wrong."""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store.folder import own_files
from store.userdata import atomic_file

KEPT = 10
"""Number of backups of each kind (daily, OURS, THEIRS) that are kept, newest first."""

OURS = "ours"
"""Kind of backup: the known state, taken because the file contained less."""
THEIRS = "theirs"
"""Kind of backup: the file on disk, taken before it was overwritten."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of `tags.yaml`."""

    name: str
    path: Path
    at: str
    """Time of the backup, ISO 8601 in UTC."""
    size: int


_DAILY = "tags-????-??-??.yaml"
_EVENTS = "tags-*T*.yaml"


def daily(folder: Path, data: bytes) -> Path | None:
    """Save `data` as today's backup; return None if there is one already or `data` is empty."""
    path = folder / f"tags-{datetime.now().astimezone():%Y-%m-%d}.yaml"
    if not data or own_files.check(path):
        return None
    atomic_file.replace_own(path, data)
    _prune(folder, _DAILY)
    return path


def back_up_now(folder: Path, data: bytes, why: str) -> Path:
    """Save `data` as a backup named by the time and its kind, OURS or THEIRS.

    If the newest backup of that kind has the same content, return that one instead.
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
    """Return all backups, newest first; links and other irregular files are ignored."""
    copies = []
    with suppress(OSError):
        own_files.check_folder(folder)
        for path in {*folder.glob(_DAILY), *folder.glob(_EVENTS)}:
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                copies.append((status.st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(copies, reverse=True)]


def own_backups(folder: Path) -> list[Path]:
    """Return the backups of our own state, newest first, without those of external versions."""
    return [path for path in all_backups(folder) if not path.stem.endswith(f"-{THEIRS}")]


def describe(path: Path) -> Backup:
    """Return the description of one backup for a list. Raises OSError."""
    return Backup(path.name, path, made_at(path), path.stat().st_size)


def _prune(folder: Path, pattern: str) -> None:
    for path in sorted(folder.glob(pattern), reverse=True)[KEPT:]:
        with suppress(OSError):
            path.unlink()


def made_at(path: Path) -> str:
    """Return when a backup was made, as ISO 8601 in UTC with milliseconds."""
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return at.isoformat(timespec="milliseconds")
