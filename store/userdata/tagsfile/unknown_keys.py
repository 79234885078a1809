"""Keys of a `tags.yaml` that are unknown to this program: read and written verbatim."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.userdata.tagsfile import render
from store.userdata.tagsfile.change_tree import tree
from store.userdata.tagsfile.node_spans import Node, OddShape, generic
from store.userdata.tagsfile.parse import MOST_NODES, compose, parse_root
from store.userdata.tagsfile.plain_values import Facts, Parsed
from store.userdata.tagsfile.text_edit import newline_of
from store.userdata.tagsfile.text_patch import Patcher


def unknown(text: str, path: Path) -> Facts:
    """Return the values of unknown keys in the file, its articles and the `entities` of both.

    Paths are those of the keys, such as `("articles", ID, "stars")`; scalars are `render.Raw`.
    Raises TagFileError if the text can't be read.
    """
    return unknown_of_root(text, compose(text, path), path)


def read(text: str, path: Path) -> tuple[Parsed, Facts]:
    """Return the content of a text and the values of its unknown keys, parsing it once.

    Raises TagFileError if the text can't be read.
    """
    root = compose(text, path)
    return parse_root(text, root, path, with_layout=True), unknown_of_root(text, root, path)


def unknown_of_root(text: str, root: Node | None, path: Path) -> Facts:
    """Return the values of unknown keys in the node tree of `text`. Raises TagFileError."""
    try:
        content = None if root is None else generic(text, root, [MOST_NODES + len(text)])
    except OddShape as error:
        raise TagFileError(f"{error}", path, remedy="expand its aliases") from error
    if not isinstance(content, dict):
        return {}
    facts: Facts = {(key,): value for key, value in content.items() if key not in render.SECTIONS}
    facts |= _of_entities((), content.get("entities"))
    articles = content.get("articles")
    for article_id, block in articles.items() if isinstance(articles, dict) else ():
        if isinstance(block, dict):
            base = ("articles", article_id)
            for key, value in block.items():
                if key not in render.ARTICLE_KEYS:
                    facts[(*base, key)] = value
            facts |= _of_entities(base, block.get("entities"))
    return {path: value for path, value in facts.items() if value is not None}


def _of_entities(base: tuple[str, ...], entities: Any) -> Facts:
    if not isinstance(entities, dict):
        return {}
    known_keys = render.ENTITY_KEYS if base else render.ENTITY_KEYS[:-1]  # only articles have spans
    return {
        (*base, "entities", key): value for key, value in entities.items() if key not in known_keys
    }


def write(text: str, changes: Mapping[tuple[str, ...], Any], path: Path) -> str:
    """Return the text with unknown keys set, or removed for None.

    Raises TagFileError if they can't be written into it.
    """
    root = compose(text, path)
    try:
        if root is None:
            raise OddShape("nothing")
        patcher = Patcher(text, newline_of(text), render.STEP)
        patcher.mapping(root, tree(changes), "root", 0)
        return patcher.result()
    except OddShape as error:
        raise TagFileError(f"keys that can't be merged ({error})", path) from error
