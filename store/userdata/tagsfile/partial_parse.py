"""Reads external changes of a `tags.yaml` without parsing the unchanged parts.

Old and new bytes are cut into the lines of single articles, at keys with the file's own
indentation. At such a cut only one block mapping is open, so the parts can be parsed separately
with the same result. If this is in doubt (anchors, tags, other line breaks, a key within quotes),
the whole file must be parsed. Anchors are allowed in unchanged lines, if all lines with anchors are
the same and in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.errors import TagFileError
from store.userdata.tagsfile.document import BOM, Document
from store.userdata.tagsfile.guard import is_deep
from store.userdata.tagsfile.parse import parse, parse_blocks
from store.userdata.tagsfile.plain_values import Held, Layout, Parsed
from store.userdata.tagsfile.text_edit import newline_of

MOST = 256 * 1024
"""Maximum size in bytes of changed lines to parse here; beyond it, another process is faster."""

_SECTION = re.compile(rb"^articles:[ \t]*(?:#[^\r\n]*)?\r?\n", re.MULTILINE)
_REMARKS = re.compile(rb"(?: *(?:#[^\r\n]*)?\r?\n)*")
_FAR_REACHING = re.compile("(?:^|[\\s\\[\\]{},:?-])[&*!]\\S|[\x85\u2028\u2029]|\r(?!\n)")
"""Text with effects outside its own lines, or line breaks that the cuts don't recognize."""

_ANCHOR, _ALIAS = re.compile(rb"&([\w-]+)"), re.compile(rb"\*([\w-]+)")
_TIED = re.compile(rb"[\s\[\]{},:?-][&*]\S")

_NO_KEY = b"?:-!&*|>%@`,[]{}\t"


