"""Web archives: the pages in WARC files (ISO 28500) and ARC files, packed or not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from store.folder.encodings import decode_bytes
from store.sources.bounded_gzip import MAGIC, Unpacked
from store.sources.part_names import PartNames
from store.sources.source_document import Document, Unreadable
from store.sources.text_lines import joined
from store.sources.web_page import page

MAX_RECORDS = 1_000_000
MAX_PAGE = 16 * 1024 * 1024
"""Bytes of one page, unpacked; what is longer is no article."""
LONGEST_LINE = 64 * 1024
LONGEST_HEADER = 4 * 1024 * 1024
"""Bytes of lines in a row."""
MOST_HEADERS = 1_000
_KINDS = frozenset(("response", "resource", "conversion"))
_HTML = frozenset(("text/html", "application/xhtml+xml"))
_CHUNK = 64 * 1024


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the pages of a web archive; a part is the page's address, else its number.

    Images, scripts, redirects and answers with an error are left out. A date of capture is no
    date of publication: `published` is what the page states.
    """
    if not data.strip(b"\0\r\n\t "):
        raise Unreadable("empty", "the file is empty")
    unpacked = Unpacked(data) if data.startswith(MAGIC) else None
    stream = io.BufferedReader(unpacked, _CHUNK) if unpacked else io.BytesIO(data)
    records = _Records(stream)
    names = PartNames()
    pages = 0
    for record in records:
        document = _document(record, names)
        if document is not None:
            pages += 1
            yield document
    problem = records.problem
    if unpacked is not None and unpacked.is_damaged:
        problem = problem or "the packed data is damaged or cut short"
    if problem and pages:
        reason = f"the rest of the archive can't be read ({problem}): fetch it again"
        yield Document("", f"after-{pages:03}", status="unreadable", reason=reason)
    elif problem:
        raise Unreadable("unreadable", f"{problem}: fetch the archive again")
    elif not pages:
        raise Unreadable("no text", "no web pages: only images, errors or other data")


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes:
        """Return up to `size` bytes."""


class _HeaderReader(DecompressingBufferedReader):  # type: ignore[misc]
    """A reader for which lines, and headers made of them, have a bounded length.

    The library joins a line piece by piece, in time that grows with the square of its length.
    """

    _header = 0

    def readline(self, length: int | None = None) -> bytes:
        """Return the next line, or the first bytes of a long one."""
        limit = LONGEST_LINE if length is None else min(length, LONGEST_LINE)
        line: bytes = super().readline(limit)
        self._header += len(line)
        if self._header > LONGEST_HEADER:
            raise ValueError("a header without end")
        return line

    def read(self, length: int | None = None) -> bytes:
        """Return the next bytes of a record's content."""
        self._header = 0
        chunk: bytes = super().read(length)
        return chunk


class _Archive(ArchiveIterator):  # type: ignore[misc]
    """The library's iterator with a bounded reader, and without its words on standard error."""

    INC_RECORD = ""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream, arc2warc=True)
        # It begins to read when a record is first asked for, so that this one is in time.
        self.reader = _HeaderReader(stream)


class _Records:
    """The records of an archive, up to the first that can't be read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.problem: str | None = None

    def __iter__(self) -> Iterator[Any]:
        count = 0
        try:
            for record in _Archive(self._stream):
                count += 1
                if count > MAX_RECORDS:
                    raise Unreadable("too large", f"more than {MAX_RECORDS:,} records: split it")
                yield record
        except ArchiveLoadFailed:
            self.problem = "no web archive" if not count else "a record is damaged"
        except (EOFError, ValueError, IndexError, KeyError, AttributeError, TypeError):
            self.problem = "a record is damaged"


def _document(record: Any, names: PartNames) -> Document | None:
    """Return the page of a record, None where it holds none."""
    headers = record.rec_headers
    if record.rec_type not in _KINDS:
        return None
    url = headers.get_header("WARC-Target-URI")
    url = url.strip("<> ") if url else None
    kind = _kind(record)
    if kind is None:
        return None
    if not (kind in _HTML or kind == "text/plain"):
        return None
    body = _body(record)
    if body is None or not body.strip():
        return None
    is_web = url is not None and url.startswith(("http://", "https://"))
    address = url if is_web else None
    part = names.next(url)
    if _is_packed(record, body):
        reason = "packed in a way that can't be read here: fetch the archive without Brotli"
        return Document("", part, url=address, status="unreadable", reason=reason)
    if kind == "text/plain":
        return _plain(body, part, address)
    try:
        document = page(body, address, _content_type(record))
    except Unreadable as error:
        return Document("", part, url=address, status=error.status, reason=error.reason)
    return _with_part(document, part, address)


def _is_packed(record: Any, body: bytes) -> bool:
    """Return whether a body is still packed, as the library leaves it without Brotli."""
    headers = record.http_headers
    packing = (headers.get_header("Content-Encoding") or "") if headers is not None else ""
    is_text = b"\0" not in body[:1_000] and b"<" in body[:1_000]
    return packing.strip().lower() in ("br", "zstd") and not is_text


def _with_part(document: Document, part: str, url: str | None) -> Document:
    return replace(document, part=part, url=document.url or url)


def _plain(body: bytes, part: str, url: str | None) -> Document | None:
    decoded = decode_bytes(body)
    if decoded.binary is not None:
        return None
    text = joined((line, False) for line in decoded.text.splitlines())[0]
    return Document(text, part, url=url) if text else None


def _content_type(record: Any) -> str | None:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    value = headers.get_header("Content-Type")
    return str(value) if value else None


def _kind(record: Any) -> str | None:
    """Return the media type of a record's page, None where it is a redirect or an error."""
    headers = record.http_headers
    if record.rec_type == "response":
        if headers is None or not (headers.get_statuscode() or "").strip().startswith("200"):
            return None
        if len(headers.headers) > MOST_HEADERS:
            return None
    content_type = _content_type(record)
    return (content_type or "").partition(";")[0].strip().lower()


def _body(record: Any) -> bytes | None:
    """Return the page's bytes without chunks and packing; None where they are too many."""
    stream: _Stream = record.content_stream()
    chunks: list[bytes] = []
    total = 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        total += len(chunk)
        if total > MAX_PAGE:
            return None
    return b"".join(chunks)
