"""`UserData`: tags, marks, notes and read days of a library, durable with every change."""

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
    """The user's tags, marks, notes and read days: read, changed, undone.

    Verbs run on one writer thread in the order of the calls, and return when the change is on
    disk in the journal; `tags.yaml` follows within a second. Verbs that change nothing return
    None. All raise ReadOnlyError where nothing can be written.
    """

    def preview(
        self, verb: Callable[P, Change | None], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Return the change that a verb would make, numbered 0, without making it.

        Raises what the verb raises.
        """
        return self._writer.run(self._try, lambda: verb(*args, **kwargs))

    def _try(self, call: Callable[[], Change | None]) -> Change | None:
        self._is_trial = True
        try:
            return call()
        finally:
            self._is_trial = False

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
        article_ids = list(ids)
        return self._make(lambda index: tag_commands.retag(index, article_ids, add, remove))

    def set_read(
        self, ids: Iterable[str], day: str | None, automatic: bool = False
    ) -> Change | None:
        """Say on which day (ISO) articles were read, None: unread.

        An `automatic` mark counts where there is none; it is not undone, and not in `tags.yaml`.
        """
        article_ids = list(ids)
        if automatic and day is not None:
            return self._make(lambda index: tag_commands.mark_seen(index, article_ids, day))
        return self._make(lambda index: tag_commands.set_read(index, article_ids, day))

    def set_note(self, id: str, note: str | None) -> Change | None:
        """Write an article's note, None: take it away. A draft of the same words goes with it."""
        saved = Saved(("articles", id, "note"), note or "")
        return self._make(lambda index: tag_commands.set_note(index, id, note), saved)

    def mark(
        self, id: str, start: int, end: int, tag: str, note: str | None = None
    ) -> Change | None:
        """Put a tag on a passage. NothingToDo where the text has no such passage."""
        return self._make(lambda index: marks.mark(index, id, start, end, tag, note))

    def mark_each(self, places: Sequence[tuple[str, int, int]], tag: str) -> Change | None:
        """Put a tag on many passages, as one change. NothingToDo where a text has no such."""
        return self._make(lambda index: marks.mark_each(index, places, tag))

    def unmark(self, id: str, mark_id: str) -> Change | None:
        """Take a mark away."""
        return self._make(lambda index: marks.unmark(index, id, mark_id))

    def create_tag(self, name: str) -> Change | None:
        """List a tag that no article has yet."""
        return self._make(lambda index: tag_commands.create_tag(index, name))

    def rename_tag(self, old: str, new: str) -> Change | None:
        """Rename a tag and those below it. TagNameError where the new name is taken."""
        return self._make(lambda index: codebook_commands.rename(index, old, new))

    def merge_tags(self, sources: Sequence[str], target: str) -> Change | None:
        """Make one tag of several."""
        return self._make(lambda index: codebook_commands.merge(index, sources, target))

    def split_tag(self, ids: Iterable[str], name: str, new: str) -> Change | None:
        """Put another tag in the place of one on articles. UnknownTag, TagNameError."""
        article_ids = list(ids)
        return self._make(lambda index: codebook_commands.split(index, article_ids, name, new))

    def delete_tag(self, name: str) -> Change | None:
        """Take a tag off the codebook, all articles and all passages."""
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
        """Set a tag's colour, key (1 to 9), description, or the tags that it excludes."""
        fields = {"color": color, "key": key, "description": description, "excludes": excludes}
        return self._make(lambda index: tag_commands.describe(index, name, fields))

    def resolve_conflict(self, conflict: Conflict, theirs: bool) -> Change | None:
        """Take a conflict away, for ours or for theirs. NothingToDo where it is settled already."""
        return self._make(lambda index: conflicts.resolve(index, conflict, theirs))

    def conflicts(self) -> list[Conflict]:
        """Return what two sides had changed differently."""
        return conflicts.all_conflicts(self._database.connection())

    def set_view(self, name: str, query: str | None) -> Change | None:
        """Keep a query under a name, None: forget it."""
        return self._make(lambda index: tag_commands.set_view(index, name, query))

    def apply(self, label: str, ops: Sequence[Op], on_stack: bool = True) -> Change | None:
        """Set facts as `ops` say, as one change; what they say of `before` is looked up anew."""
        return self._make(lambda index: tag_commands.from_ops(index, label, ops, on_stack))

    def moved(self, old_id: str, new_id: str) -> Change | None:
        """Let the work on an article follow its file, which was renamed."""
        return self.moved_all([(old_id, new_id)])

    def moved_all(self, pairs: Sequence[tuple[str, str]]) -> Change | None:
        """Let the work on many articles follow their files, as one change."""
        self._writer.run(self._follow, pairs)
        return self._make(lambda index: tag_commands.follow_moves(index, pairs))

    def _follow(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let what is kept beside the changes follow articles that moved."""
        self._drafts.save()
        self._positions.save()
        with self._journal.transaction() as connection:
            drafts.follow_moves(connection, pairs)

    def undo(self) -> Change:
        """Take this coder's latest change back. NothingToDo, which says why."""
        return self._writer.run(self._undo_or_redo, True)

    def can_undo(self) -> bool:
        """Say whether this coder has made a change that `undo` would try to take back."""
        return self._journal.latest(self.coder) is not None

    def redo(self) -> Change:
        """Do again what was undone last. NothingToDo, which says why."""
        return self._writer.run(self._undo_or_redo, False)

    def history(
        self, limit: int = 100, before_seq: int | None = None, with_ops: bool = True
    ) -> list[Change]:
        """Return changes, newest first; without long ops where a list of labels is enough."""
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
        """Return where an article was left, in code points."""
        return self._positions.get(id)

    def keep_position(self, id: str, offset: int) -> None:
        """Note where an article is being read; on disk within a second."""
        self._positions.keep(id, offset)
        self._writer.submit(self._writer.wake_for_flush)

    def draft(self, path: Fact) -> DraftText | None:
        """Return what this coder typed for a fact and did not save, None where nothing."""
        return self._drafts.get(path)

    def note_draft(self, row: Row) -> DraftText | None:
        """Return the unsaved draft of an article's note; None where it equals the note."""
        draft = self.draft(("articles", row.id, "note"))
        same = draft is None or draft.words.strip() == (row.note or "").strip()
        return None if same else draft

    def keep_draft(self, path: Fact, words: str, cursor: int) -> None:
        """Note what is being typed; on disk as soon as the writer comes to it.

        Blank words take the draft away. `cursor` is in code points.
        """
        if self._drafts.keep(path, words, cursor):
            at_once = len(words) <= AT_ONCE
            with suppress(ReadOnlyError):  # the library is closed, and `unkept` has it
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
        """Return everybody's drafts, the oldest first."""
        return self._drafts.all_drafts()

    def earlier_queries(self) -> list[str]:
        """Return the queries that were used last, the latest first, each once."""
        return query_history.recent_queries(self._journal)

    def keep_query(self, query: str) -> None:
        """Note that a query was used: no change, and not in `tags.yaml`; kept where it can be."""
        with suppress(ReadOnlyError):
            self._writer.run(query_history.keep, self._journal, query)

    def last_open(self) -> tuple[str, int] | None:
        """Return the article that was open last, and where."""
        return self._positions.last()

    def versions(self) -> list[Path]:
        """Return other versions of `tags.yaml` that lie beside it, by their names.

        Raises OSError where its folder can't be listed.
        """
        return conflict_copies.other_versions(self.places.tags_file)

    def backups(self) -> list[Backup]:
        """Return the copies of `tags.yaml` that were kept, newest first."""
        return [backups.describe(path) for path in backups.all_backups(self.places.backups)]
