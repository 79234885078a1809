"""Facts in the normal shape of `tags.yaml`: one article a block, lists and items on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.userdata.tagsfile import schema
from store.userdata.tagsfile.scalars import LONGEST_KEY, scalar

STEP = 2
"""Blanks of one level of indentation, where the file has no habit of its own."""

HEADER = (
    "# cuttings writes this file. Edit it freely: comments, order and keys that it does not know"
    " stay as they are.\nversion: 1\ntags:\narticles:\n"
)
"""What a new file starts with."""

SECTIONS = schema.order("file")
"""The order of the keys of the file."""

ARTICLE_KEYS = schema.order("article")
"""The order of the keys of an article's block."""

TAG_KEYS = schema.order("tag")
MARK_KEYS = schema.order("mark", "span")
ENTITY_KEYS = schema.order("entities")

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Raw:
    """A scalar that is copied as it stands in a file, with the string that it means."""

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
    """Return `key: value` for a flow mapping; days stay plain, as `field` has them."""
    shown = scalar(key)
    return f"{'? ' if len(shown) > LONGEST_KEY else ''}{shown}: {field(key, value)}"


def key_line(key: str, indent: int) -> str:
    """Return the start of a block pair, up to and with its colon."""
    shown, margin = scalar(key), " " * indent
    if len(shown) > LONGEST_KEY:
        return f"{margin}? {shown}\n{margin}:"
    return f"{margin}{shown}:"


def field(key: str, value: Any) -> str:
    """Return the value of one key of an article or tag on one line, as the normal shape has it.

    Days and numbers stay plain, as people write them.
    """
    if key == "read" and isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return value
    return flow(value)


def pair(key: str, value: Any, indent: int, step: int = STEP) -> str:
    """Return a block pair with its line end; `marks` and `conflicts` have one item a line."""
    start = key_line(key, indent)
    if value is None or value == {}:
        return f"{start}\n"
    if key in ("marks", "conflicts") and isinstance(value, list | tuple):
        return f"{start}\n{items(value, indent + step)}"
    return f"{start} {field(key, value)}\n"


def items(values: Iterable[Any], indent: int) -> str:
    """Return block sequence items, one a line, with their line ends."""
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
    """Return `value` with the keys of `keys` first, in that order, and the others behind them."""
    first = {key: value[key] for key in keys if key in value}
    return first | {key: item for key, item in value.items() if key not in first}
