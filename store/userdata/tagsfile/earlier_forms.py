"""Earlier forms of what was replaced in `tags.yaml`, so that undo gives back every byte.

A hand-shaped block that lost a tag can't be made again from facts: where the tag stood, its quotes,
the comment beside it. So the bytes of what an edit replaces are kept together with what took their
place. When facts are to be what they were, and the bytes are still those that were written, the
earlier ones are put back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.errors import TagFileError
from store.userdata.atomic_file import digest
from store.userdata.tagsfile.excerpt import (
    Ties,
    anchored,
    has_anchors,
    needs_blocks,
)
from store.userdata.tagsfile.node_spans import OddShape
from store.userdata.tagsfile.parse import parse, parse_piece
from store.userdata.tagsfile.plain_values import BETWEEN, Facts, Held
from store.userdata.tagsfile.text_edit import comparable

FRAME = ""
"""Stands for the id where a form is of what is around the blocks."""

WHOLE = "*"
"""Stands for the id where a form is of a whole file, one that was edited as a whole."""

LARGEST = 64 * 1024
"""Bytes of the largest form that is kept."""

SMALL = 16 * 1024
"""Bytes of the largest file that is also kept whole: then comments between blocks come back too."""

LONGEST = {WHOLE: 5}
"""Forms of one thing that are looked back on, where that is not LONG."""
LONG = 20


@dataclass(frozen=True, slots=True)
class Form:
    """The bytes of a block, or of the frame, before they were replaced."""

    id: str
    data: bytes
    made: str
    """The digest of what took their place; of nothing where the block went."""
    follower: str = FRAME
    """The block behind one that went; FRAME where the tail is."""
    left: bytes = b""
    """What such a block left behind in front of its follower: comments.

    For a block that stays: the ids of those that changed along with it, each behind `BETWEEN`.
    """


Known = Callable[[Iterable[str]], Mapping[str, Sequence[Form]]]
"""Gives the forms that are kept of some ids, by id, newest first."""


class Forms:
    """Puts earlier forms back after an edit; `new` gathers those that the edit has replaced."""

    def __init__(self, known: Known, path: Path) -> None:
        self.new: list[Form] = []
        self._known = known
        self._path = path
        self._ties: Ties | None = None
        self._places: dict[str, int] = {}
        """Where blocks stand among each other, once that was asked for."""

    def settle(
        self,
        before: Held,
        after: Held,
        ids: Iterable[str],
        plain: Container[str],
        frame: bool,
        along: Sequence[str] = (),
    ) -> bool:
        """Make `after`, which an edit made of `before`, look as it once did where it can.

        `ids` are the blocks that were edited, `plain` those of them that facts alone can turn back;
        `frame` says whether what is around them was edited too; `along` are blocks that changed
        with those that were edited, as they use what these have. Returns whether `after` is now
        held whole.
        """
        changed = [one for one in ids if before.pieces.get(one) != after.pieces.get(one)]
        known = self._known([*changed, FRAME, WHOLE] if frame else [*changed, WHOLE])
        is_small = before.size <= SMALL
        if is_small and WHOLE in known:
            form = self._earlier(known[WHOLE], before.exact, WHOLE, after.exact, after)
            if form is not None:
                after.head, after.pieces, after.tail = form.data, {}, b""
                return True
        gone = [one for one in changed if one not in after.pieces]
        behind = {_follower(one, before, after) for one in gone if one in before.pieces}
        for one in reversed(changed):
            was, now = before.pieces.get(one), after.pieces.get(one)
            own = known.get(one, ())
            if now is None and self._put_back_empty(own, one, before, after, changed):
                continue
            # a comment that a block left behind stays in front of what followed it
            if now is not None and one not in behind and self._put_back(own, one, was, after):
                continue
            is_plain = one in plain and not list(_chain(own, was or b""))
            if was is None and own and now is not None:
                self.new.append(Form(one, b"", digest(now)))
            elif was is not None and not is_plain and len(was) <= LARGEST:
                self._keep(one, was, now, before, after, changed, along)
        for one in along:
            self.new.append(Form(one, before.pieces[one], digest(after.pieces[one])))
        if frame and before.frame != after.frame and FRAME not in behind:
            self._settle_frame(known.get(FRAME, ()), before, after)
        if is_small and (frame or WHOLE in known or not all(one in plain for one in changed)):
            was_whole, now_whole = before.exact, after.exact
            if was_whole != now_whole:
                self.new.append(Form(WHOLE, was_whole, digest(now_whole)))
        return False

    def settle_whole(self, was: bytes, now: bytes) -> bytes:
        """Return what a file that was edited as a whole is to be: `now`, or what it once was."""
        known = self._known([WHOLE]).get(WHOLE, ())
        form = self._earlier(known, was, WHOLE, now, Held(b""))
        if form is None and len(was) <= SMALL and was != now:
            self.new.append(Form(WHOLE, was, digest(now)))
        return now if form is None else form.data

    def _put_back(self, known: Sequence[Form], one: str, was: bytes | None, after: Held) -> bool:
        now = after.pieces[one]
        form = self._earlier(known, was, one, now, after)
        if form is None:
            return False
        if was is None and not _make_room(form, after):
            return False
        after.pieces[one] = form.data
        if was is not None and form.left:
            self._put_back_along(form.left.decode().split(BETWEEN.decode())[1:], after)
        return True

    def _put_back_along(self, ids: Sequence[str], after: Held) -> None:
        """Put back what changed along with a block that is as it was again."""
        known = self._known(ids)
        for one in ids:
            now = after.pieces.get(one)
            form = now and self._earlier(known.get(one, ()), now, one, now, after)
            if form:
                after.pieces[one] = form.data

    def _put_back_empty(
        self, known: Sequence[Form], one: str, before: Held, after: Held, edited: Sequence[str]
    ) -> bool:
        """Put back a block that was there without saying anything."""
        form = self._earlier(known, before.pieces[one], one, b"", after)
        follower = _follower(one, before, after)
        if form is None or follower in edited:
            return False
        if follower:
            after.pieces[follower] = before.pieces[follower]  # without what the block left there
        else:
            after.tail = before.tail
        new = {key: data for key, data in after.pieces.items() if key not in before.pieces}
        kept = {key: after.pieces.get(key) for key in before.pieces} | {one: form.data}
        after.pieces = {key: data for key, data in kept.items() if data is not None} | new
        return True

    def _earlier(
        self, known: Sequence[Form], was: bytes | None, one: str, now: bytes, after: Held
    ) -> Form | None:
        """Return the newest form that says what `now` says, where `was` came of it."""
        candidates = [form for form in _chain(known, was or b"") if form.data]
        if not candidates:
            return None
        read = self._reader(one, [now, *(form.data for form in candidates)], after)
        wanted = read(now)
        return next((form for form in candidates if read(form.data) == wanted), None)

    def _reader(self, one: str, every: Sequence[bytes], after: Held) -> Callable[[bytes], Facts]:
        """Return what reads a form of `one`, beside what anchors tie any of `every` to."""
        owner = None if one == FRAME else one
        beside: set[str] = set()
        is_used = False
        if one != WHOLE and any(map(has_anchors, every)):
            ties = self._ties_of(after)
            ties.add(owner, BETWEEN.join(every))
            beside, is_used = ties.around(owner), not ties.is_unused(owner)
        if needs_blocks(after.head) and one == FRAME:
            beside |= set(list(after.pieces)[:1])

        def read(data: bytes) -> Facts:
            try:
                if one == WHOLE:
                    return comparable(parse(data, self._path, with_layout=False).facts)
                if owner is not None and not has_anchors(data) and not beside:
                    return comparable(parse_piece(data.decode(), self._path))
                text = self._beside(one, data, beside, after)
                said = comparable(parse(text, self._path, with_layout=False).facts)
                return said | ({("",): anchored(text, self._path)} if is_used else {})
            except (TagFileError, OddShape):  # what can't be read here is like nothing else
                return {("",): data}

        return read

    def _ties_of(self, after: Held) -> Ties:
        """Return what anchors tie together, with every form that was looked at."""
        if self._ties is None:
            self._ties = Ties(after)
            self._places = {one: number for number, one in enumerate(after.pieces)}
        return self._ties

    def _beside(self, one: str, data: bytes, ids: Collection[str], after: Held) -> str:
        """Return a file with some blocks, and another form of one thing."""
        end = len(self._places)
        there = sorted({*ids, one} - {FRAME}, key=lambda each: self._places.get(each, end))
        pieces = [data if each == one else after.pieces.get(each, b"") for each in there]
        head, tail = after.head, after.tail
        if one == FRAME:
            head, _, tail = data.partition(BETWEEN)
        return b"".join([head, *pieces, tail]).decode()

    def _keep(
        self,
        one: str,
        was: bytes,
        now: bytes | None,
        before: Held,
        after: Held,
        changed: Sequence[str],
        along: Sequence[str],
    ) -> None:
        if now is not None:
            left = b"".join(BETWEEN + other.encode() for other in along)
            self.new.append(Form(one, was, digest(now), left=left))
            return
        follower = _follower(one, before, after)
        old = before.pieces.get(follower, before.tail)
        new = after.pieces.get(follower, after.tail)
        if follower in changed or not new.endswith(old):
            return
        self.new.append(Form(one, was, digest(b""), follower, new[: len(new) - len(old)]))

    def _settle_frame(self, known: Sequence[Form], before: Held, after: Held) -> None:
        now = after.frame
        form = self._earlier(known, before.frame, FRAME, now, after)
        if form is not None:
            after.head, _, after.tail = form.data.partition(BETWEEN)
        elif len(before.frame) <= LARGEST:
            self.new.append(Form(FRAME, before.frame, digest(now)))


def _follower(one: str, before: Held, after: Held) -> str:
    """Return the block behind one, of those that are still there; FRAME where the tail is."""
    ids = list(before.pieces)
    return next((i for i in ids[ids.index(one) + 1 :] if i in after.pieces), FRAME)


def _chain(known: Sequence[Form], now: bytes) -> Iterator[Form]:
    """Yield what `now` was made of, and that in turn, newest first."""
    at = digest(now)
    left = LONGEST.get(known[0].id, LONG) if known else 0
    for form in known:
        if form.made == at and left:
            left -= 1
            yield form
            at = digest(form.data)


def _make_room(form: Form, after: Held) -> bool:
    """Take back what a block that comes again left behind, and give it its place."""
    new = after.pieces.get(form.follower, after.tail)
    if not new.startswith(form.left) or (form.follower and form.follower not in after.pieces):
        return False
    if form.follower:
        after.pieces[form.follower] = new[len(form.left) :]
    else:
        after.tail = new[len(form.left) :]
    ids = list(after.pieces)
    if form.follower and ids.index(form.follower) != ids.index(form.id) + 1:
        piece = after.pieces.pop(form.id)
        moved: dict[str, bytes] = {}
        for one, data in after.pieces.items():
            if one == form.follower:
                moved[form.id] = piece
            moved[one] = data
        after.pieces.clear()
        after.pieces.update(moved)
    return True
