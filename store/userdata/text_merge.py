"""Merges three versions of a `tags.yaml`, as version control requires.

What only one side changed is copied verbatim, including comments and unknown keys; what both
changed is merged fact by fact into our text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.userdata.block_content import content_of
from store.userdata.exclusive_tags import of_facts
from store.userdata.merge_facts import merge
from store.userdata.merge_sides import (
    Side,
    follow_moves,
    is_unknown,
    unify_spelling,
)
from store.userdata.ops import differing
from store.userdata.tagsfile.change_tree import plain
from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.plain_values import Edits, Facts
from store.userdata.tagsfile.text_edit import comparable, edit
from store.userdata.tagsfile.unknown_keys import read, write

OURS, BASE, THEIRS = Path("our version"), Path("common version"), Path("their version")
"""Names of the three texts in error messages."""


@dataclass(frozen=True, slots=True)
class MergedText:
    """The merged text, and the number of conflicts recorded in it."""

    text: str
    conflicts: int


def merge_texts(base: str, ours: str, theirs: str, at: str) -> MergedText:
    """Return three texts (without BOM) merged: the changes of both sides since `base`.

    Sets (tags, marks by id) merge by item. If both sides changed a value, ours is kept and theirs
    is recorded under `conflicts` with the time `at` (ISO 8601). Line breaks are those of ours.
    Raises TagFileError if one of the texts is not a valid `tags.yaml`.
    """
    newline = "\r\n" if "\r\n" in ours else "\n"
    sides = [
        Side.of(text, newline, path)
        for text, path in ((base, BASE), (ours, OURS), (theirs, THEIRS))
    ]
    base_side, our_side, their_side = unify_spelling(*follow_moves(*sides))
    if our_side.text in (base_side.text, their_side.text):
        return MergedText(their_side.text, 0)
    if their_side.text == base_side.text:
        return MergedText(our_side.text, 0)
    was, have = base_side.all_facts(), our_side.all_facts()
    their = their_side.all_facts()
    _gather_conflicts(was, have, their)
    merged = merge(their, differing(was, have), at, of_facts(have, their))
    _reassign_keys(merged.facts, our_side.facts)
    text = _write_merged(base_side, our_side, their_side, merged.facts)
    return MergedText(text, sum(map(len, merged.conflicts.values())))


def _gather_conflicts(base: Facts, ours: Facts, theirs: Facts) -> None:
    """Give all three sides the conflicts that remain after both sides' changes."""
    for path in {path for side in (ours, theirs) for path in side if path[-1] == "conflicts"}:
        lists = [side.get(path) or [] for side in (base, ours, theirs)]
        base_items, our_items, their_items = (
            item if isinstance(item, list) else [item] for item in lists
        )
        all_items = [*our_items, *(item for item in their_items if item not in our_items)]
        remaining = [
            item
            for item in all_items
            if item not in base_items or (item in our_items and item in their_items)
        ]
        for side in (base, ours, theirs):
            if remaining:
                side[path] = remaining
            else:
                side.pop(path, None)


def _reassign_keys(facts: Facts, ours: Facts) -> None:
    """Give their tags another digit, or none, if ours uses the digit for another tag."""
    keys = {path: value for path, value in facts.items() if path[0] == "tags" and _is_key(path)}
    taken = {value for path, value in keys.items() if ours.get(path) == value}
    for path, digit in keys.items():
        if ours.get(path) == digit:
            continue
        if digit in taken:
            free = [number for number in range(1, 10) if number not in {*taken, *keys.values()}]
            if free:
                facts[path] = digit = free[0]
            else:
                del facts[path]
        taken.add(digit)


def _is_key(path: tuple[str, ...]) -> bool:
    return path[2:] == ("key",)


