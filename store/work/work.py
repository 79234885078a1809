"""`Work`: the user's work on a library, durable with every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from store.errors import NothingToDo, ReadOnlyError
from store.folder.places import Places
from store.index.database import Database
from store.model import Change, Op, Tag
from store.work import facts, undo, verbs
from store.work.journal import Journal
from store.work.keeper import Keeper
from store.work.positions import Positions
from store.work.verbs import KEEP, Draft
from store.work.writer import PASSING, Writer, words

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WorkState:
    """How the work stands: what a status line shows of it."""

    unsaved: bool
    """Whether something is not in `tags.yaml` yet."""
    problem: str | None
    """What keeps it from there, in one line; None while nothing does."""
    pending: int
    """Calls that wait for the writer."""


class Work:
    """The user's tags, marks, notes and read days: read, changed, undone.

    Verbs run on one writer thread in the order of the calls, and return when the change is on
    disk in the journal; `tags.yaml` follows within a second. Verbs that change nothing return
    None. `on_change` is called on the writer's thread with every change, other programs' too.
    """

    def __init__(self, places: Places, database: Database, coder: str, wait: bool = True) -> None:
        self.on_change: Callable[[Change], None] | None = None
        self.places = places
        self.coder = coder
        self._database = database
        self._journal = Journal(places.journal_path, places.journal_mode)
        self._positions = Positions(self._journal)
        self._keeper = Keeper(places, database, self._journal, coder)
        self._writer = Writer(self._flush)
        opening = self._writer.submit(self._open)
        if wait:
            opening.result()

    def _open(self) -> None:
        self._tell(self._keeper.open())
        if self._keeper.is_behind():
            self._writer.wake_for_flush()

    # -- the writer --------------------------------------------------------------------------

    def submit(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call `fn` (a verb, say) on the writer's thread in its turn, until the disk takes it."""
        return self._writer.submit(fn, *args, **kwargs)

    def _make(self, work_out: Callable[[sqlite3.Connection], Draft | None]) -> Change | None:
        return self._writer.run(self._make_now, work_out)

    def _make_now(self, work_out: Callable[[sqlite3.Connection], Draft | None]) -> Change | None:
        """Work out a change and make it, with the journal locked for everybody else meanwhile."""
        self._check_writable()
        with self._journal.transaction():
            others = self._keeper.catch_up()
            draft = work_out(self._database.connection())
            change = None
            if draft is not None:
                if draft.on_stack:
                    self._journal.forget_redo(self.coder)
                change = self._journal.append(
                    self.coder, draft.label, draft.ops, on_stack=draft.on_stack
                )
            self._positions.save()
        return self._made(others, change)

    def _made(self, others: list[Change], change: Change | None) -> Change | None:
        self._tell(others)
        if change is not None:
            self._writer.wake_for_flush()
            try:
                self._tell(self._keeper.catch_up())
            except PASSING as error:  # it is in the journal: the next flush shows it
                self._writer.problem = words(error)
        return change

    def _tell(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if self.on_change is not None:
                self.on_change(change)

    def _check_writable(self) -> None:
        if not self.places.writable:
            raise ReadOnlyError(
                f"{self.places.tags_file.parent} can't be written: name a file with --tags FILE"
            )
        if self._keeper.is_broken:
            self._tell(self._keeper.look())
        if self._keeper.is_broken:
            raise ReadOnlyError(str(self._keeper.problem))

    def _flush(self) -> None:
        self._positions.save_alone()
        if self.places.writable:
            self._tell(self._keeper.flush())

    def flush(self) -> None:
        """Write `tags.yaml` now. Raises ReadOnlyError where that can't be done, and says why."""
        self._writer.run(self._flush)
        if self._keeper.problem is not None and self._keeper.is_behind():
            raise ReadOnlyError(self._keeper.problem)

    def sync(self) -> bool:
        """Take what others wrote into `tags.yaml` or journal; True when anything changed."""
        return self._writer.run(self._sync)

    def _sync(self) -> bool:
        changes = self._keeper.catch_up() + self._keeper.look()
        self._tell(changes)
        if self._keeper.is_behind():
            self._writer.wake_for_flush()
        return bool(changes)

    @property
    def state(self) -> WorkState:
        """Return how the work stands, without waiting for the writer."""
        problem = self._writer.problem or self._keeper.problem
        pending = self._writer.pending
        return WorkState(self._writer.is_behind or pending > 0, problem, pending)

    def close(self) -> None:
        """Write what is unwritten, and let go of the files."""
        self._writer.wake_for_flush()
        self._writer.close()
        self._keeper.keep_cache()
        self._journal.close()

    # -- verbs -------------------------------------------------------------------------------

    def tag(self, ids: Iterable[str], name: str) -> Change | None:
        """Put a tag on articles; a new one is listed. UnknownArticle, TagNameError."""
        return self.retag(ids, add=(name,))

    def untag(self, ids: Iterable[str], name: str) -> Change | None:
        """Take a tag off articles. UnknownArticle, UnknownTag."""
        return self.retag(ids, remove=(name,))

    def retag(
        self, ids: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Change | None:
        """Put tags on articles and take others off, as one change."""
        every = list(ids)
        return self._make(lambda index: verbs.retag(index, every, add, remove))

    def set_read(
        self, ids: Iterable[str], day: str | None, automatic: bool = False
    ) -> Change | None:
        """Say on which day (ISO) articles were read, None: unread; `automatic` is not undone."""
        every = list(ids)
        return self._make(lambda index: verbs.set_read(index, every, day, automatic))

    def set_note(self, id: str, note: str | None) -> Change | None:
        """Write an article's note; None takes it away."""
        return self._make(lambda index: verbs.set_note(index, id, note))

    def create_tag(self, name: str) -> Change | None:
        """List a tag that no article has yet."""
        return self._make(lambda index: verbs.create_tag(index, name))

    def rename_tag(self, old: str, new: str) -> Change | None:
        """Rename a tag and those below it. TagNameError where the new name is taken."""
        return self._make(lambda index: verbs.rename(index, old, new))

    def merge_tags(self, sources: Sequence[str], target: str) -> Change | None:
        """Make one tag of several."""
        return self._make(lambda index: verbs.merge(index, sources, target))

    def delete_tag(self, name: str) -> Change | None:
        """Take a tag off the codebook and all articles."""
        return self._make(lambda index: verbs.delete(index, name))

    def describe_tag(
        self, name: str, *, color: Any = KEEP, key: Any = KEEP, description: Any = KEEP
    ) -> Change | None:
        """Set a tag's colour, key (1 to 9) or description; None takes one away."""
        fields = {"color": color, "key": key, "description": description}
        return self._make(lambda index: verbs.describe(index, name, fields))

    def set_view(self, name: str, query: str | None) -> Change | None:
        """Keep a query under a name, None: forget it."""
        return self._make(lambda index: verbs.set_view(index, name, query))

    def apply(self, label: str, ops: Sequence[Op], on_stack: bool = True) -> Change | None:
        """Set facts as `ops` say, as one change; what they say of `before` is looked up anew."""
        return self._make(lambda index: verbs.of_ops(index, label, ops, on_stack))

    def moved(self, old_id: str, new_id: str) -> Change | None:
        """Let the work on an article follow its file, which was renamed."""
        return self.moved_all([(old_id, new_id)])

    def moved_all(self, pairs: Sequence[tuple[str, str]]) -> Change | None:
        """Let the work on many articles follow their files, as one change."""
        return self._make(lambda index: verbs.moved(index, pairs))

    def undo(self) -> Change:
        """Take this coder's latest change back. NothingToDo, which says why."""
        return self._writer.run(self._turn, True)

    def redo(self) -> Change:
        """Do again what was undone last. NothingToDo, which says why."""
        return self._writer.run(self._turn, False)

    def _turn(self, back: bool) -> Change:
        self._check_writable()
        with self._journal.transaction():
            others = self._keeper.catch_up()
            find = self._journal.to_undo if back else self._journal.to_redo
            target = find(self.coder)
            if target is None:
                raise NothingToDo(f"nothing to {'undo' if back else 'redo'}")
            ops = (undo.undo_ops if back else undo.redo_ops)(self._database.connection(), target)
            label = f"{'undid' if back else 'redid'}: {target.label}"
            change = self._journal.append(self.coder, label, ops, on_stack=False, undoes=target.seq)
            self._journal.set_undone(target.seq, back)
        self._made(others, change)
        return change

    # -- readers -----------------------------------------------------------------------------

    def history(
        self, limit: int = 100, before_seq: int | None = None, with_ops: bool = True
    ) -> list[Change]:
        """Return changes, newest first; without their ops where a list of labels is enough."""
        return self._journal.history(limit, before_seq, with_ops=with_ops)

    def tags(self) -> list[Tag]:
        """Return the codebook in its order, then the tags that are only used, by name."""
        return facts.tags(self._database.connection())

    def facts(self, *prefix: str) -> dict[tuple[str, ...], Any]:
        """Return entity corrections, views and settings whose path starts with `prefix`."""
        return facts.below(self._database.connection(), prefix)

    def views(self) -> dict[str, str]:
        """Return the saved queries by name."""
        return {path[1]: query for path, query in self.facts("views").items()}

    def position(self, id: str) -> int | None:
        """Return where an article was left, in code points."""
        return self._positions.get(id)

    def keep_position(self, id: str, offset: int) -> None:
        """Note where an article is being read; on disk within a second."""
        self._positions.keep(id, offset)
        self._writer.submit(self._writer.wake_for_flush)

    def last_open(self) -> tuple[str, int] | None:
        """Return the article that was open last, and where."""
        return self._positions.last()
