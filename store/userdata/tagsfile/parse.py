"""Parses the facts of a `tags.yaml` and locates its article blocks.

It uses `yaml.compose`, which keeps every scalar as its source string: `no`, `2016` and `12:30` are
ordinary names, and every error has a line and a column.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from store.errors import TagFileError
from store.userdata.tagsfile import block_layout, remedies
from store.userdata.tagsfile.guard import check_depth, decode
from store.userdata.tagsfile.node_spans import (
    LOADER,
    MERGE_TAG,
    Node,
    OddShape,
    is_block,
    is_null,
    string,
)
from store.userdata.tagsfile.plain_values import Facts, Parsed, span_key

VERSION = 1
"""The format version that this program reads and writes."""

MOST_NODES = 1_000_000
"""Maximum number of nodes that aliases may add to those in the text; more is an attack."""


def compose(text: str, path: Path) -> Node | None:
    """Return the node tree of `text` (without BOM); None if it is empty.

    Raises TagFileError with line, column and remedy if it is not valid YAML.
    """
    check_depth(text, path, LOADER)
    try:
        node: Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise TagFileError(_problem(error), path, *remedies.diagnosis(error, text)) from error
    except yaml.YAMLError as error:
        raise TagFileError(f"not YAML ({error})", path) from error
    return node


def parse(data: bytes | str, path: Path, *, with_layout: bool = True) -> Parsed:
    """Return the content of `tags.yaml`; `path` is only used in error messages.

    Raises TagFileError if the bytes are not UTF-8, not YAML or not a `tags.yaml` of this version.
    """
    text = decode(data, path) if isinstance(data, bytes) else data
    return parse_root(text, compose(text, path), path, with_layout=with_layout)


def parse_root(text: str, root: Node | None, path: Path, *, with_layout: bool) -> Parsed:
    """Return the content of a whole `text`, given its node tree. Raises TagFileError."""
    reader = _Reader(path, MOST_NODES + len(text))
    if root is not None and not is_null(root):
        reader.root(root)
    parsed = Parsed(_canonical(reader.facts), reader.hashes)
    if with_layout:
        parsed.layout = block_layout.find(text, root)
    return parsed


def parse_piece(text: str, path: Path) -> Facts:
    """Return the facts of a single article block."""
    return facts_of_piece(text, compose(text, path), path)


def facts_of_piece(text: str, root: Node | None, path: Path) -> Facts:
    """Return the facts in the node tree of the single article block `text`."""
    reader = _Reader(path, MOST_NODES + len(text))
    if root is not None:
        for key, value in reader.pairs(root, "an article's block"):
            reader.article(_nfc(key), value)
    return _canonical(reader.facts)


def parse_blocks(text: str, path: Path) -> Parsed:
    """Return the content of neighbouring blocks without their file, and their ends.

    Tags keep their spelling. There is no layout if the blocks can't be read by themselves.
    """
    root = compose(text, path)
    reader = _Reader(path, MOST_NODES + len(text))
    if not isinstance(root, yaml.MappingNode) or not is_block(root):
        return Parsed()
    for key, value in reader.pairs(root, "articles"):
        reader.article(_nfc(key), value)
    try:
        return Parsed(reader.facts, reader.hashes, block_layout.of_blocks(text, 0, root))
    except OddShape:
        return Parsed()


def spell(facts: Facts, first: dict[str, str]) -> Facts:
    """Return facts with article tags spelled as in `first` (by casefold), which new tags extend."""
    changed: Facts = {}
    for path, value in facts.items():
        if len(path) == 4 and path[0] == "articles" and path[2] == "tags":
            spelled = first.setdefault(path[3].casefold(), path[3])
            changed[path if spelled == path[3] else (*path[:3], spelled)] = value
        else:
            changed[path] = value
    return changed


def _problem(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _canonical(facts: Facts) -> Facts:
    """Spell every tag as at its first occurrence: in the codebook, or else on an article."""
    first: dict[str, str] = {}
    for path in facts:
        if path[0] == "tags" and len(path) == 2:
            first.setdefault(path[1].casefold(), path[1])
    return spell(facts, first)


class _Reader:
    """Collects facts from a node tree; raises TagFileError at an invalid node."""

    def __init__(self, path: Path, most_nodes: int) -> None:
        self.path = path
        self.facts: Facts = {}
        self.hashes: dict[str, str] = {}
        self._left = most_nodes

    def fail(self, node: Node, message: str, remedy: str = "") -> TagFileError:
        mark = node.start_mark
        return TagFileError(message, self.path, mark.line + 1, mark.column + 1, remedy)

    def count(self, node: Node) -> None:
        self._left -= 1
        if self._left < 0:
            raise self.fail(node, "too large to be read", "use fewer aliases")

    def root(self, root: Node) -> None:
        sections = dict(self.pairs(root, "the file"))
        version = sections.get("version")
        if version is not None:
            version_text = self.text(version, "version")
            if version_text != str(VERSION):
                newer = version_text.isdecimal() and int(version_text[:9]) > VERSION
                remedy = "use a newer cuttings" if newer else f"write version: {VERSION}"
                raise self.fail(version, f"version {version_text[:20]} can't be read", remedy)
        if "tags" in sections:
            self.codebook(sections["tags"])
        for article_id, block in self.pairs(sections.get("articles"), "articles"):
            self.article(_nfc(article_id), block)
        self.entities((), sections.get("entities"))
        for section in ("views", "settings"):
            for key, value in self.pairs(sections.get(section), section):
                if not is_null(value):
                    is_view = section == "views"
                    plain = self.text(value, key, is_name=True) if is_view else self.value(value)
                    self.facts[(section, _nfc(key))] = plain
        if "conflicts" in sections:
            self.conflicts((), sections["conflicts"])

    def codebook(self, node: Node) -> None:
        seen: dict[str, str] = {}
        for written, item in self.pairs(node, "tags"):
            name = _nfc(" ".join(written.split()))
            first_spelling = seen.setdefault(name.casefold(), name)
            if first_spelling != name or ("tags", name) in self.facts or not name:
                raise self.fail(item, f"tag {written!r} is listed twice or empty", "keep one")
            self.facts[("tags", name)] = True
            for key, value in self.pairs(item, f"tag {name}"):
                if key == "key" and not is_null(value):
                    digit = self.text(value, "key")
                    if len(digit) != 1 or digit not in "123456789":
                        raise self.fail(value, f"key {digit!r}", "a digit from 1 to 9")
                    self.facts[("tags", name, key)] = int(digit)
                elif not is_null(value):
                    simple = key in ("color", "description")
                    plain = self.text(value, key) if simple else self.value(value)
                    self.facts[("tags", name, key)] = plain

    def article(self, article_id: str, block: Node) -> None:
        base = ("articles", article_id)
        for key, value in self.pairs(block, f"article {article_id}"):
            if is_null(value):
                continue
            if key == "sha256":
                self.hashes[article_id] = self.text(value, key)[:64]
            elif key == "tags":
                for written in self.names(value, key):
                    self.facts[(*base, "tags", _nfc(" ".join(written.split())))] = True
            elif key in ("read", "note"):
                self.facts[(*base, key)] = self.text(value, key)
            elif key == "marks":
                self.marks(base, value)
            elif key == "entities":
                self.entities(base, value)
            elif key == "conflicts":
                self.conflicts(base, value)

    def conflicts(self, base: tuple[str, ...], node: Node) -> None:
        items = self.value(node)
        if items:
            self.facts[(*base, "conflicts")] = items

    def marks(self, base: tuple[str, ...], node: Node) -> None:
        for item, fields in self.records(node, "marks"):
            mark_id = fields.get("id")
            if not isinstance(mark_id, str) or not isinstance(fields.get("tag"), str):
                raise self.fail(item, "a mark without id or tag", "write {id: …, tag: …, at: […]}")
            if (*base, "marks", mark_id) in self.facts:
                raise self.fail(item, f"mark {mark_id!r} occurs twice", "keep one")
            self.facts[(*base, "marks", mark_id)] = fields

    def entities(self, base: tuple[str, ...], node: Node | None) -> None:
        for kind, value in self.pairs(node, "entities"):
            if is_null(value):
                continue
            if kind in ("aliases", "labels", "names"):
                for name, meant in self.pairs(value, kind):
                    if not is_null(meant):
                        self.facts[(*base, "entities", kind, _nfc(name))] = self.text(
                            meant, name, is_name=True
                        )
            elif kind in ("hidden", "split"):
                for name in self.names(value, kind):
                    self.facts[(*base, "entities", kind, _nfc(name))] = True
            elif kind == "spans" and base:
                for _, fields in self.records(value, kind):
                    self.facts[(*base, "entities", kind, span_key(fields))] = fields

    def records(self, node: Node, label: str) -> Iterator[tuple[Node, dict[str, Any]]]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{label} is not a list", f"write {label}: [ … ]")
        for item in node.value:
            self.count(item)
            pairs = self.value(item)
            if not isinstance(pairs, dict):
                raise self.fail(
                    item, f"an item of {label} is not a mapping", "write {key: value, …}"
                )
            fields = {key: value for key, value in pairs.items() if value is not None}
            if "at" in fields:
                fields["at"] = self.offsets(item, fields["at"])
            yield item, fields

    def offsets(self, node: Node, value: Any) -> list[int]:
        numbers = value if isinstance(value, list) else []
        if len(numbers) != 2 or not all(
            isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 19
            for number in numbers
        ):
            raise self.fail(node, "at is not a pair of numbers", "write at: [start, end]")
        return [int(number) for number in numbers]

    def names(self, node: Node, label: str) -> Iterator[str]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{label} is not a list", f"write {label}: [ … ]")
        for item in node.value:
            name = self.text(item, label)
            if not name.strip():
                remedy = "remove it; # starts a comment, so put a name with # in quotes"
                raise self.fail(item, f"an empty name in {label}", remedy)
            yield name

    def text(self, node: Node, label: str, *, is_name: bool = False) -> str:
        self.count(node)
        if not isinstance(node, yaml.ScalarNode):
            remedy = (is_name and remedies.of_indent(label)) or f"write {label}: text"
            raise self.fail(node, f"{label} is not text", remedy)
        return string(node)

    def value(self, node: Node, depth: int = 0) -> Any:
        """Return a node with all its content: strings, lists, dicts."""
        self.count(node)
        if depth > 100:
            raise self.fail(node, "nested too deeply", "use fewer aliases")
        if isinstance(node, yaml.ScalarNode):
            return None if is_null(node) else string(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return {k: self.value(v, depth + 1) for k, v in self.pairs(node, "a mapping")}

    def pairs(self, node: Node | None, label: str, depth: int = 0) -> Iterator[tuple[str, Node]]:
        """Yield the keys and values of a mapping, with merge keys expanded."""
        if node is None or is_null(node):
            return
        if not isinstance(node, yaml.MappingNode) or depth > 20:
            remedy = remedies.of_indent(label.partition(" ")[2]) or "write key: value"
            raise self.fail(node, f"{label} is not a mapping", remedy)
        own_names: set[str] = set()
        merges: list[Node] = []
        for key, value in node.value:
            self.count(key)
            if not isinstance(key, yaml.ScalarNode):
                raise self.fail(key, f"a key of {label} is not text", "put it in double quotes")
            if key.tag == MERGE_TAG:
                merges += value.value if isinstance(value, yaml.SequenceNode) else [value]
                continue
            name = str(key.value)
            if name in own_names:
                raise self.fail(key, f"{name!r} occurs twice in {label}", "keep one of the two")
            own_names.add(name)
            yield name, value
        for source in merges:
            for name, value in self.pairs(source, label, depth + 1):
                if name not in own_names:
                    own_names.add(name)
                    yield name, value
