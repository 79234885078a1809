"""The entries of front matter, read by the parser of its language: YAML, TOML or JSON.

Only keys at the top are entries. Every value is its source string, whatever its type would be.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from store.text.frame import Entry, span_of, whole_lines

DEEPEST = 32
"""Levels of nesting beyond which front matter is not read."""
_NAMES = frozenset(["name", "text", "value", "main", "title", "@value", "literal"])
"""Keys below an entry that say what it is: `author: {name: Ann Lee}`."""
_NULLS = frozenset(["~", "null", "Null", "NULL"])
_KEY = re.compile(r"^([^\W\d_][\w. -]{0,40}?)[ \t]*:(?=[ \t\n]|$)", re.MULTILINE)
_TOML_KEY = re.compile(r"""^[ \t]*["']?([\w.-]{1,60})["']?[ \t]*=[ \t]*""", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_QUOTES = re.compile(r"\"\"\"|'''|[\"']")


class Unreadable(Exception):
    """Front matter is not in the language that its fence says."""


def of_yaml(text: str, start: int, end: int) -> list[Entry]:
    """Return the entries of the YAML mapping in `text[start:end]`. Raises Unreadable."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Mapping(text, start).read(yaml.parse(text[start:end], Loader=loader))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise Unreadable from error


class _Mapping:
    """The mapping at the root of a stream of YAML events, read without building what it holds."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._entries: list[Entry] = []
        self._anchors: dict[str, str] = {}
        self._stack: list[list[Any]] = []
        """For each open collection whether it is a mapping, and the key that waits for a value."""
        self._key: Any = None
        self._values: list[str] = []

    def read(self, events: Any) -> list[Entry]:
        """Return the entries of the mapping. Raises Unreadable where the root is none."""
        for event in events:
            name = type(event).__name__
            if name in ("MappingStartEvent", "SequenceStartEvent"):
                if not self._stack and name == "SequenceStartEvent":
                    raise Unreadable
                if len(self._stack) == DEEPEST:
                    raise Unreadable
                self._stack.append([name == "MappingStartEvent", None])
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._stack.pop()
                self._close(event, None)
            elif name in ("ScalarEvent", "AliasEvent"):
                if not self._stack:
                    raise Unreadable
                self._take(event)
        return self._entries

    def _take(self, event: Any) -> None:
        is_alias = type(event).__name__ == "AliasEvent"
        value = self._anchors.get(event.anchor, "") if is_alias else event.value
        if not is_alias and event.anchor:
            self._anchors[event.anchor] = value
        if not is_alias and not event.style and value in _NULLS:
            value = ""
        is_mapping, key = self._stack[-1]
        if is_mapping and key is None:
            self._stack[-1][1] = value
            if len(self._stack) == 1:
                self._key, self._values = event, []
            return
        nested = (level[1] for level in self._stack[1:] if level[0])
        if value and all(name in _NAMES for name in nested):
            self._values.append(value)
        self._close(event, None if is_alias else event.style)

    def _close(self, event: Any, style: str | None) -> None:
        """End a value; at the root it makes an entry."""
        if not self._stack:
            return
        level = self._stack[-1]
        key, level[1] = level[1], None
        if len(self._stack) > 1 or key is None or self._key is None:
            return
        start = self._start + event.start_mark.index
        end = self._start + event.end_mark.index
        is_scalar = type(event).__name__ == "ScalarEvent"
        if is_scalar and style in ("'", '"'):
            span = span_of(self._text, start + 1, end - 1)
        elif is_scalar and style in ("|", ">"):
            span = span_of(self._text, self._text.find("\n", start) + 1, end)
        else:
            span = span_of(self._text, start, end) if is_scalar else None
        first = self._start + self._key.start_mark.index
        last = span[1] if span else max(first + 1, min(end, first + len(key)))
        lines = whole_lines(self._text, first, last)
        self._entries.append(Entry(key, ", ".join(self._values), lines, span))


def of_lines(text: str, start: int, end: int) -> list[Entry]:
    """Return the entries of YAML that is broken: each `key: value` read by itself.

    What is no YAML even so, as `title: Northern quay: closed`, is taken as it stands.
    """
    keys = list(_KEY.finditer(text, start, end))
    entries: list[Entry] = []
    ends = [match.start() for match in keys[1:]] + [end]
    for match, stop in zip(keys, ends, strict=False):
        try:
            entries += of_yaml(text, match.start(), stop)[:1]
        except Unreadable:
            line_end = text.find("\n", match.end(), stop)
            span = span_of(text, match.end(), stop if line_end < 0 else line_end)
            value = text[slice(*span)] if span else ""
            if span and len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                span, value = (span[0] + 1, span[1] - 1), value[1:-1]
            lines = whole_lines(text, match.start(), span[1] if span else match.end())
            entries.append(Entry(match[1], value, lines, span))
    return entries


def of_toml(text: str, start: int, end: int) -> list[Entry]:
    """Return the entries of the TOML in `text[start:end]`. Raises Unreadable."""
    try:
        table = tomllib.loads(text[start:end], parse_float=str)
    except (
        ValueError,
        RecursionError,
    ) as error:  # a number too long for Python is no TOMLDecodeError
        raise Unreadable from error
    tables = _TOML_TABLE.search(text, start, end)
    stop = tables.start() if tables else end
    keys = {match[1]: match for match in reversed(list(_TOML_KEY.finditer(text, start, stop)))}
    entries: list[Entry] = []
    for key, value in table.items():
        match = keys.get(key)
        if match is not None:
            span = _toml_span(text, match.end(), stop) if isinstance(value, str) else None
            lines = whole_lines(text, match.start(), span[1] if span else match.end())
            entries.append(Entry(key, _plain(value), lines, span))
    return entries


def _toml_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words between the quotes that open at `start`."""
    opening = _QUOTES.match(text, start, end)
    if opening is None:
        return None
    quote = opening[0]
    at = opening.end()
    while at < end:
        if text[at] == "\\" and quote[0] == '"':
            at += 2
        elif text.startswith(quote, at):
            return span_of(text, opening.end(), at)
        else:
            at += 1
    return None


def of_json(text: str, start: int) -> tuple[list[Entry], int]:
    """Return the entries of the JSON object at `start`, and its end. Raises Unreadable."""
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    try:
        values, end = decoder.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    entries: list[Entry] = []
    for key, value in values.items() if isinstance(values, dict) else ():
        spelled = re.compile(rf'"{re.escape(key)}"\s*:\s*(?:"((?:[^"\\]|\\.)*+)")?')
        match = spelled.search(text, start, end)
        if match is not None:
            span = span_of(text, *match.span(1)) if isinstance(value, str) and match[1] else None
            lines = whole_lines(text, match.start(), match.end())
            entries.append(Entry(key, _plain(value), lines, span))
    return entries, end


def _plain(value: Any) -> str:
    """Return a TOML or JSON value as words; of a list its items, of a table its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value[:DEEPEST])))
    if isinstance(value, dict):
        return next((_plain(value[name]) for name in _NAMES if name in value), "")
    return "" if value is None else str(value)
