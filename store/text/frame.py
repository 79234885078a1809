"""Frames around an article: front matter, a message's header, a news database's record.

A frame gives title, source and day in fields of its own; its words are not part of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from store.model import Span
from store.text import dates
from store.text.rules import Rules, fold

LONGEST = 64_000
"""Code points at the start of a text that may be a frame; a longer one is read as text."""
LONGEST_VALUE = 4_000
"""Code points of a value that are used."""


class Entry(NamedTuple):
    """A key of a frame and its value, decoded; offsets are code points of the text."""

    key: str
    value: str
    lines: Span
    """The whole lines that hold key and value, without blanks at either end."""
    span: Span | None
    """The raw words of the value; None where they are not in one place."""


class Field(NamedTuple):
    """An entry that the article's title, source or day is read from."""

    label: str
    """title, source, author, published, updated or address."""
    value: str
    lines: Span
    span: Span | None


class Frame(NamedTuple):
    """A frame at the start of a text."""

    end: int
    """Where the article starts; 0 where the frame is no boilerplate."""
    fields: tuple[Field, ...]


def span_of(text: str, start: int, end: int) -> Span | None:
    """Return the range without the blanks at its ends, None where it is blank."""
    inner = text[start:end]
    if not inner.strip():
        return None
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def whole_lines(text: str, start: int, end: int) -> Span:
    """Return the lines that a range reaches into, without blanks at either end."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1))
    return span_of(text, first, len(text) if last < 0 else last) or (start, end)


def fields(entries: Sequence[Entry], rules: Rules) -> tuple[Field, ...]:
    """Return what `entries` say of the article, for each field the key that says it best.

    The keys of a field stand in the table in the order in which they are believed. The day on
    which a note was created counts only where no key is for the day of publication.
    """
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(plain_key(entry.key), entry)
    chosen: list[Field] = []
    for label in ("title", "source", "author", "address"):
        chosen += _first(label, by_key, rules, _is_source if label == "source" else _any)[:1]
    days = _first("published", by_key, rules, _is_date)
    if not any(key in by_key for key in rules.frame_keys["published"]):
        days = _first("created", by_key, rules, _is_date)
    chosen += days[:1] or _first("updated", by_key, rules, _is_date)[:1]
    return tuple(sorted(chosen, key=lambda field: field.lines))


def _first(
    label: str, by_key: dict[str, Entry], rules: Rules, fits: Callable[[str], bool]
) -> list[Field]:
    name = "published" if label == "created" else label
    entries = (by_key[key] for key in rules.frame_keys[label] if key in by_key)
    return [
        Field(name, entry.value[:LONGEST_VALUE], entry.lines, entry.span)
        for entry in entries
        if entry.value.strip() and fits(entry.value)
    ]


def _any(value: str) -> bool:
    return True


def _is_source(value: str) -> bool:
    return "\n" not in value.strip()


def _is_date(value: str) -> bool:
    return dates.in_field(value) is not None


def plain_key(key: str) -> str:
    """Return a key as the table writes it: `pub_date`, `pubDate` and `Pub-Date` are `pub date`."""
    words: list[str] = []
    before = ""
    for letter in key:
        if letter in "_-.:":
            letter = " "
        elif letter.isupper() and before.islower():
            words.append(" ")
        words.append(letter)
        before = letter
    return fold("".join(words))


def without_links(value: str) -> str:
    """Return `value` without the marks of a link: `[[Reuters|the agency]]`, `[Reuters](https://…)`."""
    value = value.strip()
    if value.startswith("[[") and value.endswith("]]"):
        return value[2:-2].partition("|")[0]
    if value.startswith("[") and value.endswith(")") and "](" in value:
        return value[1 : value.index("](")]
    return value
