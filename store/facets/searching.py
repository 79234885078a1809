"""The part of `Library` that looks into the texts: search, its orders, and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.index.database import Database
from store.model import Article, Hit, Span
from store.progress import never_cancel

if TYPE_CHECKING:
    from store.query.suggestions import Suggestions
    from store.search.regex_scan import Concordance, Tell
    from store.search.spell_hints import Missing
    from store.search.text_vocabulary import Vocabulary


class Searching:
    """The texts of an index, and the words that they are made of."""

    _database: Database
    _words: Vocabulary | None = None

    @property
    def _vocabulary(self) -> Vocabulary:
        if self._words is None:
            from store.search.text_vocabulary import Vocabulary

            self._words = Vocabulary(self._database)
        return self._words

    def search(
        self,
        text: str,
        limit: int = 50,
        stop: Callable[[], bool] = never_cancel,
        sort: str = "id",
    ) -> list[Hit]:
        """Return the first places in the texts that have all of what `text` asks for.

        Words, `"phrases"`, `pref*`, `NEAR(a b, 8)`, `"a b"~8`, `/patterns/`; `sort` is `id`,
        `relevance`, `date`, `left` or `right`. Raises QueryError.
        """
        return self.concordance(text, limit, sort, stop).hits

    def concordance(
        self,
        text: str,
        limit: int = 50,
        sort: str = "id",
        stop: Callable[[], bool] = never_cancel,
        seconds: float | None = None,
        tell: Tell | None = None,
    ) -> Concordance:
        """Return the hits of a search, and how far the texts were looked through.

        Regular expressions are looked for at most `seconds` long; `tell` is called with what was
        found until then. Raises QueryError.
        """
        from store.search.concordance import concordance

        return concordance(self._database, self._vocabulary, text, limit, sort, stop, seconds, tell)

    def search_count(self, text: str) -> int:
        """Return how many articles have what a search asks for. Raises QueryError."""
        from store.search.concordance import count

        return count(self._database, self._vocabulary, text)

    def search_ids(
        self, text: str, stop: Callable[[], bool] = never_cancel, seconds: float | None = None
    ) -> list[str]:
        """Return the ids of the articles that have what a search asks for, in order.

        All of them; with a regular expression those found within `seconds`. Raises QueryError.
        """
        from store.search.concordance import ids

        return ids(self._database, self._vocabulary, text, stop, seconds)

    def search_missing(self, text: str) -> Missing:
        """Return the words of a search that no text has, and what may have been meant.

        Raises QueryError.
        """
        from store.search.spell_hints import missing

        return missing(self._vocabulary, text)

    def filter_places(self, query: str, article: Article) -> list[Span]:
        """Return where the words, phrases and patterns of a filter stand in an article's text.

        In order, apart, in code points. Raises QueryError.
        """
        from store.query import parse
        from store.search.filter_matches import filter_places

        return filter_places(parse(query), article)

    def filter_hit(self, query: str, num: int, seconds: float = 0.2) -> Hit | None:
        """Return the first place below an article's headline that has what a filter asks of texts.

        None where there is none, or no such row number. Raises QueryError.
        """
        from store.index.rows import article
        from store.query import parse
        from store.search.filter_matches import first_hit

        of = article(self._database, num)
        return None if of is None else first_hit(parse(query), of, seconds)

    def completions(self, text: str, cursor: int, limit: int = 50) -> Suggestions:
        """Return what may stand at `cursor` (code points from 0) of a query that is being typed."""
        from store.query.suggestions import suggestions

        return suggestions(self._database.connection(), text, cursor, limit)

    def _narrow(self, pattern: str) -> str | None:
        """Return the FTS5 expression for the only texts in which a pattern can match.

        None: any text can; empty: no text can.
        """
        from store.search.required_literals import needed

        runs = needed(pattern)
        return self._vocabulary.expression(runs) if runs else None
