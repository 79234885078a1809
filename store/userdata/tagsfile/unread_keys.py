"""Finds keys of `tags.yaml` that the program doesn't read, which may be mistakes.

A mistyped key and a wrongly indented block are valid YAML, so their content is ignored without an
error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from store.userdata.tagsfile.node_spans import MERGE_TAG, Node, is_null
from store.userdata.tagsfile.parse import compose
from store.userdata.tagsfile.remedies import ODD_BLANKS
from store.userdata.tagsfile.schema import EACH, KINDS

LEAST_LIKENESS = 60.0
"""Minimum similarity, of 100, between a key and the known key it may be a typo of."""

OWN = "x-"
"""Prefix of keys that users keep for other programs."""

_WORDS = {
    "file": "the file",
    "names": "entities",
    "entities": "an article's entities",
    **{kind: f"a {kind}" for kind in ("tag", "mark", "span", "conflict")},
    "article": "an article",
    "settings": "settings",
}
_NO_KEY = "there is no key before the colon: write one"
_FILE_NAME = re.compile(r"\.[A-Za-z]\w{0,4}$")


_Around = tuple[tuple[str, frozenset[str]], ...]
"""Kind and keys of the enclosing mappings, outermost first."""


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that is not read: its place in the file and the key probably intended."""

    line: int
    """Counted from 1."""
    key: str
    place: str
    """Description of the mapping that contains it."""
    suggestion: str
    """A similar known key; empty if there is none."""
    indent: str
    """What is wrong with its indentation; empty if nothing seems to be."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A mapping or list to examine: its kind, and the mappings around it."""

    node: Node
    kind: str
    words: str
    owner: str = ""
    around: _Around = ()
    """The enclosing mappings, innermost last."""


def unknown_keys(text: str, path: Path) -> list[UnknownKey]:
    """Return the keys that are not read, in the order of the file.

    The content of a mistyped key is examined as if the key were correct; nodes repeated by aliases
    are reported once. Raises TagFileError if the text is not valid YAML.
    """
    root = compose(text, path)
    places = [] if root is None else [_Place(root, "file", "the file")]
    seen: set[tuple[int, str]] = set()
    unread: dict[int, UnknownKey] = {}
    while places:
        place = places.pop()
        if (id(place.node), place.kind) in seen:
            continue
        seen.add((id(place.node), place.kind))
        if isinstance(place.node, yaml.SequenceNode):
            inner = EACH.get(place.kind, "")
            words = f"a {inner}{place.owner}"
            places += [_Place(item, inner, words, place.owner) for item in place.node.value]
        elif isinstance(place.node, yaml.MappingNode):
            around = (*place.around, (place.kind, frozenset(key for key, _ in _pairs(place.node))))
            for key, value in place.node.value:
                if key.tag == MERGE_TAG:
                    sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
                    places += [
                        _Place(source, place.kind, place.words, place.owner, place.around)
                        for source in sources
                    ]
                elif isinstance(key, yaml.ScalarNode) and place.kind:
                    unknown = _examine(place, key, value)
                    if unknown is not None:
                        unread.setdefault(id(key), unknown)
                    places.append(_below(place, around, str(key.value), value))
    return sorted(unread.values(), key=lambda key: key.line)


def _below(place: _Place, around: _Around, name: str, value: Node) -> _Place:
    """Return the value of a key as a place to examine; its kind is empty if anything is allowed."""
    keys = KINDS.get(place.kind)
    if keys is None:
        kind = EACH[place.kind]
        return _Place(value, kind, f"{kind} {name}", f" of {name}", around)
    is_own = name.startswith(OWN)
    kind = keys.get(name) or ("" if is_own else keys.get(_nearest(name, keys), ""))
    owner = place.owner if kind in ("conflicts", "marks", "spans", "entities") else ""
    return _Place(value, kind, f"{_nearest(name, keys) or name}{owner}", owner, around)


def _examine(place: _Place, key: yaml.ScalarNode, value: Node) -> UnknownKey | None:
    """Return what to report of a key; None if it is read."""
    name, keys = str(key.value), KINDS.get(place.kind)
    meant = indent = ""
    if keys is None:
        indent = _why_misplaced(place, key, value)
        if not indent:
            return None
    elif name in keys or name.startswith(OWN):
        return None
    else:
        meant = _nearest(name, keys)
        indent = _indent(place, name, value, meant)
    return UnknownKey(key.start_mark.line + 1, name, place.words, meant, indent)


def _nearest(name: str, candidates: Iterable[str]) -> str:
    if name in candidates:
        return name
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(
        name.casefold(), list(candidates), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
    )
    return "" if nearest is None else str(nearest[0])


def _why_misplaced(place: _Place, key: yaml.ScalarNode, value: Node) -> str:
    """Return why a key in a mapping of names is not a name; empty if it may be one."""
    name = str(key.value)
    if not name.strip() and place.kind != "codebook":
        return _NO_KEY
    if not key.style and name[:1].isspace():
        return ODD_BLANKS
    if is_null(value) and place.kind != "free":
        return ""  # a tag or article may be called so
    inner = KINDS.get(EACH[place.kind], {})
    for kind, keys in reversed(place.around):
        is_key_of_another = name in KINDS.get(kind, {})
        if is_key_of_another and (
            name not in keys or any(k not in inner for k, _ in _pairs(value))
        ):
            return f"{name} is a key of {_WORDS[kind]}: it is indented too far"
    if name in inner and any(key not in inner for key, _ in _pairs(value)):
        return f"{name} is a key of {_WORDS[EACH[place.kind]]}: it is indented too little"
    return ""


def _indent(place: _Place, name: str, value: Node, meant: str) -> str:
    """Return what seems wrong with the indentation of a key, judging by its name and value."""
    if not name.strip():
        return _NO_KEY
    if name[0].isspace() or "\u00a0" in name:
        return ODD_BLANKS
    if meant:
        return ""
    at_top = place.kind == "file"
    if _is_like(value, "article") or (_FILE_NAME.search(name) and _may_be_block(value)):
        return "it looks like an article's block" + (
            ": indent it below articles:" if at_top else " that is indented too far"
        )
    if _is_like(value, "tag"):
        return "it looks like a tag" + (
            ": indent it below tags:" if at_top else " that is indented too far"
        )
    for kind, _ in reversed(place.around):
        if name in KINDS.get(kind, {}):
            return f"{name} is a key of {_WORDS[kind]}: it is indented too far"
    for kind, keys in KINDS.items():
        if name in keys:
            return f"{name} is a key of {_WORDS[kind]}: it is indented too little"
    if is_null(value) and at_top:
        return "it is empty: indent it below tags: or articles: if it belongs there"
    if is_null(value) and place.kind in ("tag", "article"):
        return f"it looks like {_WORDS[place.kind]} that is indented too far"
    return ""


def _is_like(value: Node, kind: str) -> bool:
    return any(_nearest(key, KINDS[kind]) for key, _ in _pairs(value))


def _may_be_block(value: Node) -> bool:
    return is_null(value) or isinstance(value, yaml.MappingNode)


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield str(key.value), value
