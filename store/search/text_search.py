"""Search of a library's texts, and completion of the queries that are typed for it."""

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


class TextSearch:
    """Searches the texts of one index; call it for the first hits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._words: Vocabulary | None = None

    @property
    def _vocabulary(self) -> Vocabulary:
        if self._words is None:
            from store.search.text_vocabulary import Vocabulary

            self._words = Vocabulary(self._database)
        return self._words

    def __call__(
        self,
        text: str,
        limit: int = 50,
        stop: Callable[[], bool] = never_cancel,
        sort: str = "id",
    ) -> list[Hit]:
        """Return the first places in the texts that match all parts of a search.

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
        """Return the hits of a search, and how much of the texts was searched.

        Regular expressions run for at most `seconds`; `tell` is called with the hits so far.
        Raises QueryError.
        """
        from store.search.concordance import concordance

        return concordance(self._database, self._vocabulary, text, limit, sort, stop, seconds, tell)

    def count(self, text: str) -> int:
        """Return how many articles match a search. Raises QueryError."""
        from store.search.concordance import count

        return count(self._database, self._vocabulary, text)

    def ids(
        self, text: str, stop: Callable[[], bool] = never_cancel, seconds: float | None = None
    ) -> list[str]:
        """Return the ids of all articles that match a search, in order.

        With a regular expression, those found within `seconds`. Raises QueryError.
        """
        from store.search.concordance import ids

        return ids(self._database, self._vocabulary, text, stop, seconds)

    def missing(self, text: str) -> Missing:
        """Return the words of a search that no text has, with words of similar spelling.

        Raises QueryError.
        """
        from store.search.spell_hints import missing

        return missing(self._vocabulary, text)

    def filter_matches(self, query: str, article: Article) -> list[Span]:
        """Return the spans of an article's text that match the words and patterns of a filter.

        In order, disjoint, in code points. Raises QueryError.
        """
        from store.query import parse
        from store.search.filter_matches import filter_places

        return filter_places(parse(query), article)

    def filter_hit(self, query: str, num: int, seconds: float = 0.2) -> Hit | None:
        """Return the first match of a filter below an article's headline, in its context.

        None where there is none, or no such row number. Raises QueryError.
        """
        from store.index.rows import article
        from store.query import parse
        from store.search.filter_matches import first_hit

        matched = article(self._database, num)
        return None if matched is None else first_hit(parse(query), matched, seconds)

    def completions(self, text: str, cursor: int, limit: int = 50) -> Suggestions:
        """Return completions of a query at `cursor` (code points from 0)."""
        from store.query.suggestions import suggestions

        return suggestions(self._database.connection(), text, cursor, limit)

    def narrow(self, pattern: str) -> str | None:
        """Return the FTS5 expression for the only texts in which a pattern can match.

        None: any text can; empty: no text can.
        """
        from store.search.required_literals import needed

        runs = needed(pattern)
        return self._vocabulary.expression(runs) if runs else None
