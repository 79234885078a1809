"""The part of `Library` that changes things: tags, marks, notes, read days, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from store.errors import ReadOnlyError
from store.folder.locations import Locations
from store.index.database import Database
from store.index.pending_moves import pending_moves, settle_moves
from store.model import (
    Change,
    Op,
    Row,
    Tag,
)
from store.userdata import backups, conflict_copies
from store.userdata.backups import Backup
from store.userdata.conflicts import Conflict
from store.userdata.drafts import DraftText
from store.userdata.ops import Fact
from store.userdata.tag_commands import KEEP
from store.userdata.userdata import UserData, UserDataState

P = ParamSpec("P")
T = TypeVar("T")


class Working:
    """The user's work on a library: every verb returns when its change is on disk.

    Verbs return the change, or None where there was nothing to change. They raise ReadOnlyError
    where nothing can be written, UnknownArticle, UnknownTag, TagNameError.
    """

    def __init__(self, places: Locations, database: Database, coder: str, *, wait: bool) -> None:
        self.coder = coder
        self.work = UserData(places, database, coder, wait)
        """What the verbs below go to; it has a listener for changes, `on_change`."""
        self._index = database

    def submit(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call a verb on the writer's thread in its turn, without waiting for it."""
        return self.work.submit(fn, *args, **kwargs)

    def preview(
        self, verb: Callable[P, Change | None], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Return the change that a verb would make, without making it; None where there is none.

        `preview(library.tag, ids, "syria")` raises what `tag` raises; its `seq` is 0.
        """
        return self.work.preview(verb, *args, **kwargs)

    def tag(self, ids: Iterable[str], name: str) -> Change | None:
        """Put a tag on articles; a new one is listed in the codebook."""
        return self.work.tag(ids, name)

    def untag(self, ids: Iterable[str], name: str) -> Change | None:
        """Take a tag off articles."""
        return self.work.untag(ids, name)

    def retag(
        self, ids: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Change | None:
        """Put tags on articles and take others off, as one change."""
        return self.work.retag(ids, add, remove)

    def set_read(
        self, ids: Iterable[str], day: str | None, automatic: bool = False
    ) -> Change | None:
        """Say on which day (ISO) articles were read, None: unread.

        An `automatic` mark counts where there is none; it is not undone, and it is in `tags.yaml`
        only where its settings say `read: all`.
        """
        return self.work.set_read(ids, day, automatic)

    def set_note(self, id: str, note: str | None) -> Change | None:
        """Write an article's note; None takes it away."""
        return self.work.set_note(id, note)

    def mark(
        self, id: str, start: int, end: int, tag: str, note: str | None = None
    ) -> Change | None:
        """Put a tag, and maybe a note, on a passage: code points of the text, end exclusive.

        Raises NothingToDo where the text has no such passage.
        """
        return self.work.mark(id, start, end, tag, note)

    def mark_each(self, places: Sequence[tuple[str, int, int]], tag: str) -> Change | None:
        """Put a tag on many passages (id, start, end), as one change; None where all have it.

        Raises NothingToDo where a text has no such passage.
        """
        return self.work.mark_each(places, tag)

    def unmark(self, id: str, mark_id: str) -> Change | None:
        """Take a mark away from an article."""
        return self.work.unmark(id, mark_id)

    def create_tag(self, name: str) -> Change | None:
        """List a tag in the codebook that no article has yet."""
        return self.work.create_tag(name)

    def rename_tag(self, old: str, new: str) -> Change | None:
        """Rename a tag and those below it."""
        return self.work.rename_tag(old, new)

    def merge_tags(self, sources: Sequence[str], target: str) -> Change | None:
        """Make one tag of several."""
        return self.work.merge_tags(sources, target)

    def split_tag(self, ids: Iterable[str], name: str, new: str) -> Change | None:
        """Put another tag in the place of one on articles, and on their passages, as one change.

        Articles that don't have the tag are left out; `Library.having` gives those of a query.
        """
        return self.work.split_tag(ids, name, new)

    def delete_tag(self, name: str) -> Change | None:
        """Take a tag off the codebook, all articles and all passages, as one change.

        Notes of its passages go to the notes of their articles.
        """
        return self.work.delete_tag(name)

    def describe_tag(
        self,
        name: str,
        *,
        color: Any = KEEP,
        key: Any = KEEP,
        description: Any = KEEP,
        excludes: Any = KEEP,
    ) -> Change | None:
        """Set a tag's colour, key (1 to 9), description, or the names of tags that it excludes.

        None takes one away. An article that gets one of two tags that exclude each other loses
        the other.
        """
        return self.work.describe_tag(
            name, color=color, key=key, description=description, excludes=excludes
        )

    def conflicts(self) -> list[Conflict]:
        """Return what two sides had changed differently: ours holds, theirs is kept beside it."""
        return self.work.conflicts()

    def settle(self, conflict: Conflict, theirs: bool) -> Change | None:
        """Take a conflict away, and set their value where `theirs` is chosen, as one change.

        Raises NothingToDo where it is settled already.
        """
        return self.work.settle(conflict, theirs)

    def set_view(self, name: str, query: str | None) -> Change | None:
        """Keep a query under a name; None forgets it."""
        return self.work.set_view(name, query)

    def apply(self, label: str, ops: Sequence[Op], on_stack: bool = True) -> Change | None:
        """Set facts as `ops` say, as one change: the general way in."""
        return self.work.apply(label, ops, on_stack)

    def undo(self) -> Change:
        """Take this coder's latest change back. Raises NothingToDo, which says why."""
        return self.work.undo()

    def can_undo(self) -> bool:
        """Say whether this coder has made a change that `undo` would try to take back."""
        return self.work.can_undo()

    def redo(self) -> Change:
        """Do again what was undone last. Raises NothingToDo, which says why."""
        return self.work.redo()

    def history(
        self, limit: int = 100, before_seq: int | None = None, with_ops: bool = True
    ) -> list[Change]:
        """Return changes, newest first; without long ops where a list of labels is enough."""
        return self.work.history(limit, before_seq, with_ops)

    def tags(self) -> list[Tag]:
        """Return the codebook in its order, then the tags that are only used, by name."""
        return self.work.tags()

    def views(self) -> dict[str, str]:
        """Return the saved queries by name."""
        return self.work.views()

    def facts(self, *prefix: str) -> dict[tuple[str, ...], Any]:
        """Return entity corrections, views and settings whose path starts with `prefix`."""
        return self.work.facts(*prefix)

    def position(self, id: str) -> int | None:
        """Return where an article was left, in code points; None where it never was open."""
        return self.work.position(id)

    def keep_position(self, id: str, offset: int) -> None:
        """Note where an article is being read; on disk within a second."""
        self.work.keep_position(id, offset)

    def draft(self, path: Fact) -> DraftText | None:
        """Return what this coder typed for a fact (as in `Op`) and did not save; None: nothing."""
        return self.work.draft(path)

    def note_draft(self, row: Row) -> DraftText | None:
        """Return what was typed as an article's note and not saved; None where it says the same."""
        typed = self.work.draft(("articles", row.id, "note"))
        same = typed is None or typed.words.strip() == (row.note or "").strip()
        return None if same else typed

    def keep_draft(self, path: Fact, words: str, cursor: int) -> None:
        """Note what is being typed for a fact, with the cursor in code points: no change.

        In the journal as soon as the writer comes to it; blank words take the draft away.
        """
        self.work.keep_draft(path, words, cursor)

    @property
    def unkept(self) -> list[tuple[Fact, DraftText]]:
        """Return the drafts that are on no disk, once the library is closed."""
        return self.work.unkept

    def earlier_queries(self) -> list[str]:
        """Return the queries that were used last, the latest first, each once."""
        return self.work.earlier_queries()

    def keep_query(self, query: str) -> None:
        """Note that a query was used: no change, and not in `tags.yaml`; kept where it can be."""
        with suppress(ReadOnlyError):
            self.work.keep_query(query)

    def last_open(self) -> tuple[str, int] | None:
        """Return the article that was open last, and where."""
        return self.work.last_open()

    @property
    def state(self) -> UserDataState:
        """Return whether anything is unsaved, and what keeps it from the disk."""
        return self.work.state

    def flush(self) -> None:
        """Write `tags.yaml` now. Raises ReadOnlyError where that can't be done."""
        self.work.flush()

    def sync(self, wait: bool = True) -> bool:
        """Take what others wrote into `tags.yaml` or journal; True when anything changed.

        Without `wait`, what has to be read from the file first is taken when it was read.
        """
        return self.work.sync(wait)

    def backups(self) -> list[Backup]:
        """Return the copies of `tags.yaml` that were kept, newest first."""
        return [backups.describe(path) for path in self.work.backups()]

    def restore(self, backup: Path | None = None) -> Change | None:
        """Write `tags.yaml` anew as it is known here, or go back to a backup, as one change.

        What lies there now is kept as a backup. None where nothing that is known changed by it.
        Raises TagFileError where the backup can't be read, ReadOnlyError.
        """
        return self.work.restore(backup)

    def versions(self) -> list[Path]:
        """Return other versions of `tags.yaml` that lie beside it, by their names.

        Raises OSError where its folder can't be listed.
        """
        return conflict_copies.beside(self.work.places.tags_file)

    def merge_version(self, version: Path) -> Change | None:
        """Take what another version of `tags.yaml` has that ours lacks, as one change.

        Raises TagFileError where it can't be read, ReadOnlyError where nothing can be written.
        """
        return self.work.merge_version(version)

    def accept(self) -> None:
        """Take `tags.yaml` as it is although much of it is gone; what it lacks is kept as a backup.

        Raises ReadOnlyError where it can't be read.
        """
        self.work.accept()

    def _follow_moves(self) -> None:
        """Let the user's work follow the files that moved; where it can't now, it will later."""
        moves = pending_moves(self._index)
        if not moves:
            return
        try:
            self.work.moved_all(moves)
        except ReadOnlyError:
            return
        settle_moves(self._index, moves)
