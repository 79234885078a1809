"""`Library`: the one face that screens, commands and scripts use."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from store.errors import UnknownArticle
from store.facets.annotating import Annotating
from store.facets.copying import Copying
from store.facets.exchanging import Exchanging
from store.facets.healing import Healing
from store.facets.jumping import Jumping
from store.facets.lookup import LookingUp
from store.facets.naming import Naming
from store.facets.searching import Searching
from store.facets.working import Working
from store.folder.locations import Locations, find_locations
from store.folder.walk import confirm
from store.index import listings, rows
from store.index.database import Database
from store.index.listings import Ids, Listing
from store.index.refresh_results import Progress, Refreshed
from store.index.totals import Totals, totals
from store.model import Article, Entity, Row
from store.progress import ignore_progress, never_cancel
from store.query.sql_functions import patterns_bounded

if TYPE_CHECKING:
    from store.checks.article_checks import Finding
    from store.checks.repair import Repair
    from store.entities.names import Name
    from store.entities.spacy_models import Models
    from store.query.nodes import Query
    from store.query.sql import Condition


def _user_name() -> str:
    """Return the name of the user, or its number where the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container that runs under a number of its own
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user"


class Library(
    Annotating, Working, Naming, Copying, Searching, Jumping, Exchanging, LookingUp, Healing
):
    """A folder of articles with its index and the user's work on it.

    Made by `Library.open`; a context manager, and safe to use from several threads.
    """

    def __init__(
        self,
        places: Locations,
        coder: str,
        *,
        model: Models | None = None,
        jobs: int | None = None,
        wait: bool = True,
    ) -> None:
        places.prepare()
        database = Database(places.index_path, places.index_mode)
        Annotating.__init__(self, places, database, model, jobs)
        Working.__init__(self, places, database, coder, wait=wait)
        self.work.care.on_made_again = self._made_again

    @classmethod
    def open(
        cls,
        path: Path | str | None = None,
        *,
        refresh: bool = False,
        tags_file: Path | str | None = None,
        remember: bool = False,
        coder: str | None = None,
        model: Models | None = None,
        jobs: int | None = None,
        yes: bool = False,
        wait: bool = True,
    ) -> Library:
        """Return the library that `path` (a folder or a file; None: here) belongs to.

        `refresh` first brings the index in step with the folder. `tags_file` puts the user's work
        elsewhere (`default`: back into the library), and with `remember` it is used again the next
        time without being named. `coder` signs changes (else the user's name), `model` names the
        spaCy pipeline that annotates, or several for as many languages, `jobs` is the number of
        processes for it, `yes` opens a folder that looks too large to be meant. Without `wait`, a
        `tags.yaml` that another hand wrote may still be being read on return. Raises LibraryError,
        and NeedsConfirmation without `yes`.
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
        """Finish what is being written, and let go of the files; the object is then of no use."""
        self.work.close()
        self._end_jumps()
        self._database.close()

    def refresh(
        self,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        *,
        apart: bool = False,
    ) -> Refreshed:
        """Bring the index in step with the folder, and return what changed.

        Blocks the calling thread. `apart` reads a large folder in another process, for a screen
        that must go on drawing; `stop` is asked all the while, and what was read until then is
        kept. Raises LibraryError where the folder can't be listed.
        """
        if apart:
            from store.index.refresh_process import refresh_in_process as refresh
        else:
            from store.index.refresh import refresh
        done = self.insist(
            lambda: refresh(
                self.places,
                self._database,
                progress=progress or ignore_progress,
                stop=stop or never_cancel,
            )
        )
        self._follow_moves()
        self._in_step = not apart and done.complete
        return done

    def listing(
        self,
        query: str = "",
        sort: str = "id",
        stop: Callable[[], bool] | None = None,
        *,
        group: str = "",
    ) -> Listing:
        """Return the articles that a query gives, in the order of `sort`.

        `sort` is a key of `store.query.sort_orders`, or several joined by commas; `group` puts the
        articles under headings: `date`, `source` or `tag`. Raises QueryError where one
        of the three can't be read, TooSlow where a regular expression takes long on a text, or when
        `stop()` says so while one is looked for.
        """
        from store.query.sort_orders import order_by

        order = order_by(sort)
        condition, bound = self._where(query) if query else ("1", ())
        with patterns_bounded(stop):
            if not group:
                return listings.select(self._database, condition, bound, order)
            from store.index.list_groups import select_grouped

            return select_grouped(self._database, group, condition, bound, sort, order)

    def _where(self, query: str) -> Condition:
        """Return the SQL condition of a query. Raises QueryError."""
        from store.query import parse

        return self._condition(parse(query))

    def _condition(self, tree: Query) -> Condition:
        """Return the SQL condition of a query's tree, after what it needs was worked out."""
        from store.query import sql

        self._look_for_copies(tree)
        self._settle_names(tree)
        return sql.where(tree, self._narrow)

    def lacking_names(self, query: str = "") -> list[str]:
        """Return the ids of the articles whose names are unknown and may decide what a query gives.

        Empty where the query asks for no names. Raises QueryError.
        """
        from store.query import parse, sql

        tree = parse(query)
        if not sql.asks_for_names(tree):
            return []
        condition, bound = self._condition(sql.without_names(tree))
        with patterns_bounded():
            order = "a.num"
            lacking = f"a.recipe IS NULL AND ({condition})"
            return listings.select(self._database, lacking, bound, order).ids()

    def among(self, nums: Sequence[int], query: str) -> set[int]:
        """Return those of these row numbers whose articles a query gives. Raises QueryError."""
        condition, bound = self._where(query)
        with patterns_bounded():
            return listings.among(self._database, nums, condition, bound)

    def ids(self, query: str = "", sort: str = "id") -> Ids:
        """Return the ids that a query gives, read as they are asked for. Raises QueryError."""
        return Ids(self.listing(query, sort))

    def having(self, tag: str, query: str = "") -> Ids:
        """Return the ids of the articles that match a query and have a tag, or a passage with it.

        Raises QueryError.
        """
        from store.query import parse
        from store.query.query_words import quoted

        parse(query)  # so that an error names the column in what was asked
        name = quoted(tag)
        having = f"(tag:={name} OR mark:={name})"
        return self.ids(having + (f" ({query})" if query.strip() else ""))

    def count(self, query: str = "", stop: Callable[[], bool] | None = None) -> int:
        """Return how many articles a query gives. Raises what `listing` raises."""
        condition, bound = self._where(query)
        with patterns_bounded(stop):
            return listings.count(self._database, condition, bound)

    def of_part(self, query: str = "") -> str:
        """Return a query for the same articles, as far as they are in the folder that was opened.

        The query itself where that is the whole library. Raises QueryError.
        """
        if not self.places.part:
            return query
        from store.query import parse
        from store.query.nodes import All, And, Below

        tree, part = parse(query), Below(self.places.part)
        return str(part if tree == All() else And((part, tree)))

    def single(self) -> str | None:
        """Return the id of the article that was named when the library was opened, if one was.

        Raises UnknownArticle where it is left out of the library.
        """
        if self.places.single is None:
            return None
        self.num(self.places.single)
        return self.places.single

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """Return what a list shows of those of these articles that are there, by id."""
        return {row.id: row for row in rows.fetch(self._database, self.nums_of(ids))}

    def article(self, id: str) -> Article:
        """Return an article whole. Raises UnknownArticle."""
        num = self.num(id)
        article = rows.article(self._database, num)
        if article is None:
            raise UnknownArticle([id])
        return replace(article, entities=self.entities(id))

    def entities(self, id: str) -> tuple[Entity, ...] | None:
        """Return an article's entities with the user's corrections laid over.

        None where it isn't annotated yet. Raises UnknownArticle.
        """
        from store.entities.apply_corrections import entities

        return entities(self._database, self.num(id))

    def names(self, query: str = "", limit: int | None = None) -> list[Name]:
        """Return the names in the articles that a query gives, most mentions first."""
        from store.entities.names import names

        condition, bound = self._where(query)
        with patterns_bounded():
            return names(self._database, where=condition, parameters=bound, limit=limit)

    def totals(self) -> Totals:
        """Return how many articles there are, unread, tagged, annotated."""
        return totals(self._database)

    def version(self) -> int:
        """Return a number that is another one when anything in the index changed since.

        Whoever changed it: this thread, another one, or another program. Compare numbers of one
        thread only.
        """
        return self._database.version()

    def check(self) -> list[Finding]:
        """Return what a person should know: unreadable files, orphans, conflicts, what is left out.

        Looks at the folder and the index; raises LibraryError where the folder can't be listed.
        """
        from store.checks.article_checks import check_index
        from store.checks.draft_checks import check_drafts
        from store.checks.key_checks import check_keys
        from store.checks.model_checks import check_models
        from store.checks.userdata_checks import check_userdata, remedy_of
        from store.checks.version_checks import check_versions

        state = self.work.state
        remedy = "" if state.problem is None else remedy_of(self.work)
        found = check_userdata(self._database, state.problem, remedy, state.taken_away)
        found += check_index(self.places, self._database)
        found += check_versions(self.places.tags_file)
        found += check_keys(self.places.tags_file)
        found += check_drafts(self._database, self.work.drafts())
        return [*found, *check_models(self._database, self.routes)]

    def repair(self) -> Iterator[Repair]:
        """Mend what needs no decision, and yield what was done; nobody's work is deleted by it.

        Raises ReadOnlyError where nothing can be written, LibraryError as `refresh` does.
        """
        from store.checks.repair import repair

        return repair(self._database, self.work, self.refresh)
