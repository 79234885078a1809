"""Earlier forms of text replaced in `tags.yaml`, so that undo restores every byte.

Facts can't restore the formatting of a hand-edited block: the position of a removed tag, its
quotes, a comment next to it. So the replaced bytes are stored with a digest of their successor. If
an edit brings back the earlier facts and the file still has the bytes written then, the earlier
bytes are restored.
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
"""Used as the id of a form of the frame, the text around the blocks."""

WHOLE = "*"
"""Used as the id of a form of a whole file."""

LARGEST = 64 * 1024
"""Maximum size of a stored form, in bytes."""

SMALL = 16 * 1024
"""Maximum size in bytes of a file that is also stored whole, to restore comments between blocks."""

LONGEST = {WHOLE: 5}
"""Number of forms that are searched, by id; LONG for all other ids."""
LONG = 20


@dataclass(frozen=True, slots=True)
class Form:
    """The bytes of a block, or of the frame, before they were replaced."""

    id: str
    data: bytes
    successor: str
    """Digest of the bytes that replaced them; of no bytes if the block was removed."""
    follower: str = FRAME
    """The block after a removed one; FRAME if it was the last."""
    left: bytes = b""
    """Comments that a removed block left in front of its follower.

    For a block that remains: the ids of the blocks changed with it, each after `BETWEEN`.
    """


FindForms = Callable[[Iterable[str]], Mapping[str, Sequence[Form]]]
"""Returns the stored forms of some ids, by id, newest first."""


class Forms:
    """Restores earlier forms after an edit; `new` collects the forms that the edit replaced."""

    def __init__(self, find_forms: FindForms, path: Path) -> None:
        self.new: list[Form] = []
        self._find_forms = find_forms
        self._path = path
        self._ties: Ties | None = None
        self._places: dict[str, int] = {}
        """Position of each block in the file; filled on first use."""

    def restore(
        self,
        before: Held,
        after: Held,
        ids: Iterable[str],
        plain: Container[str],
        frame: bool,
        along: Sequence[str] = (),
    ) -> bool:
        """Restore earlier forms in `after`, the result of an edit of `before`, where possible.

        `ids` are the edited blocks; `plain` are those that facts alone can restore. `frame` says
        whether the frame was edited. `along` are blocks that changed because they use an edited
        block's anchors. Returns whether `after` is now held whole.
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
            past = forms.get(id, ())
            if new is None and self._restore_empty(past, id, before, after, changed):
                continue
            # comments left by a removed block stay in front of its follower
            if new is not None and id not in behind and self._restore_block(past, id, old, after):
                continue
            is_plain = id in plain and not list(_predecessors(past, old or b""))
            if old is None and past and new is not None:
                self.new.append(Form(id, b"", digest(new)))
            elif old is not None and not is_plain and len(old) <= LARGEST:
                self._record(id, old, new, before, after, changed, along)
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
        """Return the text of a file that was edited as a whole: `new`, or an earlier form of it."""
        forms = self._find_forms([WHOLE]).get(WHOLE, ())
        form = self._matching_form(forms, old, WHOLE, new, Held(b""))
        if form is None and len(old) <= SMALL and old != new:
            self.new.append(Form(WHOLE, old, digest(new)))
        return new if form is None else form.data

    def _restore_block(
        self, forms: Sequence[Form], id: str, old: bytes | None, after: Held
    ) -> bool:
        new = after.pieces[id]
        form = self._matching_form(forms, old, id, new, after)
        if form is None:
            return False
        if old is None and not _prepare_place(form, after):
            return False
        after.pieces[id] = form.data
        if old is not None and form.left:
            self._restore_along(form.left.decode().split(BETWEEN.decode())[1:], after)
        return True

    def _restore_along(self, ids: Sequence[str], after: Held) -> None:
        """Restore the blocks that changed along with a restored block."""
        forms = self._find_forms(ids)
        for id in ids:
            current = after.pieces.get(id)
            form = current and self._matching_form(forms.get(id, ()), current, id, current, after)
            if form:
                after.pieces[id] = form.data

    def _restore_empty(
        self, forms: Sequence[Form], id: str, before: Held, after: Held, edited: Sequence[str]
    ) -> bool:
        """Restore a block that existed but was empty."""
        form = self._matching_form(forms, before.pieces[id], id, b"", after)
        follower = _follower(id, before, after)
        if form is None or follower in edited:
            return False
        if follower:
            after.pieces[follower] = before.pieces[
                follower
            ]  # without the comments left by the block
        else:
            after.tail = before.tail
        new = {key: data for key, data in after.pieces.items() if key not in before.pieces}
        restored = {key: after.pieces.get(key) for key in before.pieces} | {id: form.data}
        after.pieces = {key: data for key, data in restored.items() if data is not None} | new
        return True

    def _matching_form(
        self, forms: Sequence[Form], old: bytes | None, id: str, new: bytes, after: Held
    ) -> Form | None:
        """Return the newest form with the same facts as `new`, if `old` was made from it."""
        candidates = [form for form in _predecessors(forms, old or b"") if form.data]
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
                text = self._file_with(id, data, beside, after)
                facts = comparable(parse(text, self._path, with_layout=False).facts)
                return facts | ({("",): anchored(text, self._path)} if is_used else {})
            except (TagFileError, OddShape):  # unreadable text equals nothing else
                return {("",): data}

        return read

    def _ties_of(self, after: Held) -> Ties:
        """Return the blocks tied by anchors, including the forms seen so far."""
        if self._ties is None:
            self._ties = Ties(after)
            self._places = {id: number for number, id in enumerate(after.pieces)}
        return self._ties

    def _file_with(self, id: str, data: bytes, ids: Collection[str], after: Held) -> str:
        """Return a file with the given blocks, in which `data` replaces one block or the frame."""
        end = len(self._places)
        ids_in_order = sorted({*ids, id} - {FRAME}, key=lambda each: self._places.get(each, end))
        pieces = [data if each == id else after.pieces.get(each, b"") for each in ids_in_order]
        head, tail = after.head, after.tail
        if id == FRAME:
            head, _, tail = data.partition(BETWEEN)
        return b"".join([head, *pieces, tail]).decode()

    def _record(
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
    """Return the next remaining block after one; FRAME if it is the tail."""
    ids = list(before.pieces)
    return next((i for i in ids[ids.index(id) + 1 :] if i in after.pieces), FRAME)


def _predecessors(forms: Sequence[Form], data: bytes) -> Iterator[Form]:
    """Yield the form that `data` was made from, then that form's predecessor, and so on."""
    at = digest(data)
    left = LONGEST.get(forms[0].id, LONG) if forms else 0
    for form in forms:
        if form.successor == at and left:
            left -= 1
            yield form
            at = digest(form.data)


def _prepare_place(form: Form, after: Held) -> bool:
    """Prepare to restore a removed block: remove what it left behind, and order the blocks."""
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
