"""Locates the parts of YAML nodes in the text, in code points.

The node tree comes from `yaml.compose`. Its marks for block collections include trailing comments,
and an alias has the position of its anchor's node; both are corrected here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from store.userdata.tagsfile.render import Raw

BREAKS = "\n\r\x85\u2028\u2029"
"""The line breaks of a YAML 1.1 parser."""

LINE_BREAK = re.compile(rf"\r\n|[{BREAKS}]")

DEEPEST = 200
"""Maximum depth that is followed; the file is less deep, but a circular alias has no end."""

MERGE_TAG = "tag:yaml.org,2002:merge"
NULL_TAG = "tag:yaml.org,2002:null"
COLLECTION_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_ALIAS = re.compile(r"[ \t]*:?[ \t]*(\*[^\s,\[\]{}]+)")
_COLON = re.compile(r"\s*:")
_ANCHOR = re.compile(r"&\S+[ \t]*")
_LINE_END = re.compile(rf"[^{BREAKS}]*(?:\r\n|[{BREAKS}])?")
_LINE_REST = re.compile(rf"[^{BREAKS}]*")
_COMMENT = re.compile(rf"(?:(?<=[ \t{BREAKS},\[{{])|(?<![\s\S]))#[^{BREAKS}]*")

Node = yaml.Node

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The YAML loader: libyaml's, if PyYAML was built with it."""


class OddShape(Exception):
    """The node can't be edited in place; an enclosing node must be rewritten."""


@dataclass(frozen=True, slots=True)
class Part:
    """A pair of a mapping or an item of a sequence: its nodes and their positions."""

    key: Node | None
    value: Node
    start: int
    end: int
    """End of the value, without trailing blanks and comments."""
    value_start: int
    is_alias: bool
    """Whether the value is written as `*name`."""

    @property
    def name(self) -> str:
        """Return the key's source string."""
        return str(self.key.value) if self.key is not None else ""


def line_start(text: str, index: int) -> int:
    """Return the start of the line that contains `index`."""
    while index > 0 and text[index - 1] not in BREAKS:
        index -= 1
    return index


def next_line(text: str, index: int) -> int:
    """Return the start of the line after the one that contains `index`."""
    match = _LINE_END.match(text, index)
    return match.end() if match else index


def rest_of_line(text: str, index: int) -> str:
    """Return the rest of the line from `index`, without its line break."""
    match = _LINE_REST.match(text, index)
    return match.group() if match else ""


def past_comments(text: str, index: int, column: int) -> int:
    """Return the end of the following comment lines that are indented deeper than `column`."""
    deeper = re.compile(rf"(?:[ \t]*(?:\r\n|[\n\r]))*[ ]{{{column + 1},}}#")
    while match := deeper.match(text, index):
        index = next_line(text, match.end())
    return index


def starts_line(text: str, index: int) -> bool:
    """Return whether only blanks precede `index` on its line."""
    return not text[line_start(text, index) : index].strip(" ")


def is_null(node: Node) -> bool:
    """Return whether the node is empty: no text, unquoted `~` or `null`, or only a tag."""
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return False
    return node.tag == NULL_TAG or (node.tag in COLLECTION_TAGS and not node.value)


def string(node: yaml.ScalarNode) -> str:
    """Return the string of a scalar, without the final line breaks of a block scalar.

    Those would depend on what follows the scalar in the file.
    """
    text = str(node.value)
    return text.rstrip("\n") if node.style in ("|", ">") else text


def is_block(node: Node) -> bool:
    """Return whether the node is a mapping or sequence in block style."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def content_end(text: str, node: Node) -> int:
    """Return the end of the node's last visible code point."""
    if is_block(node):
        try:
            return parts(text, node)[-1].end
        except OddShape:
            return _before_comments(text, int(node.start_mark.index), int(node.end_mark.index))
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        start = int(node.start_mark.index)
        while end > start and text[end - 1] in BREAKS + " ":
            end -= 1
    return end


def _before_comments(text: str, start: int, end: int) -> int:
    """Return the end of the last line in a range that is neither blank nor a comment."""
    while end > start:
        line = line_start(text, end - 1)
        shown = text[line:end].strip(BREAKS + " \t")
        if shown and not shown.startswith("#"):
            return line + len(text[line:end].rstrip(BREAKS + " \t"))
        end = line
    return start


