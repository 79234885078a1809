"""Finds the names of blocks in a `tags.yaml` that can't be parsed, line by line.

Exact enough to tell what would be lost by rewriting the file; no facts are taken from it.
"""

from __future__ import annotations

import json
import re
import unicodedata

from store.userdata.tagsfile import render

_WORDS = frozenset(
    (
        *(*render.SECTIONS, *render.ARTICLE_KEYS, *render.TAG_KEYS, *render.MARK_KEYS),
        *(*render.ENTITY_KEYS, "field", "value"),
    )
)
_KEY = (
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s#'"\[\]{},&*!|>%@`?-][^\n]*?|-[^\s\n][^\n]*?)"""
)
_LINE = re.compile(
    rf"^[^\S\n]*(?:\?\s+{_KEY}|[{{,]?\s*{_KEY}\s*:)[^\S\n]*(?:[&!*{{#][^\n]*)?$", re.MULTILINE
)
_PACKED = re.compile(r'[{,]\s*("(?:[^"\\\n]|\\.)*")\s*:\s*(?=\{)')


def blocks(data: bytes) -> set[str]:
    """Return the names of articles and tags whose blocks or entries the file shows."""
    text = _text(data)
    names = {explicit or implicit for explicit, implicit in _LINE.findall(text)} | set(
        _PACKED.findall(text)
    )
    return {_unquoted(name) for name in names} - _WORDS


def missing_from(data: bytes, other_data: bytes) -> set[str]:
    """Return the names in a file that another version of it lacks."""
    return blocks(data) - blocks(other_data)


def _text(data: bytes) -> str:
    """Return the text of a file in its probable encoding, with `\\n` as line breaks."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unquoted(name: str) -> str:
    name = name.strip()
    if name[:1] == "'" and name[-1:] == "'":
        name = name[1:-1].replace("''", "'")
    elif name[:1] == '"':
        try:
            name = str(json.loads(name))
        except ValueError:
            name = name.strip('"')
    return unicodedata.normalize("NFC", name)