def _write_merged(base: Side, ours: Side, theirs: Side, target: Facts) -> str:
    """Return a text with the target's facts and unknown keys, close to both sides."""
    for text in (_spliced(base, ours, theirs), ours.text):
        if text is None:
            continue
        try:
            side = unify_spelling(base, Side.of(text, ours.newline, OURS), theirs)[1]
            in_our_order = dict.fromkeys([*side.facts, *target])
            known_facts = {
                path: target[path]
                for path in in_our_order
                if path in target and not is_unknown(path)
            }
            for candidate in _with_facts(side, base, theirs, known_facts):
                parsed, unknown = read(candidate, OURS)
                if comparable(parsed.facts) == comparable(known_facts):
                    return _with_unknown(candidate, unknown, target)
        except TagFileError:
            continue
    raise TagFileError("it can't be merged with theirs", OURS, remedy="merge it by hand")


def _with_unknown(text: str, current: Facts, target: Facts) -> str:
    """Return a text with the target's facts in which unknown keys are set as well."""
    ops = differing(current, {path: value for path, value in target.items() if is_unknown(path)})
    if not ops:
        return text
    new_text = write(text, {op.path: op.after for op in ops}, OURS)
    parsed, unknown = read(new_text, OURS)
    facts = comparable(parsed.facts) | {path: plain(value) for path, value in unknown.items()}
    if facts != comparable(target):
        raise TagFileError("keys that can't be merged", OURS, remedy="merge it by hand")
    return new_text


def _spliced(base: Side, ours: Side, theirs: Side) -> str | None:
    """Return our text with theirs where ours is unchanged; None if it has no pieces."""
    if ours.pieces is None or theirs.pieces is None:
        return None
    if ours.pieces and theirs.pieces and ours.indent != theirs.indent:
        return None
    was = base.pieces or {}
    pieces: dict[str, str] = {}
    for article_id in dict.fromkeys([*ours.pieces, *theirs.pieces]):
        mine, their = ours.pieces.get(article_id), theirs.pieces.get(article_id)
        piece = their if mine == was.get(article_id) else mine
        if piece is not None:
            pieces[article_id] = piece
    if list(ours.pieces) == sorted(ours.pieces):
        pieces = {article_id: pieces[article_id] for article_id in sorted(pieces)}
    head = theirs.head if ours.head == base.head else ours.head
    tail = theirs.tail if ours.tail == base.tail else ours.tail
    return "".join([head, *pieces.values(), tail])


def _with_facts(side: Side, base: Side, theirs: Side, known_facts: Facts) -> Iterator[str]:
    """Yield a side's text with the target's facts, the cheaper version first."""
    changes = {op.path: op.after for op in differing(side.facts, known_facts)}
    blocks = {path[1] for path in known_facts if path[0] == "articles"}
    changes |= _hashes(side, base, theirs, blocks)
    if not changes:
        yield side.text
        return
    touched = {path[1] for path in changes if path[0] == "articles"}
    contents = _blocks(known_facts, touched)
    after = {
        article_id: (
            {"sha256": hash}
            if (hash := side.hashes.get(article_id) or theirs.hashes.get(article_id))
            else {}
        )
        | content_of(facts)
        for article_id, facts in contents.items()
    }
    here = {path: value for path, value in side.facts.items() if not is_unknown(path)}
    before = {article_id: content_of(facts) for article_id, facts in _blocks(here, touched).items()}
    document = Document(side.text.encode(), side.layout, OURS)
    try:
        document.edit(Edits(changes, before, after))
    except TagFileError:
        pass
    else:
        yield document.data.decode()
    yield edit(side.text, changes, OURS)


def _hashes(
    side: Side, base: Side, theirs: Side, blocks: set[str]
) -> Mapping[tuple[str, ...], Any]:
    """Return the hashes of blocks that theirs changed and ours did not."""
    return {
        ("articles", article_id, "sha256"): hash
        for article_id, hash in theirs.hashes.items()
        if article_id in blocks and article_id in side.hashes
        if hash != side.hashes[article_id] == base.hashes.get(article_id)
    }


def _blocks(facts: Facts, ids: set[str]) -> dict[str, Facts]:
    by_article: dict[str, Facts] = {}
    for path, value in facts.items():
        if path[0] == "articles" and path[1] in ids:
            by_article.setdefault(path[1], {})[path] = value
    return by_article
