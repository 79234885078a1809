"""Locates the article blocks of a file, so that one can be edited without parsing the rest."""

from __future__ import annotations

import re
import unicodedata

import yaml

from store.userdata.tagsfile.node_spans import (
    BREAKS,
    MERGE_TAG,
    Node,
    OddShape,
    Part,
    is_block,
    is_null,
    line_start,
    next_line,
    parts,
    past_comments,
    rest_of_line,
    starts_line,
)
from store.userdata.tagsfile.plain_values import Layout

_OPENING = re.compile(r"[ \t]*:[ \t]*(?:!\S*)?[ \t]*(?:(?<=\s)#.*|)", re.DOTALL)
"""What may follow the key of the section on its line: a tag and a comment."""

_REMARKS = re.compile(rf"(?:[ \t]*(?:#[^{BREAKS}]*)?(?:\r\n|[{BREAKS}]))*")
"""Blank lines and comments."""


def find(text: str, root: Node | None) -> Layout | None:
    """Return the layout of `text`; None if its structure doesn't allow pieces."""
    if not isinstance(root, yaml.MappingNode) or not is_block(root):
        return None
    try:
        section = next((p for p in parts(text, root) if p.name == "articles"), None)
        return _of_section(text, section) if section is not None else None
    except OddShape:
        return None


def _of_section(text: str, section: Part) -> Layout | None:
    if not starts_line(text, section.start) or section.start != _line_content(text, section):
        return None
    assert section.key is not None
    key_end = int(section.key.end_mark.index)
    head = next_line(text, key_end)
    if not _OPENING.fullmatch(rest_of_line(text, key_end)):
        return None
    if is_null(section.value):
        ended = head > 0 and text[head - 1] in "\n\r"
        return Layout(head, (), (), 0) if ended else None
    if not is_block(section.value) or not isinstance(section.value, yaml.MappingNode):
        return None
    return of_blocks(text, head, section.value)


def _line_content(text: str, section: Part) -> int:
    """Return where the key starts if only blanks precede it on its line, else -1."""
    at = section.start
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return section.start if at == 0 or text[at - 1] in "\n\r" else -1


def of_blocks(text: str, head: int, mapping: yaml.MappingNode) -> Layout | None:
    """Return the layout of a mapping's blocks; the first piece starts at `head`.

    None if they are not blocks one below the other. Raises OddShape if they can't be located.
    """
    ids: list[str] = []
    ends: list[int] = []
    at = head
    blocks = parts(text, mapping)
    column = _column(text, blocks[0])
    for block in blocks:
        assert block.key is not None
        start = line_start(text, block.start)
        if column < 0 or _column(text, block) != column or block.key.tag == MERGE_TAG:
            return None
        if start < at or not _REMARKS.fullmatch(text, at, start):
            return None
        at = past_comments(text, next_line(text, block.end), column)
        ids.append(unicodedata.normalize("NFC", block.name))
        ends.append(at)
    if len(set(ids)) != len(ids):
        return None
    return Layout(head, tuple(ids), tuple(ends), column)


def _column(text: str, block: Part) -> int:
    """Return the column of a block's key, or of the `?` before it; -1 if text precedes it."""
    before = text[line_start(text, block.start) : block.start]
    return (
        before.find("?")
        if before.strip(" ") == "?"
        else len(before)
        if not before.strip(" ")
        else -1
    )
