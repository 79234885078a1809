"""Data sets: each row of .jsonl, .json, .csv or .tsv is a document where it has a text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from store.languages import code_of
from store.sources.bounded_gzip import MAGIC, Unpacked
from store.sources.data_columns import Columns, Row, value_at, words_of
from store.sources.delimited_text import rows_of
from store.sources.json_rows import BrokenLine, is_article, loaded, rows_in, rows_of_lines
from store.sources.markup_text import one_line, plain_of
from store.sources.part_names import PartNames
from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of

MAX_ROWS = 1_000_000
SAMPLE_ROWS = 200
"""Rows from which columns are told."""
MOST_TAGS = 50
LONGEST_SOURCE = 120
"""Code points of a publication's name."""
MAX_WHOLE = 128 * 1024 * 1024
"""Bytes of a packed file that is not read line by line."""
BROKEN_LINE = "a line that is no JSON"

_LINES = (".jsonl", ".ndjson", ".jsonlines", ".jl")
_TABLES = (".csv", ".tsv", ".tab")
_LISTED = re.compile(r"\[\s*['\"].*['\"]\s*\]", re.DOTALL)
"""A list as Python prints it into a table."""
_ITEM = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_BY = re.compile(r"\s*by\s+(?=\S)", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w.-]+\.[a-z]{2,})(?:[/:?#].*)?", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the texts of a data set; a part is the row's id where it has one, else its number.

    A .json file that holds one article is a document without a part.
    Raises Unreadable where no column holds texts.
    """
    unpacked = Unpacked(data) if data.startswith(MAGIC) else None
    base = name.lower().removesuffix(".gz")
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise Unreadable("empty", "the file is empty")
    if base.endswith(_LINES):
        stream = io.BufferedReader(unpacked) if unpacked else _stream(data)
        yield from _read_lines(stream)
    else:
        whole = io.BufferedReader(Unpacked(data, MAX_WHOLE)).read() if unpacked else data
        is_json = base.endswith(".json") or whole.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in b"[{"
        if is_json and not base.endswith(_TABLES):
            yield from _read_json(whole)
        else:
            yield from _documents(_table(whole, base), {})
    if unpacked is not None and unpacked.is_damaged:
        reason = "the packed data is damaged or cut short: fetch it again"
        yield Document("", "rest-of-file", status="unreadable", reason=reason)


def _stream(data: bytes) -> io.BytesIO:
    if b"\0" in data[:100]:
        from store.folder.encodings import decode_bytes

        data = decode_bytes(data).text.encode("utf-8")
    return io.BytesIO(data)


def _read_lines(stream: Iterable[bytes]) -> Iterator[Document]:
    lines = iter(stream)
    head = list(islice(lines, SAMPLE_ROWS))
    rows = list(rows_of_lines(head))
    if rows and all(isinstance(row, BrokenLine) for row in rows):
        # JSON over several lines under a name for one value a line.
        yield from _read_json(b"".join(chain(head, lines)))
        return
    yield from _documents(chain(rows, rows_of_lines(lines)), {})


def _read_json(data: bytes) -> Iterator[Document]:
    try:
        value = loaded(data)
    except Unreadable:
        rows = list(islice(rows_of_lines(io.BytesIO(data[:65_536])), 3))
        if len(rows) < 2 or any(isinstance(row, BrokenLine) for row in rows[:2]):
            raise
        yield from _documents(rows_of_lines(io.BytesIO(data)), {})
        return
    if is_article(value):
        yield _Rows(Columns([value]), {}).document(value, None)
        return
    rows, around = rows_in(value)
    if not rows:
        raise Unreadable("no text", "no list of texts: settings or figures, it seems")
    yield from _documents(rows, around)


def _table(data: bytes, name: str) -> Iterator[Row]:
    try:
        yield from rows_of(data, name)
    except csv.Error:
        yield BrokenLine()


def _documents(rows: Iterable[Row], around: Row) -> Iterator[Document]:
    remaining = iter(rows)
    sample = list(islice(remaining, SAMPLE_ROWS))
    columns = Columns(sample)
    if not columns.texts:
        columns_named = f": its columns are {columns.names()}" if columns.keys else ""
        raise Unreadable("no text", f"no column of texts{columns_named}")
    names = PartNames(keeps_numbers=bool(columns.facts["id"]))
    maker = _Rows(columns, around)
    count = 0
    for count, row in enumerate(chain(sample, remaining), 1):
        if count > MAX_ROWS:
            raise Unreadable("too large", f"more than {MAX_ROWS:,} rows: split the file")
        if isinstance(row, BrokenLine):
            reason = f"{BROKEN_LINE}: mend or delete it"
            yield Document("", names.next(), status="unreadable", reason=reason)
            continue
        if not row.keys() <= columns.keys:
            columns.learn(row)
        document = maker.document(row, names)
        if document.text or document.title:
            yield document


class _Rows:
    """Makes documents of the rows of one data set."""

    def __init__(self, columns: Columns, around: Row) -> None:
        self._columns = columns
        self._around = Columns([around]) if around else None
        self._object = around
        self._day_first = False

    def document(self, row: Row, names: PartNames | None) -> Document:
        """Return a row as a document; its part is None where `names` is."""
        columns = self._columns
        raw = columns.text_of(row)
        text = plain_of(raw) if raw else ""
        title = self._line(row, "title")
        part = None
        if names is not None:
            part = names.next(words_of(columns.value_of(row, "id"), " ")[:2_000])
        return Document(
            text=text,
            part=part,
            title=title if title != text else None,
            source=self._source(row),
            published=self._published(row),
            url=self._url(row),
            author=self._author(row),
            language=self._language(row),
            tags=self._tags(row),
            status="ok" if text else "no text",
            reason=None if text else "the row has no text",
        )

    def _value(self, row: Row, fact: str) -> Any:
        value = self._columns.value_of(row, fact)
        if value is None and self._around is not None and fact in ("language", "source"):
            value = self._around.value_of(self._object, fact)
            if value is None and fact == "source" and "items" in self._object:
                value = self._around.value_of(self._object, "title")
        return value

    def _line(self, row: Row, fact: str) -> str | None:
        words = words_of(self._value(row, fact), "; ")
        return one_line(words[:2_000]) or None if words else None

    def _source(self, row: Row) -> str | None:
        words = self._line(row, "source")
        if words is None or words.isdigit() or len(words) > LONGEST_SOURCE:
            return None
        if "://" in words:
            host = _HOST.fullmatch(words)
            return host[1] if host else None
        return words

    def _published(self, row: Row) -> str | None:
        for path in self._columns.facts["published"]:
            words = words_of(value_at(row, path), " ")
            if not words:
                continue
            numbers = _NUMERIC_DAY.match(words)
            if numbers and int(numbers[1]) > 12:
                self._day_first = True
            if day := day_of(words, self._day_first):
                return day
        return None

    def _url(self, row: Row) -> str | None:
        for path in self._columns.facts["url"]:
            value = value_at(row, path)
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                return value.strip()[:2_000]
        return None

    def _author(self, row: Row) -> str | None:
        words = words_of(self._value(row, "author"), "; ")
        if not words or words.isdigit() or words.startswith(("http://", "https://")):
            return None
        words = _BY.sub("", words, count=1) if _BY.match(words) else words
        return (
            one_line("; ".join(_items(words)) if words[0] == "[" else words[:1_000])[:500] or None
        )

    def _language(self, row: Row) -> str | None:
        words = words_of(self._value(row, "language"), " ")
        if not words:
            return None
        code = code_of(words.replace("_", "-").partition("-")[0].strip()[:40])
        return _TWO_LETTERS.get(code, code if len(code) == 2 else None) if code else None

    def _tags(self, row: Row) -> tuple[str, ...]:
        value = self._value(row, "tags")
        if value is None:
            return ()
        if isinstance(value, list):
            items = [words_of(item, " ") for item in value[: 2 * MOST_TAGS]]
        else:
            items = _items(words_of(value, ","))
        words = (one_line(item)[:80] for item in items if item)
        return tuple(dict.fromkeys(filter(None, words)))[:MOST_TAGS]


_THREE = (
    "eng:en deu:de ger:de fra:fr fre:fr spa:es ita:it por:pt rus:ru ukr:uk pol:pl zho:zh chi:zh"
)
_FURTHER = "nld:nl dut:nl ara:ar tur:tr jpn:ja kor:ko fas:fa per:fa heb:he hin:hi swe:sv ell:el"
_TWO_LETTERS: dict[str, str] = dict((pair[:3], pair[4:]) for pair in f"{_THREE} {_FURTHER}".split())
"""ISO 639-2 and 639-3 to 639-1, for the languages of most news."""


def _items(words: str) -> list[str]:
    """Return the items of a list in one string: `a, b`, `a;b`, `a|b`, `['a', 'b']`."""
    if _LISTED.fullmatch(words[:20_000]):
        return [match[1] or match[2] or "" for match in _ITEM.finditer(words[:20_000])]
    separator = next((sign for sign in ("|", ";", ",") if sign in words), None)
    parts = words[:20_000].strip("[]").split(separator) if separator else [words]
    return [part.strip() for part in parts[: 2 * MOST_TAGS]]
