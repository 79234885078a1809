"""Prepares the index's rows for a file that was read, before any SQL runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from store.folder.decode import Content, Decoded, decode
from store.folder.ignore_rules import suffix
from store.index.article_faults import in_words
from store.model import Span
from store.text import (
    Description,
    describe,
    mojibake,
    undescribed,
)
from store.text.dates import interval
from store.text.words import halves, indexed_text

RACY_NS = 20_000_000
COARSE_NS = 2_000_000_000
"""A file written this shortly before it was read may change again without a new time: within one
clock tick on most file systems, within two seconds on coarse ones.
"""

UNSETTLED = -1
"""The time stored for such a file, so that the next refresh reads it again."""


COLUMNS = (
    "id",
    "raw",
    "present",
    "size",
    "mtime_ns",
    "sha256",
    "encoding",
    "status",
    "reason",
    "title",
    "title_from",
    "source",
    "published",
    "first_day",
    "last_day",
    "words",
    "language",
    "replaced",
    "garbled",
    "file",
    "part",
    "format",
    "url",
    "author",
    "pages",
    "keywords",
)
"""Of `articles`, without `num`."""


class Origin(NamedTuple):
    """The columns of an article that tell of the file behind it."""

    file: str | None = None
    """The file's id in `files`; None for plain text."""
    part: str | None = None
    format: str = "text"
    url: str | None = None
    author: str | None = None
    pages: str | None = None
    """JSON `[[page, start, end], …]`."""
    keywords: str | None = None
    """JSON list of words."""


class Prepared(NamedTuple):
    """An article ready for the index: the values of its rows."""

    id: str
    raw: bytes
    num: int | None
    """The row that it continues; None where the id decides."""
    size: int
    article: tuple[Any, ...]
    """In the order of `COLUMNS`."""
    text: tuple[Any, ...]
    """In the order of the columns of `texts`, without `num`."""
    words: tuple[str | None, str | None, str]
    """What full text holds: title, body, halves of hyphenated words; None: as in `text`."""

    @property
    def sha256(self) -> str | None:
        """Return the hash of its content."""
        return self.article[COLUMNS.index("sha256")]  # type: ignore[no-any-return]

    @property
    def fault(self) -> str | None:
        """Return why the file or its text can't be read; None where they can."""
        values = dict(zip(COLUMNS, self.article, strict=True))
        return str(values["reason"]) if values["status"] == "unreadable" else None


def prepare(
    id: str, raw: bytes, num: int | None, content: Content, encoding: str | None
) -> Prepared:
    """Return the index's rows for a file that was read.

    `encoding` is the one chosen earlier for the same bytes; None to detect it. A file whose bytes
    or text cause an error is kept as unreadable, with the reason.
    """
    try:
        decoded = decode(content, encoding)
    except Exception as error:
        fault = f"decoding it failed ({in_words(error)})"
        decoded = decode(replace(content, data=b"", problem=fault))
    try:
        return of_text(id, raw, num, decoded, describe(decoded.text, id), plain_origin(raw))
    except Exception as error:
        fault = f"its title and paragraphs could not be worked out ({in_words(error)})"
        text = decoded.text.encode(errors="replace").decode()
        decoded = replace(decoded, text=text, status="unreadable", reason=fault)
        return of_text(id, raw, num, decoded, undescribed(decoded.text, id), plain_origin(raw))


_PLAIN_FORMATS = {
    b".md": "markdown",
    b".markdown": "markdown",
    b".org": "org",
    b".srt": "subtitles",
    b".vtt": "subtitles",
}


def plain_origin(raw: bytes) -> Origin:
    """Return the origin of an article whose file is plain text."""
    return Origin(format=_PLAIN_FORMATS.get(suffix(raw.rpartition(b"/")[2]), "text"))


def of_text(
    id: str, raw: bytes, num: int | None, decoded: Decoded, about: Description, origin: Origin
) -> Prepared:
    """Return the index's rows for a text that was analysed. Raises UnicodeError for surrogates."""
    first_day, last_day = interval(about.published) or (None, None)
    origin = origin._replace(url=origin.url or about.url, author=origin.author or about.author)
    article = (
        *(id, raw, 1, decoded.size, settled(decoded.mtime_ns)),
        *(decoded.sha256, decoded.encoding, decoded.status, decoded.reason),
        *(about.title, about.title_from, about.source, about.published, first_day, last_day),
        *(about.words, about.language),
        *(mojibake.replaced(decoded.text), mojibake.is_garbled(decoded.text)),
        *origin,
    )
    start, end = about.title_span or (None, None)
    text = (
        *(about.title, decoded.text, _spans(about.paragraphs), _spans(about.boilerplate)),
        *(start, end, _flags(about.reflow)),
    )
    for value in (about.title, about.source, decoded.text):
        (value or "").encode()  # a lone surrogate has to be told here, not by SQLite
    words = (_words(about.title), _words(decoded.text), halves(decoded.text))
    return Prepared(id, raw, num, len(decoded.text) + 1000, article, text, words)


def _words(text: str) -> str | None:
    """Return the words of a text for the full-text index; None where they are the text itself."""
    words = indexed_text(text)
    return None if words == text else words


def settled(mtime_ns: int) -> int:
    """Return the time to keep for a file that was just read: its own, unless that is too fresh."""
    age = time.time_ns() - mtime_ns
    coarse = mtime_ns % 1_000_000_000 == 0
    return UNSETTLED if 0 <= age < (COARSE_NS if coarse else RACY_NS) else mtime_ns


def _spans(spans: Sequence[Span]) -> str:
    """Return ranges as JSON."""
    return f"[{','.join([f'[{start},{end}]' for start, end in spans])}]"


def _flags(flags: Sequence[bool]) -> str:
    """Return truth values as JSON."""
    return f"[{','.join(['true' if flag else 'false' for flag in flags])}]"
