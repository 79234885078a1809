"""A file replaced as a whole: after a crash it is the old one or the new one, never a mixture."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.folder import own_files

RETRY_SECONDS = 2.0
"""How long a replacement is tried again while another program holds the file (Windows)."""


def replace(path: Path, data: bytes) -> None:
    """Write `data` as `replacing` does.

    Raises OSError, with the old file as it was.
    """
    with replacing(path) as file:
        file.write(data)


def replace_own(path: Path, data: bytes) -> None:
    """Write `data` into one of the program's own files, as `replacing` does, but follow no link.

    Raises OSError, with the old file as it was; also where a link is in its place.
    """
    own_files.make_folder(path.parent)
    own_files.check(path)
    with _replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file beside `path` to write; at the end it is synced, swapped in, the folder synced.

    Mode and owner of the old file are kept; a symbolic link stays one, and its target is written.
    Left with an error, the new file is removed, and the old one stays as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    _check_regular(target)
    with _replacing(target) as file:
        yield file


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            _copy_mode_and_owner(file.fileno(), target)
            _sync(file.fileno())
        _swap(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def remove_leftovers(path: Path) -> int:
    """Remove the unfinished copies of `path` (or of files whose names start so); return how many.

    To be called while nobody writes them. Raises OSError where its folder is a link.
    """
    own_files.check_folder(path.parent)
    leftovers = list(path.parent.glob(f".{glob.escape(path.name)}*.part"))
    for leftover in leftovers:
        with suppress(FileNotFoundError):
            leftover.unlink()
    return len(leftovers)


def _check_regular(path: Path) -> None:
    """Raise OSError where something lies at `path` that is no file: a device, a pipe, a folder.

    A pipe would be read for ever, and a device replaced by a file.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))


def _copy_mode_and_owner(handle: int, target: Path) -> None:
    """Give a new file the mode and owner of the old one, or the usual mode where there is none."""
    try:
        old = os.lstat(target)
    except FileNotFoundError:
        if hasattr(os, "fchmod"):
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(handle, 0o666 & ~mask)
        return
    if hasattr(os, "fchmod"):
        with suppress(PermissionError):
            os.fchown(handle, old.st_uid, old.st_gid)
        with suppress(PermissionError):
            os.fchmod(handle, old.st_mode & 0o7777)


def _sync(handle: int) -> None:
    """Bring a file to the disk itself: on macOS fsync alone stops at the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _swap(name: str, target: Path) -> None:
    until = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            os.replace(name, target)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(0.05)


def digest(data: bytes) -> str:
    """Return the hash by which a file's content is known again."""
    return hashlib.sha256(data).hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a swap in `folder` last; where folders can't be synced, nothing is done."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
            raise
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path` while another process of this program must keep away.

    Where the system or the file system has no such locks, nobody is kept away. Its folder is not
    made: where that is gone, so is everything else. Raises OSError as `own_files.check` does.
    """
    handle = own_files.open_file(path, os.O_RDWR | os.O_CREAT, in_place=True)
    try:
        if os.name != "nt":
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError as error:
                if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS):
                    raise
        yield
    finally:
        os.close(handle)
