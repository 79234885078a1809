"""`Library`: a folder of articles, with services for reading, searching and tagging it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from store.duplicates.duplicate_service import Duplicates
from store.entities.entity_service import Entities
from store.folder.locations import Locations, find_locations
from store.folder.walk import confirm
from store.formats import Formats
from store.health import Health
from store.index.articles import Articles
from store.index.conditions import Conditions
from store.index.database import Database
from store.index.refresh_results import Progress, Refreshed
from store.jump.title_jump import TitleJump
from store.model import Article, Change, Tag
from store.refresher import follow_moves, refresh_index
from store.search.text_search import TextSearch
from store.userdata.userdata import UserData

if TYPE_CHECKING:
    from store.checks.article_checks import Finding
    from store.checks.repair import Repair
    from store.entities.annotate import Annotated, AnnotateProgress


def _user_name() -> str:
    """Return the name of the user, or its number where the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container that runs under a number of its own
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user"


class Library:
    """A folder of articles with its index and the user's data.

    Made by `Library.open`; a context manager, and safe to use from several threads. The services
    do the work; the methods are those that scripts need most.
    """

    def __init__(
        self,
        places: Locations,
        coder: str,
        *,
        model: str | Sequence[str] | None = None,
        jobs: int | None = None,
        wait: bool = True,
    ) -> None:
        places.prepare()
        database = Database(places.index_path, places.index_mode)
        self.places = places
        self.coder = coder
        self._database = database
        self.search = TextSearch(database)
        conditions = Conditions(
            self.search.narrow,
            lambda tree: self.duplicates.update_for(tree) if self.health.is_current else None,
            lambda tree: self.entities.update_for(tree),
        )
        self.entities = Entities(places, database, conditions, model, jobs)
        self.articles = Articles(places, database, conditions, self.entities)
        self.jump = TitleJump(database)
        self.userdata = UserData(places, database, coder, wait)
        self.health = Health(places, database, self.userdata, self.refresh)
        self.duplicates = Duplicates(places, database, conditions, self.health.retry_after_repair)
        self.formats = Formats(places, database, self.userdata)

    @classmethod
    def open(
        cls,
        path: Path | str | None = None,
        *,
        refresh: bool = False,
        tags_file: Path | str | None = None,
        remember: bool = False,
        coder: str | None = None,
        model: str | Sequence[str] | None = None,
        jobs: int | None = None,
        yes: bool = False,
        wait: bool = True,
    ) -> Library:
        """Return the library that `path` (a folder or a file; None: here) belongs to.

        `refresh` first brings the index up to date with the folder. `tags_file` keeps the user's
        data elsewhere (`default`: back in the library), and with `remember` it is used again the
        next time without being named. `coder` signs changes (else the user's name), `model` names
        the spaCy pipeline that annotates, or several for as many languages, `jobs` is the number
        of processes for it, `yes` opens a folder that looks too large to be meant. Without `wait`,
        a `tags.yaml` that was edited elsewhere may still be loading on return. Raises
        LibraryError, and NeedsConfirmation without `yes`.
        """
        places = find_locations(
            None if path is None else Path(path), None if tags_file is None else Path(tags_file)
        )
        if not yes:
            confirm(places)
        library = cls(places, coder or _user_name(), model=model, jobs=jobs, wait=wait)
        if remember and tags_file is not None:
            places.remember()
        if refresh:
            library.refresh()
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write pending changes, and close the files; the object can't be used afterwards."""
        self.userdata.close()
        self.jump.close()
        self._database.close()

    def refresh(
        self,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        *,
        apart: bool = False,
    ) -> Refreshed:
        """Bring the index up to date with the folder, and return what changed.

        Blocks the calling thread. `apart` reads a large folder in another process, for a screen
        that must go on drawing; `stop` is called all the while, and what was read until then is
        kept. Raises LibraryError where the folder can't be listed.
        """
        refreshed = self.health.retry_after_repair(
            lambda: refresh_index(self.places, self._database, progress, stop, apart=apart)
        )
        follow_moves(self._database, self.userdata)
        self.health.is_current = not apart and refreshed.complete
        return refreshed

    # -- reading

    def ids(self, query: str = "", sort: str = "id") -> Sequence[str]:
        """Return the ids that match a query, read as they are asked for. Raises QueryError."""
        return self.articles.ids(query, sort)

    def count(self, query: str = "") -> int:
        """Return how many articles match a query. Raises QueryError, TooSlow."""
        return self.articles.count(query)

    def article(self, id: str) -> Article:
        """Return an article whole. Raises UnknownArticle."""
        return self.articles.article(id)

    def tags(self) -> list[Tag]:
        """Return the codebook in its order, then the tags that are only used, by name."""
        return self.userdata.tags()

    # -- the user's data

    def tag(self, ids: Iterable[str], name: str) -> Change | None:
        """Put a tag on articles; a new one is added to the codebook.

        Returns when the change is on disk; None where all have the tag already. Raises
        ReadOnlyError, UnknownArticle, TagNameError.
        """
        return self.userdata.tag(ids, name)

    def untag(self, ids: Iterable[str], name: str) -> Change | None:
        """Take a tag off articles. Raises ReadOnlyError, UnknownArticle, UnknownTag."""
        return self.userdata.untag(ids, name)

    def set_read(self, ids: Iterable[str], day: str | None) -> Change | None:
        """Record on which day (ISO) articles were read, None: unread. Raises as `tag` does."""
        return self.userdata.set_read(ids, day)

    def set_note(self, id: str, note: str | None) -> Change | None:
        """Write an article's note; None deletes it. Raises as `tag` does."""
        return self.userdata.set_note(id, note)

    def mark(
        self, id: str, start: int, end: int, tag: str, note: str | None = None
    ) -> Change | None:
        """Put a tag, and maybe a note, on a passage: code points of the text, end exclusive.

        Raises NothingToDo where the text has no such passage, and as `tag` does.
        """
        return self.userdata.mark(id, start, end, tag, note)

    def undo(self) -> Change:
        """Take this coder's latest change back. Raises NothingToDo, which says why."""
        return self.userdata.undo()

    def redo(self) -> Change:
        """Redo the change that was undone last. Raises NothingToDo, which says why."""
        return self.userdata.redo()

    # -- entities and checks

    def annotate(
        self,
        executor: Executor | None = None,
        progress: Callable[[AnnotateProgress], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Annotated:
        """Find the entities of the articles that have none of the present model and rules.

        Blocks the calling thread; the model runs in processes of its own, or in an `executor`.
        Raises ModelMissing.
        """
        return self.entities.annotate(executor, progress, stop)

    def check(self) -> list[Finding]:
        """Return problems of the library: unreadable files, orphans, conflicts, skipped files.

        Looks at the folder and the index; raises LibraryError where the folder can't be listed.
        """
        from store.checks import check_library

        return check_library(self.places, self._database, self.userdata, self.entities.pipelines)

    def repair(self) -> Iterator[Repair]:
        """Repair what needs no decision, and yield what was repaired; no user data is deleted.

        Raises ReadOnlyError where nothing can be written, LibraryError as `refresh` does.
        """
        from store.checks.repair import repair

        return repair(self._database, self.userdata, self.refresh)
