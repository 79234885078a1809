"""`Library`: the one face that screens, commands and scripts use."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from store.errors import UnknownArticle
from store.folder.places import Places, find
from store.folder.walk import confirm
from store.index import listing, rows
from store.index.database import Database
from store.index.listing import Ids, Listing
from store.index.refresh import Progress, Refreshed
from store.index.refresh import refresh as refresh_index
from store.index.totals import Totals, totals
from store.model import Article, Row


def _never() -> bool:
    return False


class Library:
    """A folder of articles with its index and the user's work on it.

    Made by `Library.open`; a context manager, and safe to use from several threads.
    """

    def __init__(self, places: Places, coder: str) -> None:
        self.places = places
        self.coder = coder
        places.prepare()
        self._database = Database(places.index_path, places.index_mode)

    @classmethod
    def open(
        cls,
        path: Path | str | None = None,
        *,
        refresh: bool = False,
        tags_file: Path | str | None = None,
        coder: str | None = None,
        yes: bool = False,
    ) -> Library:
        """Return the library that `path` (a folder or a file; None: here) belongs to.

        `refresh` first brings the index in step with the folder. `tags_file` puts the user's work
        elsewhere, `coder` signs changes (else the user's name), `yes` opens a folder that looks too
        large to be meant. Raises LibraryError, and NeedsConfirmation without `yes`.
        """
        places = find(
            None if path is None else Path(path), None if tags_file is None else Path(tags_file)
        )
        if not yes:
            confirm(places)
        library = cls(places, coder or getpass.getuser())
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
        self._database.close()

    def refresh(
        self,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] = _never,
    ) -> Refreshed:
        """Bring the index in step with the folder, in this thread; return what changed.

        Raises LibraryError where the folder can't be listed.
        """
        return refresh_index(self.places, self._database, progress=progress, stop=stop)

    def listing(self, query: str = "", sort: str = "id") -> Listing:
        """Return the articles that a query gives, in the order of `sort`.

        Raises QueryError where one of the two can't be read.
        """
        from store.query import parse, sql
        from store.query.sort import order_by

        condition, bound = sql.where(parse(query))
        return listing.select(self._database, condition, bound, order_by(sort))

    def ids(self, query: str = "", sort: str = "id") -> Ids:
        """Return the ids that a query gives, read as they are asked for."""
        return Ids(self.listing(query, sort))

    def count(self, query: str = "") -> int:
        """Return how many articles a query gives."""
        from store.query import parse, sql

        return listing.count(self._database, *sql.where(parse(query)))

    def num(self, id: str) -> int:
        """Return an article's row number. Raises UnknownArticle."""
        num = rows.num_of(self._database, id)
        if num is None:
            raise UnknownArticle([id])
        return num

    def row(self, id: str) -> Row:
        """Return what a list shows of an article. Raises UnknownArticle."""
        for row in rows.fetch(self._database, [self.num(id)]):
            return row
        raise UnknownArticle([id])

    def article(self, id: str) -> Article:
        """Return an article whole. Raises UnknownArticle."""
        article = rows.article(self._database, self.num(id))
        if article is None:
            raise UnknownArticle([id])
        return article

    def totals(self) -> Totals:
        """Return how many articles there are, unread, tagged, annotated."""
        return totals(self._database)

    def version(self) -> int:
        """Return a number that is another one when anything in the index changed since.

        Whoever changed it: this thread, another one, or another program. Compare numbers of one
        thread only.
        """
        return self._database.version()
