"""Writes changed facts into the text of a `tags.yaml`, leaving all other bytes unchanged.

The result is parsed again before it is accepted. If anchors or merge keys would change more than
was asked for, aliases are expanded; as a last resort the whole file is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from store.errors import TagFileError
from store.userdata.tag_names import fold
from store.userdata.tagsfile import render
from store.userdata.tagsfile.change_tree import (
    Tree,
    kind_of_child,
    plain,
    tree,
    updated,
)
from store.userdata.tagsfile.edit_buffer import MOST_WRITTEN_OUT
from store.userdata.tagsfile.node_spans import (
    BREAKS,
    Node,
    OddShape,
    Part,
    aliases,
    generic,
    is_block,
    parts,
)
from store.userdata.tagsfile.parse import (
    compose,
    facts_of_piece,
    parse,
    parse_piece,
    parse_root,
)
from store.userdata.tagsfile.plain_values import (
    Edits,
    Facts,
    Layout,
    Parsed,
)
from store.userdata.tagsfile.scalars import LONGEST_KEY, scalar
from store.userdata.tagsfile.text_patch import Patcher

_FIRST_BREAK = re.compile("\r\n|\n|\r")
Changes = Mapping[tuple[str, ...], Any]
"""Values by path, None to remove; a path `("articles", ID, "sha256")` sets a block's hash."""


def newline_of(text: str) -> str:
    """Return the first line break: `\\n`, `\\r\\n` or `\\r`."""
    match = _FIRST_BREAK.search(text)
    return match.group() if match else "\n"


def edit(text: str, changes: Changes, path: Path) -> str:
    """Return a whole file's text (without BOM) with `changes` applied.

    `path` is used in error messages. Raises TagFileError if the text can't be read.
    """
    return edited(text, changes, path)[0]


def edited(
    text: str, changes: Changes, path: Path, new: Mapping[str, str] | None = None
) -> tuple[str, Parsed]:
    """Return the result of `edit` and its parsed content with layout.

    `new` maps ids to hashes: new blocks get theirs, and blocks with another hash are updated.
    """
    root = compose(text, path)
    before = parse_root(text, root, path, with_layout=False)
    expected = comparable(_expected(before.facts, changes))
    blocks = {at[1] for at in before.facts if at[0] == "articles"} | set(before.hashes)
    hashes = {
        i: sha
        for i, sha in (new or {}).items()
        if i not in blocks or before.hashes.get(i, sha)[: len(sha)] != sha
    }
    change = tree({**changes, **{("articles", i, "sha256"): sha for i, sha in hashes.items()}})
    tried = set()
    attempts: list[Callable[[], str]] = [
        lambda: _patched(text, root, change, path, follows=True),
        lambda: _patched(text, root, change, path),
        lambda: _patched(*_without_aliases(text, root, change, path), change, path),
        lambda: _rewritten(text, root, change),
    ]
    for attempt in attempts:
        try:
            new_text = attempt()
            if new_text in tried:
                continue
            tried.add(new_text)
            parsed = parse(new_text, path)
        except (OddShape, TagFileError):
            continue
        if comparable(parsed.facts) == expected:
            return new_text, parsed
    raise TagFileError(
        "the change can't be written into this file", path, remedy="expand its aliases"
    )


def edit_whole(text: str, edits: Edits, path: Path) -> tuple[str, Layout | None]:
    """Return a whole file's text with `edits` applied, and its layout. Raises TagFileError."""
    text = rename_keys(text, edits.moves, path)
    hashes = {i: content["sha256"] for i, content in edits.after.items() if "sha256" in content}
    new_text, parsed = edited(text, edits.changes, path, hashes)
    return new_text, parsed.layout


def edit_piece(text: str, changes: Changes, path: Path) -> str | None:
    """Return the text of one article's block with `changes` applied; "" if nothing is left.

    None if the block can't be edited alone.
    """
    try:
        root = compose(text, path)
        expected = comparable(_expected(facts_of_piece(text, root, path), changes))
        new_text = _changed(text, root, tree(changes)["articles"], "articles")
        is_right = comparable(parse_piece(new_text, path) if new_text else {}) == expected
    except (OddShape, TagFileError):
        return None
    return new_text if is_right else None


def comparable(facts: Facts) -> Facts:
    """Return facts with tag names folded and every scalar as its string."""
    result: Facts = {}
    for path, value in facts.items():
        at = 3 if path[0] == "articles" and len(path) == 4 and path[2] == "tags" else 1
        if path[0] == "tags" or at == 3:
            path = (*path[:at], fold(path[at]), *path[at + 1 :])
        result[path] = plain(value)
    return result


def _expected(facts: Facts, changes: Changes) -> Facts:
    folded = comparable(facts)
    for path, value in sorted(changes.items(), key=lambda item: item[1] is not None):
        if path[0] == "articles" and path[2] in ("sha256", "id"):
            continue
        ((key, folded_value),) = comparable({path: value}).items()
        if value is None:
            folded.pop(key, None)
        else:
            folded[key] = folded_value
    return folded