@dataclass(frozen=True, slots=True)
class Part:
    """The differences between two versions: changed articles, and perhaps the frame."""

    ids: frozenset[str]
    """The articles whose lines changed, are new or were removed."""
    frame: bool
    """Whether the frame was parsed again."""
    parsed: Parsed
    """The current content of those articles and of the frame, without a layout."""
    document: Document
    """The whole file, in pieces."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file cut into head, the lines of each article, and tail; `starts` includes the tail's."""

    body: bytes
    head: int
    starts: tuple[int, ...]

    @property
    def chunks(self) -> Iterator[bytes]:
        return (self.body[start:end] for start, end in pairwise(self.starts))

    @property
    def tail(self) -> bytes:
        return self.body[self.starts[-1] :]


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of an article: its id, and how many of their bytes belong to its piece."""

    article_id: str
    length: int


class _NeedsFullParse(Exception):
    """Only parsing the whole file can give a reliable result."""


def parse_changes(held: Document, data: bytes) -> Part | None:
    """Return how `data` differs from a document; None if the whole file must be parsed."""
    try:
        return _parse_changes(held, data)
    except (_NeedsFullParse, TagFileError, UnicodeDecodeError):
        return None


def _parse_changes(held: Document, data: bytes) -> Part:
    pieces = held.pieces
    mark = held.bom.encode()
    if pieces is None or not pieces.pieces or data.startswith(BOM.encode()) != bool(mark):
        raise _NeedsFullParse
    body = data[len(mark) :]
    old = _cut(pieces.whole, len(pieces.head), held.indent)
    new = _cut(body, _head(body, pieces.head), held.indent)
    _check_ties(old, new)
    old_blocks = _old_blocks(old, pieces)
    new_blocks, parsed = _blocks(new, old_blocks, held)
    ids = [block.article_id for block in new_blocks]
    if len(set(ids)) != len(ids):
        raise _NeedsFullParse
    head = body[: new.head]
    frame = head != pieces.head or new.tail != old.tail
    if frame:
        _self_contained(pieces.head + old.tail)
        _read_frame(head, new.tail, held, parsed)
    present_ids = set(ids)
    changed = parsed.ids | {block.article_id for block in old_blocks.values()} - present_ids
    document = held.with_pieces(_pieces(new, new_blocks), newline_of(head.decode()))
    return Part(frozenset(changed), frame, parsed.parsed, document)


@dataclass(slots=True)
class _Read:
    """The content parsed so far, and its articles."""

    parsed: Parsed
    ids: set[str]


def _cut(body: bytes, head: int, indent: int) -> _Lines:
    """Cut a file at the first line of each block, up to the first line that is indented less."""
    starts: list[int] = []
    tail = len(body)
    for match in re.compile(rb"^ {0,%d}(?=[^ #\r\n])" % indent, re.MULTILINE).finditer(body, head):
        if match.end() - match.start() < indent:
            tail = match.start()
            break
        starts.append(match.start())
    if not starts or not body.endswith(b"\n") or body[tail : tail + 1] in (b" ", b"\t"):
        raise _NeedsFullParse
    if not _REMARKS.fullmatch(body, head, starts[0]):
        raise _NeedsFullParse
    return _Lines(body, head, (*starts, tail))


def _check_ties(old: _Lines, new: _Lines) -> None:
    """Raise _OnlyWhole if blocks tied by aliases have changed."""
    has_aliases = set(_ANCHOR.findall(old.body)).intersection(_ALIAS.findall(old.body))
    if has_aliases and _tied(old) != _tied(new):
        raise _NeedsFullParse


def _tied(lines: _Lines) -> list[bytes]:
    return [chunk for chunk in lines.chunks if _TIED.search(chunk)]


def _head(body: bytes, old_head: bytes) -> int:
    """Return the end of the head, after the line `articles:`."""
    if not _SECTION.fullmatch(old_head[old_head.rfind(b"\n", 0, -1) + 1 :]):
        raise _NeedsFullParse
    if body.startswith(old_head):
        return len(old_head)
    ends = [match.end() for match in _SECTION.finditer(body)]
    if len(ends) != 1:
        raise _NeedsFullParse
    return ends[0]


def _old_blocks(old: _Lines, pieces: Held) -> dict[bytes, _Block]:
    """Return the old blocks by their lines; each piece must contain exactly one cut."""
    if len(old.starts) != len(pieces.pieces) + 1:
        raise _NeedsFullParse
    blocks: dict[bytes, _Block] = {}
    start = old.head
    for (article_id, piece), cut, chunk in zip(
        pieces.pieces.items(), old.starts, old.chunks, strict=False
    ):
        end = start + len(piece)
        if not start <= cut < end:
            raise _NeedsFullParse
        blocks[chunk] = _Block(article_id, end - cut)
        start = end
    return blocks


def _blocks(
    new: _Lines, old_blocks: dict[bytes, _Block], held: Document
) -> tuple[list[_Block], _Read]:
    """Return all blocks of the new file in order, and the content of those that are new."""
    read = _Read(Parsed(), set())
    new_blocks: list[_Block] = []
    run: list[bytes] = []
    size = 0
    for chunk in (*new.chunks, b""):
        block = old_blocks.get(chunk)
        if chunk and block is None:
            run.append(chunk)
            size += len(chunk)
            continue
        if size > MOST:
            raise _NeedsFullParse
        if run:
            new_blocks += _read_run(run, held, read)
            run = []
        if block is not None:
            new_blocks.append(block)
    return new_blocks, read


def _read_run(run: Sequence[bytes], held: Document, read: _Read) -> Iterator[_Block]:
    """Parse neighbouring new blocks without their file."""
    text = _self_contained(b"".join(run))
    parsed = parse_blocks(text, held.path)
    layout = parsed.layout
    if layout is None or layout.indent != held.indent or len(layout.ids) != len(run):
        raise _NeedsFullParse
    if any(chunk[held.indent] in _NO_KEY for chunk in run):
        raise _NeedsFullParse
    read.parsed.facts |= parsed.facts
    read.parsed.hashes |= parsed.hashes
    read.ids |= set(layout.ids)
    at = cut = read_to = 0
    for article_id, chunk, end in zip(layout.ids, run, layout.ends, strict=True):
        read_to += len(text[at:end].encode())
        yield _Block(article_id, read_to - cut)
        cut += len(chunk)
        at = end


def _self_contained(data: bytes) -> str:
    """Return the text of lines without effects outside themselves; otherwise raise _OnlyWhole."""
    text = data.decode()
    if _FAR_REACHING.search(text) or is_deep(text):
        raise _NeedsFullParse
    return text


def _read_frame(head: bytes, tail: bytes, held: Document, read: _Read) -> None:
    """Parse the frame as a file without blocks."""
    text = _self_contained(head + tail)
    parsed = parse(text, held.path)
    if parsed.layout != Layout(len(head.decode()), (), (), 0):
        raise _NeedsFullParse
    read.parsed.facts |= parsed.facts


def _pieces(new: _Lines, blocks: Sequence[_Block]) -> Held:
    """Return the new file in pieces; each piece starts with what precedes its block."""
    pieces: dict[str, bytes] = {}
    at = new.head
    for block, start in zip(blocks, new.starts, strict=False):
        pieces[block.article_id] = new.body[at : start + block.length]
        at = start + block.length
    return Held(new.body[: new.head], pieces, new.body[at:])
