"""Keys of `tags.yaml` that nothing reads: they stay in the file, and a person should know of them.

A mistyped key, or a block that is indented too far or too little, is valid YAML: what stands there
is not read, and nothing else tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from store.work.tagsfile.nodes import Node
from store.work.tagsfile.parse import compose

_PLACE = ("id", "at", "quote", "before", "after")
_MARK = (*_PLACE, "tag", "note")
_SPAN = (*_PLACE, "label", "name")
_CONFLICT = ("field", "value", "at")
_NAMES = ("aliases", "labels", "hidden", "names", "split")
_TAG = ("color", "key", "description", "excludes", "conflicts")
_ARTICLE = ("sha256", "tags", "read", "note", "marks", "entities", "conflicts")
_SETTINGS = ("ignore", "model", "read")
_FILE = ("version", "tags", "articles", "entities", "views", "settings", "conflicts")

LEAST_LIKENESS = 60.0
"""How alike a key and a known one are that it may be meant for, of 100."""

OWN = "x-"
"""What the keys begin with that a person keeps for other programs."""


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that nothing reads: its place in the file, and what it may be meant for."""

    line: int
    """From 1."""
    key: str
    place: str
    """The mapping that it stands in, in words."""
    meant: str
    """A known key that is much like it; empty where none is."""
    indent: str
    """What is wrong with its indent, in words; empty where nothing seems to be."""


def unknown_keys(text: str, path: Path) -> list[UnknownKey]:
    """Return the keys that nothing reads, in the order of the file.

    Raises TagFileError where the text is no YAML.
    """
    return sorted(_of_file(compose(text, path)), key=lambda found: found.line)


def _of_file(root: Node | None) -> Iterator[UnknownKey]:
    yield from _of(root, "the file", _FILE)
    sections = dict(_pairs(root))
    for name, item in _pairs(sections.get("tags")):
        yield from _of(item, f"tag {name}", _TAG)
        yield from _of_each(dict(_pairs(item)).get("conflicts"), "a conflict", _CONFLICT)
    for article_id, block in _pairs(sections.get("articles")):
        yield from _of_article(article_id, block)
    yield from _of(sections.get("entities"), "entities", _NAMES)
    yield from _of(sections.get("settings"), "settings", _SETTINGS)
    yield from _of_each(sections.get("conflicts"), "a conflict", _CONFLICT)


def _of_article(article_id: str, block: Node) -> Iterator[UnknownKey]:
    yield from _of(block, f"article {article_id}", _ARTICLE)
    parts = dict(_pairs(block))
    yield from _of_each(parts.get("marks"), f"a mark of {article_id}", _MARK)
    yield from _of_each(parts.get("conflicts"), f"a conflict of {article_id}", _CONFLICT)
    entities = parts.get("entities")
    yield from _of(entities, f"entities of {article_id}", (*_NAMES, "spans"))
    spans = dict(_pairs(entities)).get("spans")
    yield from _of_each(spans, f"a span of {article_id}", _SPAN)


def _of_each(node: Node | None, place: str, known: tuple[str, ...]) -> Iterator[UnknownKey]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _of(item, place, known)


def _of(node: Node | None, place: str, known: tuple[str, ...]) -> Iterator[UnknownKey]:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name and name not in known and name != "<<" and not name.startswith(OWN):
            line = key.start_mark.line + 1
            yield UnknownKey(line, name, place, _meant(name, known), _indent(name, value, place))


def _meant(name: str, known: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(
        name.casefold(), known, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
    )
    return "" if nearest is None else str(nearest[0])


def _indent(name: str, value: Node, place: str) -> str:
    """Return what seems wrong with the indent of a key, judged by its name and what it holds."""
    if name[0].isspace() or "\u00a0" in name:
        return "it is indented with blanks that are no plain ones"
    if any(key in _ARTICLE for key, _ in _pairs(value)):
        if place == "the file":
            return "it looks like an article's block: indent it below articles:"
        if place.startswith("article "):
            return "it looks like an article's block that is indented too far"
    if place == "the file" and name in (*_ARTICLE, *_TAG):
        return "it is indented too little"
    return ""


def _pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield str(key.value), value
