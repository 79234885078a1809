"""`UserData`: the tags, marks, notes and read dates of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec

from store.errors import ReadOnlyError
from store.model import Change, Op, Row, Tag
from store.userdata import (
    backups,
    codebook_commands,
    conflict_copies,
    conflicts,
    drafts,
    marks,
    move_commands,
    query_history,
    read_model,
    tag_commands,
)
from store.userdata.backups import Backup
from store.userdata.conflicts import Conflict
from store.userdata.drafts import AT_ONCE, DraftText, Saved
from store.userdata.ops import Fact
from store.userdata.recovery import Recovery
from store.userdata.tag_commands import KEEP
from store.userdata.userdata_engine import UserDataState
from store.userdata.writer import TRANSIENT_ERRORS

__all__ = ["UserData", "UserDataState"]

P = ParamSpec("P")


class UserData(Recovery):
    """The user's tags, marks, notes and read dates, with undo.

    Commands run in order on one writer thread and return when the change is on disk in the journal;
    `tags.yaml` follows within a second. Commands that change nothing return None. All raise
    ReadOnlyError if nothing can be written.
    """

    def preview(
        self, verb: Callable[P, Change | None], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Return the change that a command would make, numbered 0, without making it.

        Raises what the command raises.
        """
        return self._writer.run(self._try, lambda: verb(*args, **kwargs))

    def _try(self, call: Callable[[], Change | None]) -> Change | None:
        self._is_trial = True
        try:
            return call()
        finally:
            self._is_trial = False

    def tag(self, ids: Iterable[str], name: str) -> Change | None:
        """Add a tag to articles, creating it if it is new. Raises UnknownArticle, TagNameError."""
        return self.retag(ids, add=(name,))

    def untag(self, ids: Iterable[str], name: str) -> Change | None:
        """Remove a tag from articles. Raises UnknownArticle, UnknownTag."""
        return self.retag(ids, remove=(name,))

    def retag(
        self, ids: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Change | None:
        """Add tags to articles and remove others, as one change."""
        article_ids = list(ids)
        return self._make(lambda index: tag_commands.retag(index, article_ids, add, remove))

    def set_read(
        self, ids: Iterable[str], day: str | None, automatic: bool = False
    ) -> Change | None:
        """Set the read date (ISO) of articles; None marks them unread.

        An `automatic` mark is only set on unread articles; it can't be undone and isn't in
        `tags.yaml`.
        """
        article_ids = list(ids)
        if automatic and day is not None:
            return self._make(lambda index: tag_commands.mark_seen(index, article_ids, day))
        return self._make(lambda index: tag_commands.set_read(index, article_ids, day))

    def set_note(self, id: str, note: str | None) -> Change | None:
        """Set an article's note, or remove it for None; a draft with the same text is deleted."""
        saved = Saved(("articles", id, "note"), note or "")
        return self._make(lambda index: tag_commands.set_note(index, id, note), saved)

    def mark(
        self, id: str, start: int, end: int, tag: str, note: str | None = None
    ) -> Change | None:
        """Tag a passage. Raises NothingToDo if the text has no such passage."""
        return self._make(lambda index: marks.mark(index, id, start, end, tag, note))

    def mark_each(self, places: Sequence[tuple[str, int, int]], tag: str) -> Change | None:
        """Tag many passages as one change. Raises NothingToDo if a passage doesn't exist."""
        return self._make(lambda index: marks.mark_each(index, places, tag))

    def unmark(self, id: str, mark_id: str) -> Change | None:
        """Remove a mark."""
        return self._make(lambda index: marks.unmark(index, id, mark_id))

    def create_tag(self, name: str) -> Change | None:
        """Add a tag to the codebook without using it."""
        return self._make(lambda index: tag_commands.create_tag(index, name))

    def rename_tag(self, old: str, new: str) -> Change | None:
        """Rename a tag and those nested in it. Raises TagNameError if the name is taken."""
        return self._make(lambda index: codebook_commands.rename(index, old, new))

    def merge_tags(self, sources: Sequence[str], target: str) -> Change | None:
        """Merge several tags into one."""
        return self._make(lambda index: codebook_commands.merge(index, sources, target))

    def split_tag(self, ids: Iterable[str], name: str, new: str) -> Change | None:
        """Replace a tag by another on articles. Raises UnknownTag, TagNameError."""
        article_ids = list(ids)
        return self._make(lambda index: codebook_commands.split(index, article_ids, name, new))

    def delete_tag(self, name: str) -> Change | None:
        """Delete a tag from the codebook, all articles and all marks."""
        return self._make(lambda index: codebook_commands.delete(index, name))

    def describe_tag(
        self,
        name: str,
        *,
        color: Any = KEEP,
        key: Any = KEEP,
        description: Any = KEEP,
        excludes: Any = KEEP,
    ) -> Change | None:
        """Set a tag's colour, key (1 to 9), description or excluded tags."""
        fields = {"color": color, "key": key, "description": description, "excludes": excludes}
        return self._make(lambda index: tag_commands.describe(index, name, fields))

    def resolve_conflict(self, conflict: Conflict, theirs: bool) -> Change | None:
        """Resolve a conflict in favour of ours or theirs.

        Raises NothingToDo if it is already resolved.
        """
        return self._make(lambda index: conflicts.resolve(index, conflict, theirs))

    def conflicts(self) -> list[Conflict]:
        """Return all unresolved conflicts."""
        return conflicts.all_conflicts(self._database.connection())

    def set_view(self, name: str, query: str | None) -> Change | None:
        """Save a query under a name, or delete it for None."""
        return self._make(lambda index: tag_commands.set_view(index, name, query))

    def apply(self, label: str, ops: Sequence[Op], on_stack: bool = True) -> Change | None:
        """Set facts according to `ops`, as one change; their `before` values are looked up."""
        return self._make(lambda index: tag_commands.from_ops(index, label, ops, on_stack))

    def moved(self, old_id: str, new_id: str) -> Change | None:
        """Move an article's data to the new id of its renamed file."""
        return self.moved_all([(old_id, new_id)])

    def moved_all(self, pairs: Sequence[tuple[str, str]]) -> Change | None:
        """Move the data of many articles to their new ids, as one change."""
        self._writer.run(self._follow, pairs)
        return self._make(lambda index: move_commands.follow_moves(index, pairs))

    def _follow(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Move drafts and reading positions to new article ids."""
        self._drafts.save()
        self._positions.save()
        with self._journal.transaction() as connection:
            drafts.follow_moves(connection, pairs)

    def undo(self) -> Change:
        """Undo this coder's latest change. Raises NothingToDo with the reason."""
        return self._writer.run(self._undo_or_redo, True)

    def can_undo(self) -> bool:
        """Return whether this coder has a change that `undo` would try to undo."""
        return self._journal.latest(self.coder) is not None

    def redo(self) -> Change:
        """Redo the change that was undone last. Raises NothingToDo with the reason."""
        return self._writer.run(self._undo_or_redo, False)

    def history(
        self, limit: int = 100, before_seq: int | None = None, with_ops: bool = True
    ) -> list[Change]:
        """Return changes, newest first; without `with_ops`, long lists of ops are left out."""
        return self._journal.history(limit, before_seq, with_ops=with_ops)

    def tags(self) -> list[Tag]:
        """Return the codebook in its order, then the tags that are only used, by name."""
        return read_model.tags(self._database.connection())

    def facts(self, *prefix: str) -> dict[tuple[str, ...], Any]:
        """Return entity corrections, views and settings whose path starts with `prefix`."""
        return read_model.below(self._database.connection(), prefix)

    def views(self) -> dict[str, str]:
        """Return the saved queries by name."""
        return {path[1]: query for path, query in self.facts("views").items()}

    def position(self, id: str) -> int | None:
        """Return the reading position of an article, in code points."""
        return self._positions.get(id)

    def keep_position(self, id: str, offset: int) -> None:
        """Record the reading position of an article; on disk within a second."""
        self._positions.keep(id, offset)
        self._writer.submit(self._writer.wake_for_flush)

    def draft(self, path: Fact) -> DraftText | None:
        """Return this coder's unsaved draft of a fact, or None."""
        return self._drafts.get(path)

    def note_draft(self, row: Row) -> DraftText | None:
        """Return the unsaved draft of an article's note; None if it equals the note."""
        draft = self.draft(("articles", row.id, "note"))
        same = draft is None or draft.words.strip() == (row.note or "").strip()
        return None if same else draft

    def keep_draft(self, path: Fact, words: str, cursor: int) -> None:
        """Record the text being typed, which is written to disk as soon as possible.

        Blank text deletes the draft. `cursor` is in code points.
        """
        if self._drafts.keep(path, words, cursor):
            at_once = len(words) <= AT_ONCE
            with suppress(ReadOnlyError):  # if the library is closed, `unsaved_drafts` has it
                self._writer.submit_once(
                    self._save_drafts if at_once else self._writer.wake_for_flush
                )

    def _save_drafts(self) -> None:
        try:
            self._check_files()
            self._drafts.save()
        except TRANSIENT_ERRORS as error:
            self._record_error(error)

    def drafts(self) -> list[tuple[Fact, DraftText]]:
        """Return the drafts of all coders, oldest first."""
        return self._drafts.all_drafts()

    def earlier_queries(self) -> list[str]:
        """Return the recent queries, latest first, without duplicates."""
        return query_history.recent_queries(self._journal)

    def keep_query(self, query: str) -> None:
        """Add a query to the recent ones, if it can be stored; this is not a change."""
        with suppress(ReadOnlyError):
            self._writer.run(query_history.keep, self._journal, query)

    def last_open(self) -> tuple[str, int] | None:
        """Return the article that was open last, and its reading position."""
        return self._positions.last()

    def versions(self) -> list[Path]:
        """Return other versions of `tags.yaml` in its folder, recognized by their names.

        Raises OSError if the folder can't be listed.
        """
        return conflict_copies.other_versions(self.places.tags_file)

    def backups(self) -> list[Backup]:
        """Return the backups of `tags.yaml`, newest first."""
        return [backups.describe(path) for path in backups.all_backups(self.places.backups)]
