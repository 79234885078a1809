"""Where the article blocks of a file stand, so that one can be changed without parsing the rest."""

from __future__ import annotations

import unicodedata

import yaml

from store.work.tagsfile.nodes import (
    MERGE_TAG,
    Node,
    OddShape,
    Part,
    is_block,
    is_null,
    next_line,
    parts,
    past_comments,
    rest_of_line,
    starts_line,
)
from store.work.tagsfile.values import Layout


def find(text: str, root: Node | None) -> Layout | None:
    """Return the layout of `text`, None where its shape doesn't allow pieces."""
    if not isinstance(root, yaml.MappingNode) or not is_block(root) or has_aliases(root):
        return None
    try:
        section = next((p for p in parts(text, root) if p.name == "articles"), None)
        return _of_section(text, section) if section is not None else None
    except OddShape:
        return None


def has_aliases(root: Node) -> bool:
    """Say whether any node is used twice (an alias) or merged in."""
    seen: set[int] = set()
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen or node.tag == MERGE_TAG:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for pair in node.value:
                todo += pair
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
    return False


def _of_section(text: str, section: Part) -> Layout | None:
    if not starts_line(text, section.start) or section.start != _line_content(text, section):
        return None
    assert section.key is not None
    key_end = int(section.key.end_mark.index)
    head = next_line(text, key_end)
    rest = rest_of_line(text, key_end).strip()
    if rest[:1] != ":" or rest[1:].strip()[:1] not in ("", "#"):
        return None
    if is_null(section.value):
        ended = head > 0 and text[head - 1] in "\n\r"
        return Layout(head, (), (), 0) if ended else None
    if not is_block(section.value) or not isinstance(section.value, yaml.MappingNode):
        return None
    return of_blocks(text, head, section.value)


def _line_content(text: str, section: Part) -> int:
    """Return where the key would start if nothing but blanks stood before it."""
    at = section.start
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return section.start if at == 0 or text[at - 1] in "\n\r" else -1


def of_blocks(text: str, head: int, mapping: yaml.MappingNode) -> Layout | None:
    """Return the layout of the blocks of a mapping, whose first piece starts at `head`.

    None where they are no blocks below each other. Raises OddShape where they can't be placed.
    """
    ids: list[str] = []
    ends: list[int] = []
    blocks = parts(text, mapping)
    column = blocks[0].key.start_mark.column if blocks[0].key is not None else 0
    for block in blocks:
        assert block.key is not None
        if block.key.start_mark.column != column or not starts_line(text, block.start):
            return None
        end = past_comments(text, next_line(text, block.end), column)
        ids.append(unicodedata.normalize("NFC", block.name))
        ends.append(end)
    if len(set(ids)) != len(ids) or ends[0] <= head:
        return None
    return Layout(head, tuple(ids), tuple(ends), column)
