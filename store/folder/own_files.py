"""Opens the program's own files in a library without following links.

A library may come from somebody else. A link in the place of one of these files would make the
program read, write or truncate its target; a pipe would block it, and a device would fill memory.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

STATE_FOLDER = ".cuttings"
"""The end of the name of every folder that holds index, journal or backups."""

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read whole, in bytes; `tags.yaml` takes less than 1 MB for 1,000
articles.
"""

DATABASE_SUFFIXES = ("", "-wal", "-shm", "-journal")
"""The suffixes of the files that SQLite keeps beside a database."""

IS_LINK = "is a link, and links are not followed here: remove it, or use cuttings --tags FILE"
"""The error about a link, with its remedy."""

_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def check(path: Path, *, in_place: bool = False) -> bool:
    """Return whether a file exists. Raises OSError where it is a link or no regular file.

    The state folder that contains it is checked alike. A file that is written `in_place`, and not
    replaced, may have no second name (hard link), which would be written too.
    """
    check_folder(path.parent)
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    _check_status(status, path, in_place)
    return True


def check_folder(folder: Path) -> None:
    """Raise OSError where a state folder, or a folder in one, is a link or no folder at all."""
    for state_folder in _state_folders(folder):
        try:
            mode = state_folder.lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISLNK(mode):
            raise OSError(errno.ELOOP, IS_LINK, str(state_folder))
        if not stat.S_ISDIR(mode):
            raise NotADirectoryError(errno.ENOTDIR, "is no folder: remove it", str(state_folder))


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises OSError as `check_folder` does."""
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)


def check_database(path: Path) -> None:
    """Raise OSError where SQLite would write through one of a database's names to another file."""
    for suffix in DATABASE_SUFFIXES:
        check(Path(f"{path}{suffix}"), in_place=True)


def open_file(path: Path, flags: int, *, in_place: bool = False) -> int:
    """Open a file, creating it with O_CREAT. Raises OSError as `check` does."""
    check(path, in_place=in_place)
    try:
        handle = os.open(path, flags | _FLAGS, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, IS_LINK, str(path)) from error
        raise
    try:
        _check_status(os.fstat(handle), path, in_place)
    except BaseException:
        os.close(handle)
        raise
    return handle


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file. Raises OSError as `check` does, and above `most` bytes."""
    with os.fdopen(open_file(path, os.O_RDONLY), "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most >> 20} MB", str(path))
    return data


def make(path: Path, data: bytes = b"") -> None:
    """Create a file with `data`; an existing one stays as it is."""
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)


def _state_folders(folder: Path) -> list[Path]:
    """Return the folder and its parents up to the state folder; none outside one."""
    chain = [folder, *folder.parents][:3]
    for number, state_folder in enumerate(chain, 1):
        if state_folder.name.endswith(STATE_FOLDER):
            return chain[:number]
    return []


def _check_status(status: os.stat_result, path: Path, in_place: bool) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, IS_LINK, str(path))
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    if in_place and status.st_nlink > 1:
        message = "has a second name (hard link) that would be written too: remove it here"
        raise OSError(errno.EMLINK, message, str(path))
