"""Gzip data unpacked piece by piece and up to a limit (RFC 1952, several members in a row)."""

from __future__ import annotations

import io
import zlib
from typing import Any

from store.sources.source_document import Unreadable

MAGIC = b"\x1f\x8b"
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes that a file may unpack to."""
_BLOCK = 16 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class Unpacked(io.RawIOBase):
    """A stream of the bytes in gzip data; `is_damaged` tells that it ended too soon.

    Raises Unreadable when more than `limit` bytes come out.
    """

    def __init__(self, data: bytes, limit: int = MAX_UNPACKED) -> None:
        self._data = data
        self._position = 0
        self._left = limit
        self._limit = limit
        self._member = zlib.decompressobj(_GZIP)
        self._tail = b""
        self.is_damaged = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with unpacked bytes; return how many, 0 at the end."""
        view = memoryview(buffer)
        chunk = b""
        while not chunk and not self.is_damaged:
            if self._member.eof and not self._start_member():
                return 0
            chunk = self._next(len(view))
            if not chunk and not self._member.eof and self._position >= len(self._data):
                self.is_damaged = True
        self._left -= len(chunk)
        if self._left < 0:
            reason = f"unpacks to more than {self._limit >> 20} MB: split the file"
            raise Unreadable("too large", reason)
        view[: len(chunk)] = chunk
        return len(chunk)

    def _next(self, size: int) -> bytes:
        if not self._tail:
            self._tail = self._data[self._position : self._position + _BLOCK]
            self._position += len(self._tail)
        try:
            chunk = self._member.decompress(self._tail, size)
        except zlib.error:
            self.is_damaged = True
            return b""
        self._tail = self._member.unconsumed_tail
        return chunk

    def _start_member(self) -> bool:
        """Begin the next member; return False where there is none."""
        rest = self._member.unused_data + self._data[self._position : self._position + 64]
        self._position += min(64, max(0, len(self._data) - self._position))
        if not rest.startswith(MAGIC):
            return False
        self._member = zlib.decompressobj(_GZIP)
        self._tail = rest
        return True
