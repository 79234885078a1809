"""Front matter: metadata in front of a text.

YAML between `---` (Jekyll, Obsidian, Pandoc, Zotero), TOML between `+++` (Hugo), JSON, the keywords
and property drawers of Org (orgmode.org/manual), properties of Logseq (`title:: …`), and Pandoc's
title block (`% title`).
"""

from __future__ import annotations

import re

from store.text import frontmatter_entries as parsed
from store.text.frame import (
    LONGEST,
    Entry,
    Frame,
    fields,
    plain_key,
    span_of,
    whole_lines,
)
from store.text.frontmatter_entries import Unreadable
from store.text.rules import Rules

LONGEST_KEYWORD = 60
"""Code points of a key of an Org keyword or a property."""
SHARE_OF_ENTRIES = 0.5
"""Share of the lines of broken YAML that must look like entries."""

_FIRST = ("", *"-+;{#:*%")
"""First characters of front matter, but for properties."""
_OPENING = re.compile(r"\s*^(---|\+\+\+|;;;)[ \t]*(yaml|toml|json)?[ \t]*\n", re.MULTILINE)
_CLOSINGS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
    ";;;": re.compile(r"^;;;[ \t]*$", re.MULTILINE),
}
_JSON = re.compile(r"\s*(?=\{\s*\")")
_ORG_KEYWORD = re.compile(r"#\+(\w[\w-]*):[ \t]*(.*)")
_ORG_PROPERTY = re.compile(r":([\w+-]+):(?:[ \t]+(.*))?$")
_ORG_HEADING = re.compile(
    r"\*+[ \t]+(?:[A-Z]{4,}[ \t]+)?(?:\[#\w\][ \t]+)?(.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*$"
)
_ORG_PLAN = re.compile(r"(?:SCHEDULED|DEADLINE|CLOSED):")
_LOGSEQ = re.compile(r"(?:-[ \t]+)?([\w][\w /-]*)::(?:[ \t]+(.*))?$")
_ENTRY_LINE = re.compile(r"^(?:[^\W\d_][\w. -]{0,40}?[ \t]*:(?:[ \t]|$)|[ \t]+\S|- |#)")


def read(text: str, rules: Rules) -> Frame | None:
    """Return the front matter that `text` begins with, None where there is none."""
    first = text[:LONGEST_KEYWORD].lstrip()[:1]
    if first not in _FIRST and "::" not in text[:LONGEST_KEYWORD]:
        return None
    head = text[:LONGEST]
    opening = _OPENING.match(head)
    if opening is not None:
        return _fenced(head, opening, rules)
    json = _JSON.match(head)
    if json is not None:
        return _json(head, len(text), json.end(), rules)
    if first in ("#", ":", "*"):
        return _org(head, rules)
    if first == "%":
        return _pandoc(head, rules)
    return _logseq(head, rules)


def _fenced(text: str, opening: re.Match[str], rules: Rules) -> Frame | None:
    fence, language = opening[1], opening[2]
    closing = _CLOSINGS[fence].search(text, opening.end())
    if closing is None:
        return None
    start, end = opening.end(), closing.start()
    if language is None:
        language = {"---": "yaml", "+++": "toml", ";;;": "json"}[fence]
    try:
        if language == "yaml":
            entries = parsed.of_yaml(text, start, end)
        elif language == "toml":
            entries = parsed.of_toml(text, start, end)
        else:
            entries = parsed.of_json(text, start + _blanks(text[start:end]))[0]
    except Unreadable:
        lines = [line for line in text[start:end].split("\n") if line.strip()]
        like = sum(1 for line in lines if _ENTRY_LINE.match(line))
        if language != "yaml" or like < SHARE_OF_ENTRIES * len(lines):
            return None
        entries = parsed.of_lines(text, start, end)
    has_key = any(plain_key(entry.key) in rules.frame_words for entry in entries)
    if not has_key and (not entries or "\n\n" in text[start:end].strip(" ") or text[start] == "\n"):
        return None  # text between two rules
    return Frame(closing.end(), fields(entries, rules))


def _blanks(words: str) -> int:
    return len(words) - len(words.lstrip())


def _json(text: str, length: int, start: int, rules: Rules) -> Frame | None:
    try:
        entries, end = parsed.of_json(text, start)
    except Unreadable:
        return None
    if not any(plain_key(entry.key) in rules.frame_words for entry in entries):
        return None
    # A file that is JSON as a whole has its article inside.
    follows = bool(text[end:].strip()) or length > len(text)
    return Frame(end if follows else 0, fields(entries, rules))


