"""Renders facts in the normal form of `tags.yaml`: a block per article, lists on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.userdata.tagsfile import schema
from store.userdata.tagsfile.scalars import LONGEST_KEY, scalar

STEP = 2
"""Blanks per level of indentation, unless the file uses another number."""

HEADER = (
    "# cuttings writes this file. Edit it freely: comments, order and keys that it does not know"
    " stay as they are.\nversion: 1\ntags:\narticles:\n"
)
"""Content of a new file."""

SECTIONS = schema.order("file")
"""Order of the file's keys."""

ARTICLE_KEYS = schema.order("article")
"""Order of the keys in an article's block."""

TAG_KEYS = schema.order("tag")
MARK_KEYS = schema.order("mark", "span")
ENTITY_KEYS = schema.order("entities")

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Raw:
    """A scalar to be copied verbatim from a file, with the string it represents."""

    text: str
    value: str


def flow(value: Any) -> str:
    """Return `value` (None, bool, int, str, Raw, or lists and dicts of them) on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_pair(key, item) for key, item in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def flow_pair(key: str, value: Any) -> str:
    """Return `key: value` for a flow mapping; dates are unquoted, as in `field`."""
    shown = scalar(key)
    return f"{'? ' if len(shown) > LONGEST_KEY else ''}{shown}: {field(key, value)}"


def key_line(key: str, indent: int) -> str:
    """Return the start of a block pair, up to and including the colon."""
    shown, margin = scalar(key), " " * indent
    if len(shown) > LONGEST_KEY:
        return f"{margin}? {shown}\n{margin}:"
    return f"{margin}{shown}:"


def field(key: str, value: Any) -> str:
    """Return the value of one key of an article or tag on one line, in the normal form.

    Dates and numbers are unquoted, as people write them.
    """
    if key == "read" and isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return value
    return flow(value)


def pair(key: str, value: Any, indent: int, step: int = STEP) -> str:
    """Return a block pair with its line break; `marks` and `conflicts` have one item per line."""
    start = key_line(key, indent)
    if value is None or value == {}:
        return f"{start}\n"
    if key in ("marks", "conflicts") and isinstance(value, list | tuple):
        return f"{start}\n{items(value, indent + step)}"
    return f"{start} {field(key, value)}\n"


def items(values: Iterable[Any], indent: int) -> str:
    """Return the items of a block sequence, one per line, with line breaks."""
    margin = " " * indent
    return "".join(f"{margin}- {flow(value)}\n" for value in values)


def block(article_id: str, content: Mapping[str, Any], indent: int = STEP, step: int = STEP) -> str:
    """Return an article's block: `content` by its keys, in the order of ARTICLE_KEYS."""
    lines = [key_line(article_id, indent), "\n"]
    lines += [
        pair(key, content[key], indent + step, step) for key in ARTICLE_KEYS if content.get(key)
    ]
    return "".join(lines)


def ordered(value: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Return `value` with the given keys first, in their order, then the others."""
    first = {key: value[key] for key in keys if key in value}
    return first | {key: item for key, item in value.items() if key not in first}
