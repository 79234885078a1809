"""Reads the zip archive of a project within size limits, without unpacking it to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from store.folder.decode import MAX_BYTES
from store.folder.encodings import decode_bytes
from store.imports.imported import unreadable

RATIO = 100
"""Maximum ratio of unpacked to packed size, per member and for all that is read; texts have
3-30."""

LARGEST = 8 * MAX_BYTES
"""Maximum unpacked size of a project's description in bytes."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""Exceptions raised by damaged, unsupported or encrypted archives."""


class Archive:
    """The members of an archive by file name, ignoring folders."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._left = max(MAX_BYTES, RATIO * path.stat().st_size)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace("\\", "/")).name.lower()
            if not member.is_dir() and not name.startswith("._"):
                self._members.setdefault(name, member)
        described = (member for name, member in self._members.items() if name.endswith(".qde"))
        self._described = next(described, None)

    @contextmanager
    def description(self) -> Iterator[IO[bytes]]:
        """Provide the project's XML. Raises ExportError if it is missing or too large."""
        if self._described is None:
            raise unreadable(self._path, "not a project: project.qde is missing")
        self._check(self._described, LARGEST)
        with self._archive.open(self._described) as file:
            yield file

    def text(self, place: str) -> str | None:
        """Return the text of the member named by a path such as `internal://x.txt`, with its BOM.

        None if it is missing, too large or not text. Raises ExportError if the total read from the
        archive becomes too large.
        """
        member = self._members.get(PurePosixPath(place.replace("\\", "/")).name.lower())
        if member is None or member.file_size > MAX_BYTES:
            return None
        self._check(member, MAX_BYTES)
        self._left -= member.file_size
        if self._left < 0:
            raise unreadable(self._path, f"unpacks to more than {RATIO} times its size")
        data = self._archive.read(member)
        decoded = decode_bytes(data)
        marked = data.startswith(b"\xef\xbb\xbf")
        return None if decoded.binary is not None else "\ufeff" * marked + decoded.text

    def _check(self, member: zipfile.ZipInfo, largest: int) -> None:
        packed, unpacked = member.compress_size, member.file_size
        if unpacked > largest or unpacked > max(MAX_BYTES // 4, RATIO * packed):
            size = f"{unpacked / (1 << 20):,.0f} MB out of {packed / (1 << 20):,.1f} MB"
            raise unreadable(self._path, f"{member.filename} unpacks to {size}: too much to read")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a project. Raises ExportError if it can't be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Archive(archive, path)
    except DAMAGED as error:
        raise unreadable(path, f"not a readable project ({error})") from None
