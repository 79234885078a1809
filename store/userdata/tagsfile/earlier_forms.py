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
    successor: str
    """The digest of what took their place; of nothing where the block went."""
    follower: str = FRAME
    """The block behind one that went; FRAME where the tail is."""
    left: bytes = b""
    """What such a block left behind in front of its follower: comments.

    For a block that stays: the ids of those that changed along with it, each behind `BETWEEN`.
    """


FindForms = Callable[[Iterable[str]], Mapping[str, Sequence[Form]]]
"""Gives the forms that are kept of some ids, by id, newest first."""


class Forms:
    """Puts earlier forms back after an edit; `new` gathers those that the edit has replaced."""

    def __init__(self, find_forms: FindForms, path: Path) -> None:
        self.new: list[Form] = []
        self._find_forms = find_forms
        self._path = path
        self._ties: Ties | None = None
        self._places: dict[str, int] = {}
        """Where blocks stand among each other, once that was asked for."""

    def restore(
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
        changed = [id for id in ids if before.pieces.get(id) != after.pieces.get(id)]
        forms = self._find_forms([*changed, FRAME, WHOLE] if frame else [*changed, WHOLE])
        is_small = before.size <= SMALL
        if is_small and WHOLE in forms:
            form = self._matching_form(forms[WHOLE], before.exact, WHOLE, after.exact, after)
            if form is not None:
                after.head, after.pieces, after.tail = form.data, {}, b""
                return True
        removed = [id for id in changed if id not in after.pieces]
        behind = {_follower(id, before, after) for id in removed if id in before.pieces}
        for id in reversed(changed):
            old, new = before.pieces.get(id), after.pieces.get(id)
            own_forms = forms.get(id, ())
            if new is None and self._put_back_empty(own_forms, id, before, after, changed):
                continue
            # a comment that a block left behind stays in front of what followed it
            if new is not None and id not in behind and self._put_back(own_forms, id, old, after):
                continue
            is_plain = id in plain and not list(_chain(own_forms, old or b""))
            if old is None and own_forms and new is not None:
                self.new.append(Form(id, b"", digest(new)))
            elif old is not None and not is_plain and len(old) <= LARGEST:
                self._keep(id, old, new, before, after, changed, along)
        for id in along:
            self.new.append(Form(id, before.pieces[id], digest(after.pieces[id])))
        if frame and before.frame != after.frame and FRAME not in behind:
            self._restore_frame(forms.get(FRAME, ()), before, after)
        if is_small and (frame or WHOLE in forms or not all(id in plain for id in changed)):
            was_whole, now_whole = before.exact, after.exact
            if was_whole != now_whole:
                self.new.append(Form(WHOLE, was_whole, digest(now_whole)))
        return False

    def restore_whole(self, old: bytes, new: bytes) -> bytes:
        """Return what a file that was edited as a whole is to be: `new`, or what it once was."""
        forms = self._find_forms([WHOLE]).get(WHOLE, ())
        form = self._matching_form(forms, old, WHOLE, new, Held(b""))
        if form is None and len(old) <= SMALL and old != new:
            self.new.append(Form(WHOLE, old, digest(new)))
        return new if form is None else form.data

    def _put_back(self, forms: Sequence[Form], id: str, old: bytes | None, after: Held) -> bool:
        new = after.pieces[id]
        form = self._matching_form(forms, old, id, new, after)
        if form is None:
            return False
        if old is None and not _make_room(form, after):
            return False
        after.pieces[id] = form.data
        if old is not None and form.left:
            self._put_back_along(form.left.decode().split(BETWEEN.decode())[1:], after)
        return True

    def _put_back_along(self, ids: Sequence[str], after: Held) -> None:
        """Put back what changed along with a block that is as it was again."""
        forms = self._find_forms(ids)
        for id in ids:
            current = after.pieces.get(id)
            form = current and self._matching_form(forms.get(id, ()), current, id, current, after)
            if form:
                after.pieces[id] = form.data

    def _put_back_empty(
        self, forms: Sequence[Form], id: str, before: Held, after: Held, edited: Sequence[str]
    ) -> bool:
        """Put back a block that was there without saying anything."""
        form = self._matching_form(forms, before.pieces[id], id, b"", after)
        follower = _follower(id, before, after)
        if form is None or follower in edited:
            return False
        if follower:
            after.pieces[follower] = before.pieces[follower]  # without what the block left there
        else:
            after.tail = before.tail
        new = {key: data for key, data in after.pieces.items() if key not in before.pieces}
        restored = {key: after.pieces.get(key) for key in before.pieces} | {id: form.data}
        after.pieces = {key: data for key, data in restored.items() if data is not None} | new
        return True

    def _matching_form(
        self, forms: Sequence[Form], old: bytes | None, id: str, new: bytes, after: Held
    ) -> Form | None:
        """Return the newest form that says what `new` says, where `old` came of it."""
        candidates = [form for form in _chain(forms, old or b"") if form.data]
        if not candidates:
            return None
        read = self._reader(id, [new, *(form.data for form in candidates)], after)
        target_facts = read(new)
        return next((form for form in candidates if read(form.data) == target_facts), None)

    def _reader(
        self, id: str, candidates: Sequence[bytes], after: Held
    ) -> Callable[[bytes], Facts]:
        """Return a function that reads a form of a block along with the blocks tied to it."""
        owner = None if id == FRAME else id
        beside: set[str] = set()
        is_used = False
        if id != WHOLE and any(map(has_anchors, candidates)):
            ties = self._ties_of(after)
            ties.add(owner, BETWEEN.join(candidates))
            beside, is_used = ties.around(owner), not ties.is_unused(owner)
        if needs_blocks(after.head) and id == FRAME:
            beside |= set(list(after.pieces)[:1])

        def read(data: bytes) -> Facts:
            try:
                if id == WHOLE:
                    return comparable(parse(data, self._path, with_layout=False).facts)
                if owner is not None and not has_anchors(data) and not beside:
                    return comparable(parse_piece(data.decode(), self._path))
                text = self._beside(id, data, beside, after)
                facts = comparable(parse(text, self._path, with_layout=False).facts)
                return facts | ({("",): anchored(text, self._path)} if is_used else {})
            except (TagFileError, OddShape):  # what can't be read here is like nothing else
                return {("",): data}

        return read

    def _ties_of(self, after: Held) -> Ties:
        """Return what anchors tie together, with every form that was looked at."""
        if self._ties is None:
            self._ties = Ties(after)
            self._places = {id: number for number, id in enumerate(after.pieces)}
        return self._ties

    def _beside(self, id: str, data: bytes, ids: Collection[str], after: Held) -> str:
        """Return a file with some blocks, and another form of one thing."""
        end = len(self._places)
        ids_in_order = sorted({*ids, id} - {FRAME}, key=lambda each: self._places.get(each, end))
        pieces = [data if each == id else after.pieces.get(each, b"") for each in ids_in_order]
        head, tail = after.head, after.tail
        if id == FRAME:
            head, _, tail = data.partition(BETWEEN)
        return b"".join([head, *pieces, tail]).decode()

    def _keep(
        self,
        id: str,
        original: bytes,
        replacement: bytes | None,
        before: Held,
        after: Held,
        changed: Sequence[str],
        along: Sequence[str],
    ) -> None:
        if replacement is not None:
            left = b"".join(BETWEEN + other_id.encode() for other_id in along)
            self.new.append(Form(id, original, digest(replacement), left=left))
            return
        follower = _follower(id, before, after)
        old = before.pieces.get(follower, before.tail)
        new = after.pieces.get(follower, after.tail)
        if follower in changed or not new.endswith(old):
            return
        self.new.append(Form(id, original, digest(b""), follower, new[: len(new) - len(old)]))

    def _restore_frame(self, forms: Sequence[Form], before: Held, after: Held) -> None:
        frame = after.frame
        form = self._matching_form(forms, before.frame, FRAME, frame, after)
        if form is not None:
            after.head, _, after.tail = form.data.partition(BETWEEN)
        elif len(before.frame) <= LARGEST:
            self.new.append(Form(FRAME, before.frame, digest(frame)))


def _follower(id: str, before: Held, after: Held) -> str:
    """Return the block behind one, of those that are still there; FRAME where the tail is."""
    ids = list(before.pieces)
    return next((i for i in ids[ids.index(id) + 1 :] if i in after.pieces), FRAME)


def _chain(forms: Sequence[Form], data: bytes) -> Iterator[Form]:
    """Yield what `data` was made of, and that in turn, newest first."""
    at = digest(data)
    left = LONGEST.get(forms[0].id, LONG) if forms else 0
    for form in forms:
        if form.successor == at and left:
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
        for id, data in after.pieces.items():
            if id == form.follower:
                moved[form.id] = piece
            moved[id] = data
        after.pieces.clear()
        after.pieces.update(moved)
    return True
