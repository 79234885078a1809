"""A file's bytes as text: its encoding, its line ends, and whether it is text at all."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass

from store.folder.encodings import decode_bytes
from store.model import Status

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is listed, with a reason, but not read: 64 MiB are some 10 million words."""

_CHUNK = 1024 * 1024
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes as they were at one moment, or the reason why they can't be had."""

    data: bytes
    sha256: str | None
    """64 hex digits; None where the file was not read."""
    size: int
    """In bytes, as the file system gave it before reading; -1 where it would not."""
    mtime_ns: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, how it came about, and the hash of the bytes behind it."""

    text: str
    encoding: str | None
    """A Python codec name, maybe with a note on stray bytes; None where there is no text."""
    sha256: str | None
    size: int
    mtime_ns: int
    status: Status
    reason: str | None


def read_bytes(path: bytes | str, most: int = MAX_BYTES) -> Content:
    """Return the bytes of a regular file and their hash; a file over `most` bytes is not read."""
    try:
        handle = os.open(path, _OPEN_FLAGS)
    except OSError as error:
        return Content(b"", None, *_stat(path), f"can't be opened ({error.strerror})")
    try:
        return _read_open(handle, most)
    except OSError as error:
        return Content(b"", None, *_stat(path), f"can't be read ({error.strerror})")
    finally:
        os.close(handle)


def decode(content: Content, encoding: str | None = None) -> Decoded:
    """Return the text of bytes that were read: without BOM, every line end as `\\n`."""

    def made(text: str, used: str | None, status: Status, reason: str | None) -> Decoded:
        about = (content.sha256, content.size, content.mtime_ns)
        return Decoded(text, used, *about, status, reason)

    if content.problem is not None:
        return made("", None, "unreadable", content.problem)
    decoded = decode_bytes(content.data, encoding)
    if decoded.binary is not None:
        return made("", None, "binary", decoded.binary)
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        return made("", decoded.encoding, "empty", "the file is empty")
    if not text.strip():
        return made(text, decoded.encoding, "empty", "the file holds only blanks")
    return made(text, decoded.encoding, "ok", None)


def _read_open(handle: int, most: int) -> Content:
    before = os.fstat(handle)
    about = (before.st_size, before.st_mtime_ns)
    if not stat.S_ISREG(before.st_mode):
        return Content(b"", None, *about, "not a regular file")
    if before.st_size > most:
        return Content(b"", None, *about, _too_large(before.st_size, most))
    chunks, total = [], 0
    # One byte more than there should be: a read that gives less has come to the end.
    at_once = min(before.st_size + 1, _CHUNK) if before.st_size else _CHUNK
    while chunk := os.read(handle, at_once):
        chunks.append(chunk)
        total += len(chunk)
        if total > most:
            return Content(b"", None, *about, _too_large(total, most))
        if total == before.st_size < at_once:
            break
    data = chunks[0] if len(chunks) == 1 else b"".join(chunks)
    return Content(data, hashlib.sha256(data).hexdigest(), *about)


def _too_large(size: int, most: int) -> str:
    return f"larger than {most >> 20} MB: {size / (1 << 20):,.0f} MB"


def _stat(path: bytes | str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return -1, 0
    return status.st_size, status.st_mtime_ns