def _patched(
    text: str, root: Node | None, change: Tree, path: Path, *, follows: bool = False
) -> str:
    """Return a whole file's text with the change made in place.

    With `follows`, aliases are kept: their anchors may have changed in the same way.
    """
    if root is None:
        newline = newline_of(text)
        ended = "" if not text or text[-1] in BREAKS else newline
        start = render.HEADER.split("\n", 1)[1] if text.strip() else render.HEADER
        text = f"{text}{ended}{start}".replace("\r\n", "\n").replace("\n", newline)
        root = compose(text, path)
    return _changed(text, root, change, "root", follows=follows)


def _changed(
    text: str, root: Node | None, change: Tree, kind: str, *, follows: bool = False
) -> str:
    if root is None:
        raise OddShape("nothing")
    patcher = Patcher(text, newline_of(text), _step(text, root), follows=follows)
    patcher.mapping(root, change, kind, 0)
    return patcher.result()


def _step(text: str, root: Node) -> int:
    """Return the indentation step of the file in columns, taken from its first nested block."""
    if isinstance(root, yaml.MappingNode) and is_block(root):
        for part in parts_or_none(text, root):
            if is_block(part.value) and isinstance(part.value, yaml.MappingNode):
                assert part.key is not None
                step = part.value.value[0][0].start_mark.column - part.key.start_mark.column
                return step if 0 < step <= 16 else render.STEP
    return render.STEP


def parts_or_none(text: str, node: Node) -> list[Part]:
    """Return the parts of a node; an empty list if they can't be located."""
    try:
        return parts(text, node)
    except OddShape:
        return []


def _without_aliases(
    text: str, root: Node | None, change: Tree, path: Path
) -> tuple[str, Node | None]:
    """Return the text with the aliases within changed nodes expanded, and its node tree."""
    if root is None:
        raise OddShape("nothing")
    touched = list(_touched(text, root, change, "root"))
    patcher = Patcher(text, newline_of(text), render.STEP)
    for start, end, node in aliases(text, root):
        first, last = int(node.start_mark.index), int(node.end_mark.index)
        if any(first < stop and at < last for at, stop in touched):
            patcher.edit(start, end, render.flow(generic(text, node, [MOST_WRITTEN_OUT])))
    if not patcher.edits:
        raise OddShape("no alias of what is to change")
    new_text = patcher.result()
    return new_text, compose(new_text, path)


def _touched(text: str, node: Node, change: Tree, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each changed node, or of the mapping that a new key is added to."""
    by_name = {part.name: part for part in parts(text, node)}
    for name, inner in change.items():
        part = by_name.get(name)
        if part is None:
            yield int(node.start_mark.index), int(node.start_mark.index) + 1
        elif kind in ("root", "articles") and isinstance(part.value, yaml.MappingNode):
            if isinstance(inner, dict) and not part.is_alias:
                yield from _touched(text, part.value, inner, kind_of_child(kind, name))
        else:
            yield part.start, part.end


def _rewritten(text: str, root: Node | None, change: Tree) -> str:
    """Return the whole file in its normal form, including unknown keys."""
    if root is None:
        raise OddShape("nothing")
    content = updated(generic(text, root, [MOST_WRITTEN_OUT]), change) or {}
    lines = []
    for key, value in render.ordered(content, render.SECTIONS).items():
        if key in ("articles", "tags") and isinstance(value, dict):
            lines.append(render.key_line(key, 0) + "\n")
            for name, item in value.items():
                if key == "articles" and isinstance(item, dict):
                    lines.append(render.block(name, item))
                else:
                    lines.append(render.pair(name, item, render.STEP))
        else:
            lines.append(render.pair(key, value, 0))
    new_text = "".join(lines)
    new_text = new_text if text[-1] in BREAKS else new_text.removesuffix("\n")
    return new_text.replace("\n", newline_of(text))


def rename_key(text: str, old: str, new: str, path: Path) -> str | None:
    """Return the text of a single block with its key renamed.

    None if it has another key, or one that can't be changed in place.
    """
    try:
        mapping = compose(text, path)
    except TagFileError:
        return None
    return None if mapping is None else _renamed(text, mapping, [(old, new)])


def rename_keys(text: str, names: Iterable[tuple[str, str]], path: Path) -> str:
    """Return a file's text with the keys of blocks renamed from old to new, where possible."""
    mapping = compose(text, path) if names else None
    if mapping is not None:
        sections = {part.name: part.value for part in parts_or_none(text, mapping)}
        mapping = sections.get("articles")
    renamed = None if mapping is None else _renamed(text, mapping, names)
    return text if renamed is None else renamed


def _renamed(text: str, mapping: Node, names: Iterable[tuple[str, str]]) -> str | None:
    """Return the text with keys of a mapping renamed; None if none can be renamed."""
    by_name = {part.name: part for part in parts_or_none(text, mapping)}
    patcher = Patcher(text, newline_of(text), render.STEP)
    taken = set(by_name)
    for old, new in names:
        part, shown = by_name.get(old), scalar(new)
        if part is None or part.key is None or new in taken or len(shown) > LONGEST_KEY:
            continue
        taken.add(new)
        patcher.edit(part.start, int(part.key.end_mark.index), shown)
    return patcher.result() if patcher.edits else None
