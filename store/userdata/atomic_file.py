"""Atomic file replacement: after a crash, the file is either the old or the new one."""

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
"""Seconds to retry a replacement while another program holds the file open (Windows)."""


def replace(path: Path, data: bytes) -> None:
    """Write `data` atomically, as `replacing` does.

    Raises OSError and leaves the old file unchanged.
    """
    with replacing(path) as file:
        file.write(data)


def replace_own(path: Path, data: bytes) -> None:
    """Write `data` atomically to one of the program's own files, without following links.

    Raises OSError and leaves the old file unchanged; also if `path` is a link.
    """
    own_files.make_folder(path.parent)
    own_files.check(path)
    with _replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a temporary file to write; on exit, sync it and move it into the place of `path`.

    The mode and owner of the old file are kept. If `path` is a symbolic link, its target is
    replaced. If the block raises, the temporary file is removed and the old file stays unchanged.
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
    """Remove the temporary files of `path`, or of names that start with it; return their number.

    Call this only while nobody writes these files. Raises OSError if the folder is a link.
    """
    own_files.check_folder(path.parent)
    leftovers = list(path.parent.glob(f".{glob.escape(path.name)}*.part"))
    for leftover in leftovers:
        with suppress(FileNotFoundError):
            leftover.unlink()
    return len(leftovers)


def _check_regular(path: Path) -> None:
    """Raise OSError if `path` is not a regular file, but a device, a pipe or a folder.

    Reading a pipe could block forever, and a device would be replaced by a file.
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
    """Give a new file the mode and owner of the old file, or the default mode if there is none."""
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
    """Flush a file to the disk; on macOS, fsync alone only reaches the drive's cache."""
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
    """Return the hash that identifies a file's content: SHA-256 as hex digits."""
    return hashlib.sha256(data).hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; does nothing where folders can't be synced."""
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
    """Hold the lock file `path` to keep other processes of this program out.

    Has no effect on systems and file systems without such locks. The lock's folder is not created:
    if it is missing, the library is gone. Raises OSError, as `own_files.check` does.
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