def _org(text: str, rules: Rules) -> Frame | None:
    """Read keywords and a drawer; several titles are one, as Org reads them."""
    entries: list[Entry] = []
    drawer, position, end = False, _blanks(text), 0
    while position < len(text):
        start, line = position, _line(text, position).rstrip()
        position += len(line) + _to_next(text, position + len(line))
        words = line.strip()
        keyword = _ORG_KEYWORD.match(words)
        named = _ORG_PROPERTY.match(words)
        heading = _ORG_HEADING.match(line) if not entries and not end else None
        if words.upper() in (":PROPERTIES:", ":END:"):
            drawer = words.upper() == ":PROPERTIES:"
        elif drawer and named:
            entries.append(_entry(text, start, line, named[1], named[2] or ""))
        elif keyword and not drawer:
            _add_keyword(entries, _entry(text, start, line, keyword[1], keyword[2]))
        elif heading and _opens_drawer(text, position):
            entries.append(_entry(text, start, line, "title", heading[1]))
        elif words and not _ORG_PLAN.match(words) and not words.startswith("# "):
            break
        end = start + len(line) if words else end
    if not any(plain_key(entry.key) in rules.frame_words for entry in entries) or drawer:
        has_drawer = text.lstrip()[:12].upper() == ":PROPERTIES:" and not drawer
        return Frame(end, ()) if has_drawer else None
    return Frame(end, fields(entries, rules))


def _opens_drawer(text: str, position: int) -> bool:
    lines = text[position : position + 400].split("\n", 2)
    return any(line.strip().upper() == ":PROPERTIES:" for line in lines[:2])


def _add_keyword(entries: list[Entry], entry: Entry) -> None:
    for index, before in enumerate(entries):
        if before.key.lower() == entry.key.lower() == "title" and before.span and entry.span:
            lines, span = (before.lines[0], entry.lines[1]), (before.span[0], entry.span[1])
            entries[index] = Entry("title", f"{before.value} {entry.value}", lines, span)
            return
    entries.append(entry)


def _line(text: str, position: int) -> str:
    """Return the rest of the line at `position`."""
    line_end = text.find("\n", position)
    return text[position : len(text) if line_end < 0 else line_end]


def _to_next(text: str, position: int) -> int:
    """Return how far it is from `position` to the start of the next line."""
    line_end = text.find("\n", position)
    return (len(text) if line_end < 0 else line_end + 1) - position


def _entry(text: str, start: int, line: str, key: str, value: str) -> Entry:
    """Return the entry of one line, its value standing at the line's end or before tags."""
    value = value.strip()
    at = text.find(value, start + line.find(key) + len(key)) if value else -1
    if key == "title" and value and at < 0:
        at = text.find(value, start)
    span = (at, at + len(value)) if 0 <= at < start + len(line) else None
    return Entry(key, value, whole_lines(text, start, start + len(line)), span)


def _pandoc(text: str, rules: Rules) -> Frame | None:
    """Read `% title`, `% authors` and `% date`, each maybe on several lines."""
    entries: list[Entry] = []
    position = end = _blanks(text)
    for key in ("title", "author", "date"):
        start, first = position, _line(text, position)
        if first[:2].strip() != "%":
            break
        position += _to_next(text, position)
        while text.startswith((" ", "\t"), position) and text[position : position + 200].strip():
            position += _to_next(text, position)
        span = span_of(text, start + 1, position)
        end = span[1] if span else start + 1
        if span:
            entries.append(Entry(key, text[slice(*span)], whole_lines(text, start, end), span))
    whole = len(entries) > 1 or (bool(entries) and text[end : end + 2] == "\n\n")
    return Frame(end, fields(entries, rules)) if whole else None


def _logseq(text: str, rules: Rules) -> Frame | None:
    """Read `key:: value` lines."""
    entries: list[Entry] = []
    position = _blanks(text)
    end = 0
    while position < len(text):
        line = _line(text, position).rstrip()
        match = _LOGSEQ.match(line.strip())
        if match is None:
            break
        entries.append(_entry(text, position, line, match[1], match[2] or ""))
        end = position + len(line)
        position += _to_next(text, position)
    has_key = any(plain_key(entry.key) in rules.frame_words for entry in entries)
    return Frame(end, fields(entries, rules)) if has_key else None