def parts(text: str, node: Node) -> list[Part]:
    """Return the pairs or items of a collection in order.

    Raises OddShape if they can't be located.
    """
    if not isinstance(node, yaml.CollectionNode):
        raise OddShape("no collection")
    result: list[Part] = []
    is_sequence = isinstance(node, yaml.SequenceNode)
    at = int(node.start_mark.index) + is_sequence  # an item starts after the start of its list
    pairs = node.value if isinstance(node, yaml.MappingNode) else [(None, n) for n in node.value]
    for key, value in pairs:
        part = _pair(text, key, value, at) if key is not None else _item(text, value, at)
        result.append(part)
        at = part.end
    return result


def _pair(text: str, key: Node, value: Node, at: int) -> Part:
    start, key_end = int(key.start_mark.index), int(key.end_mark.index)
    if start < at or not isinstance(key, yaml.ScalarNode):
        raise OddShape("a key that is an alias or a collection")
    value_start = int(value.start_mark.index)
    if value_start >= key_end and value_start == int(value.end_mark.index):
        colon = _COLON.match(text, key_end)  # an empty value is marked at the next token
        value_start = colon.end() if colon else key_end
        return Part(key, value, start, value_start, value_start, False)
    if value_start >= key_end:
        end = key_end if value_start == key_end else content_end(text, value)
        return Part(key, value, start, max(end, key_end), value_start, False)
    alias = _ALIAS.match(text, key_end)
    if alias is None:
        raise OddShape("an alias that can't be found")
    return Part(key, value, start, alias.end(), alias.start(1), True)


def _item(text: str, value: Node, at: int) -> Part:
    start = int(value.start_mark.index)
    if start < at:
        raise OddShape("an item that is an alias")
    return Part(None, value, start, max(start, content_end(text, value)), start, False)


def aliases(text: str, root: Node) -> Iterator[tuple[int, int, Node]]:
    """Yield the start and end of each alias in a file, and the node it refers to."""
    tokens = yaml.scan(text, Loader=LOADER)
    places = (item for item in tokens if isinstance(item, yaml.AliasToken))
    seen: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen:
            token = next(places, None)
            if token is None:
                raise OddShape("an alias that can't be found")
            yield int(token.start_mark.index), int(token.end_mark.index), node
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            todo += [item for key, value in reversed(node.value) for item in (value, key)]
        elif isinstance(node, yaml.SequenceNode):
            todo += reversed(node.value)


def comments(text: str, start: int, end: int, node: Node) -> list[str]:
    """Return the comments between `start` and `end` that are not part of a scalar of `node`."""
    texts = []
    at = start
    for leaf_start, leaf_end in [*_leaves(node), (end, end)]:
        if leaf_start >= at:
            texts += _COMMENT.findall(text[max(at - 1, 0) : leaf_start])
        at = max(at, leaf_end)
    return texts


def _leaves(node: Node, depth: int = 0) -> list[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        return [(int(node.start_mark.index), int(node.end_mark.index))]
    if depth > DEEPEST:
        raise OddShape("an alias in a circle")
    if isinstance(node, yaml.MappingNode):
        return [leaf for pair in node.value for child in pair for leaf in _leaves(child, depth + 1)]
    return [leaf for inner in node.value for leaf in _leaves(inner, depth + 1)]


def generic(text: str, node: Node, budget: list[int], depth: int = 0) -> Any:
    """Return the node as dicts, lists and scalars, with aliases and merge keys expanded.

    Scalars on one line are returned as Raw, so that they are copied verbatim. Each node reduces
    `budget[0]` by one; OddShape is raised when it is used up (an alias bomb).
    """
    budget[0] -= 1
    if budget[0] < 0 or depth > DEEPEST:
        raise OddShape("more than can be written out")
    if isinstance(node, yaml.ScalarNode):
        source = text[int(node.start_mark.index) : int(node.end_mark.index)]
        source = _ANCHOR.sub("", source, 1) if source[:1] == "&" else source
        if node.style in ("|", ">") or source[:1] == "!" or len(source.splitlines()) > 1:
            return None if is_null(node) else string(node)
        return None if not source else Raw(source, str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return [generic(text, item, budget, depth + 1) for item in node.value]
    merged: dict[str, Any] = {}
    own_values: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise OddShape("a key that is a collection")
        if key.tag == MERGE_TAG:
            sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for source in reversed(sources):
                merged |= generic(text, source, budget, depth + 1)
        else:
            own_values[str(key.value)] = generic(text, value, budget, depth + 1)
    return merged | own_values
