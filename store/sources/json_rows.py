"""Rows of a data set in JSON: one value a line, a list, or lists somewhere inside an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from store.folder.encodings import decode_bytes
from store.sources.data_columns import Columns, Row, word_count
from store.sources.source_document import Unreadable

DEEPEST_LIST = 6
"""Levels of objects in which lists of rows are looked for."""
MOST_NODES = 100_000
FEWEST_WORDS = 20
"""Words of a text that make an object without a title an article."""
_SAMPLE = 50
_TITLES = ("title", "headline", "name")


class BrokenLine(dict[str, Any]):
    """Stands for a line that is no JSON."""


def loaded(data: bytes) -> Any:
    """Return the value in JSON bytes of any encoding. Raises Unreadable."""
    try:
        return _value(data)
    except RecursionError as error:
        raise Unreadable("too large", "values in values without end") from error
    except ValueError as error:
        raise Unreadable("unreadable", f"no JSON ({_words(error)})") from error


def _value(data: bytes) -> Any:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_bytes(data).text
    if text[:1] == "\ufeff" or "\0" in text[:200]:
        text = decode_bytes(data).text
    value = json.loads(text)
    # Half of a pair such as `\ud83d` is JSON, but no text that could be stored.
    if "\\ud" in text or "\\uD" in text:
        whole = json.dumps(value, ensure_ascii=False)
        try:
            whole.encode("utf-8")
        except UnicodeEncodeError:
            whole = whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            value = json.loads(whole)
    return value


def _words(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}, column {error.colno}"
    return "a number is too long"


def rows_of_lines(lines: Iterable[bytes]) -> Iterator[Row]:
    """Yield the row of each line that isn't blank; a line that can't be read is a BrokenLine."""
    for line in lines:
        if not line.strip(b" \t\r\n,\x1e\xef\xbb\xbf"):
            continue
        try:
            value = _value(line)
        except (ValueError, RecursionError):
            yield BrokenLine()
            continue
        yield as_row(value)


def as_row(value: Any) -> Row:
    """Return a value as a row; a string is a text."""
    if isinstance(value, dict):
        return value
    return {"text": value} if isinstance(value, str) else {}


def is_article(value: Any) -> bool:
    """Return whether an object is itself one article, whatever lists it has."""
    if not isinstance(value, dict):
        return False
    columns = Columns([value])
    text = columns.text_of(value)
    if not text:
        return False
    has_title = any(key.lower() in _TITLES for key in value) or bool(columns.facts["title"])
    return has_title or word_count(text) >= FEWEST_WORDS


def rows_in(value: Any) -> tuple[list[Row], Row]:
    """Return the rows in a JSON value and the object around them, {} where there is none.

    Of several lists in an object those count whose rows have texts, under the key of the longest.
    """
    if isinstance(value, list):
        return [as_row(item) for item in value], {}
    if not isinstance(value, dict):
        return [], {}
    lists = sorted(_lists(value), key=lambda entry: -entry[0])
    if not lists:
        return [], value
    key = lists[0][1]
    rows = [as_row(item) for _, name, items in lists if name == key for item in items]
    return rows, value


def _lists(root: dict[str, Any]) -> Iterator[tuple[int, str, list[Any]]]:
    """Yield the length of texts, the key and the items of each list or mapping of rows."""
    level: list[tuple[str, dict[str, Any]]] = [("", root)]
    visited = 0
    for _ in range(DEEPEST_LIST):
        deeper: list[tuple[str, dict[str, Any]]] = []
        for name, node in level:
            items = _items_of_mapping(node)
            if items and (length := _length(items)):
                yield length, f"{name}{{}}", items
                continue
            for key, child in node.items():
                visited += 1
                if visited > MOST_NODES:
                    return
                if isinstance(child, dict):
                    deeper.append((key, child))
                elif isinstance(child, list) and (length := _length(child)):
                    yield length, key, child
        level = deeper


def _items_of_mapping(node: dict[str, Any]) -> list[Any]:
    """Return the rows of an object that maps ids to rows, or columns to their values by row."""
    values = list(node.values())
    if len(values) < 2 or not all(isinstance(value, dict) for value in values[:_SAMPLE]):
        return []
    first = list(values[0])
    if first and all(list(value) == first for value in values[:_SAMPLE]):
        cells = [cell for value in values[:_SAMPLE] for cell in islice(value.values(), 3)]
        names = Columns([{key: "word " * FEWEST_WORDS for key in node}])
        if names.facts["title"] and not any(isinstance(cell, (dict, list)) for cell in cells):
            return [
                {key: column.get(row) for key, column in node.items() if isinstance(column, dict)}
                for row in first
            ]
    return [{"id": key, **value} for key, value in node.items() if isinstance(value, dict)]


def _length(items: list[Any]) -> int:
    rows = [item for item in items[:_SAMPLE] if isinstance(item, dict)]
    if len(rows) * 2 < len(items[:_SAMPLE]) or not rows:
        return 0
    columns = Columns(rows)
    return sum(len(columns.text_of(row)) for row in rows) * len(items) // len(rows)
