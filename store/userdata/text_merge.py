"""Three versions of a `tags.yaml` merged into one, as version control asks for it.

What one side alone touched is taken letter by letter, comments and unknown keys included; what
both touched is merged fact by fact, on the text of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.userdata.block_content import of_block
from store.userdata.exclusive_tags import of_facts
from store.userdata.merge_facts import merge
from store.userdata.merge_sides import (
    Side,
    followed,
    is_unknown,
    respelled,
)
from store.userdata.ops import differing
from store.userdata.tagsfile.change_tree import plain
from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.plain_values import Edits, Facts
from store.userdata.tagsfile.text_edit import comparable, edit
from store.userdata.tagsfile.unknown_keys import read, write

OURS, BASE, THEIRS = Path("our version"), Path("common version"), Path("their version")
"""What the three texts are called in errors."""


@dataclass(frozen=True, slots=True)
class MergedText:
    """The one text, and how many values it notes that both sides had changed differently."""

    text: str
    conflicts: int


def merge_texts(base: str, ours: str, theirs: str, at: str) -> MergedText:
    """Return three texts (without BOM) as one: what changed on either side since `base`.

    Sets (tags, marks by id) merge by item; where both sides changed a value, ours stays and theirs
    is noted under `conflicts` with the time `at` (ISO 8601). Lines end as in ours. Raises
    TagFileError where one of them is no `tags.yaml`.
    """
    newline = "\r\n" if "\r\n" in ours else "\n"
    sides = [
        Side.of(text, newline, path)
        for text, path in ((base, BASE), (ours, OURS), (theirs, THEIRS))
    ]
    first, mine, other = respelled(*followed(*sides))
    if mine.text in (first.text, other.text):
        return MergedText(other.text, 0)
    if other.text == first.text:
        return MergedText(mine.text, 0)
    was, have = first.every(), mine.every()
    their = other.every()
    _gather_conflicts(was, have, their)
    merged = merge(their, differing(was, have), at, of_facts(have, their))
    _part_keys(merged.facts, mine.facts)
    text = _written(first, mine, other, merged.facts)
    return MergedText(text, sum(map(len, merged.conflicts.values())))


def _gather_conflicts(base: Facts, ours: Facts, theirs: Facts) -> None:
    """Give all three the conflicts that stand after both sides' additions and removals."""
    for path in {path for side in (ours, theirs) for path in side if path[-1] == "conflicts"}:
        lists = [side.get(path) or [] for side in (base, ours, theirs)]
        was, mine, other = (one if isinstance(one, list) else [one] for one in lists)
        every = [*mine, *(item for item in other if item not in mine)]
        kept = [one for one in every if one not in was or (one in mine and one in other)]
        for side in (base, ours, theirs):
            if kept:
                side[path] = kept
            else:
                side.pop(path, None)


def _part_keys(facts: Facts, ours: Facts) -> None:
    """Give a tag of theirs another digit, or none, where ours has its digit on another tag."""
    keys = {path: value for path, value in facts.items() if path[0] == "tags" and _is_key(path)}
    taken = {value for path, value in keys.items() if ours.get(path) == value}
    for path, digit in keys.items():
        if ours.get(path) == digit:
            continue
        if digit in taken:
            free = [one for one in range(1, 10) if one not in {*taken, *keys.values()}]
            if free:
                facts[path] = digit = free[0]
            else:
                del facts[path]
        taken.add(digit)


def _is_key(path: tuple[str, ...]) -> bool:
    return path[2:] == ("key",)


def _written(base: Side, ours: Side, theirs: Side, wanted: Facts) -> str:
    """Return a text with the wanted facts and values of unknown keys, as near to both as can be."""
    for text in (_spliced(base, ours, theirs), ours.text):
        if text is None:
            continue
        try:
            side = respelled(base, Side.of(text, ours.newline, OURS), theirs)[1]
            in_our_order = dict.fromkeys([*side.facts, *wanted])
            known = {
                path: wanted[path]
                for path in in_our_order
                if path in wanted and not is_unknown(path)
            }
            for made in _with_facts(side, base, theirs, known):
                parsed, other = read(made, OURS)
                if comparable(parsed.facts) == comparable(known):
                    return _with_unknown(made, other, wanted)
        except TagFileError:
            continue
    raise TagFileError("it can't be merged with theirs", OURS, remedy="merge it by hand")


def _with_unknown(text: str, there: Facts, wanted: Facts) -> str:
    """Return a text that says the wanted facts with the wanted values of unknown keys too."""
    ops = differing(there, {path: value for path, value in wanted.items() if is_unknown(path)})
    if not ops:
        return text
    made = write(text, {op.path: op.after for op in ops}, OURS)
    parsed, other = read(made, OURS)
    facts = comparable(parsed.facts) | {path: plain(value) for path, value in other.items()}
    if facts != comparable(wanted):
        raise TagFileError("keys that can't be merged", OURS, remedy="merge it by hand")
    return made


def _spliced(base: Side, ours: Side, theirs: Side) -> str | None:
    """Return our text with theirs wherever ours is as it was; None where it has no pieces."""
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


def _with_facts(side: Side, base: Side, theirs: Side, known: Facts) -> Iterator[str]:
    """Yield a side's text with the wanted facts in it, the version that costs less first."""
    changes = {op.path: op.after for op in differing(side.facts, known)}
    blocks = {path[1] for path in known if path[0] == "articles"}
    changes |= _hashes(side, base, theirs, blocks)
    if not changes:
        yield side.text
        return
    touched = {path[1] for path in changes if path[0] == "articles"}
    contents = _blocks(known, touched)
    after = {
        one: ({"sha256": hash} if (hash := side.hashes.get(one) or theirs.hashes.get(one)) else {})
        | of_block(facts)
        for one, facts in contents.items()
    }
    here = {path: value for path, value in side.facts.items() if not is_unknown(path)}
    before = {one: of_block(facts) for one, facts in _blocks(here, touched).items()}
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
    """Return the hashes of blocks that theirs has changed and ours has not."""
    return {
        ("articles", one, "sha256"): hash
        for one, hash in theirs.hashes.items()
        if one in blocks and one in side.hashes
        if hash != side.hashes[one] == base.hashes.get(one)
    }


def _blocks(facts: Facts, ids: set[str]) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for path, value in facts.items():
        if path[0] == "articles" and path[1] in ids:
            found.setdefault(path[1], {})[path] = value
    return found
