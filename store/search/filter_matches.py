"""The matches of a filter's words, phrases and patterns in the texts of its articles."""

from __future__ import annotations

import json
from collections.abc import Iterator

from store.model import Article, Hit, Span
from store.query.nodes import (
    And,
    Near,
    Or,
    Pattern,
    Query,
    Text,
)
from store.query.user_patterns import (
    SECONDS_A_TEXT,
    SlowPattern,
    places,
    visible,
)
from store.search.search_query import SearchQuery
from store.search.text_matches import hit_at, in_text
from store.text.words import apart


def filter_places(query: Query, article: Article, seconds: float = SECONDS_A_TEXT) -> list[Span]:
    """Return the matches of a query in an article's text: in order, disjoint, in code points.

    Excluded terms (`-word`) are ignored; terms for the title are matched in the headline. Each
    pattern runs for `seconds`, and keeps its matches so far.
    """
    spans: list[Span] = []
    title = article.title_span
    for term in _asked(query):
        term_spans = _of_term(term, article, seconds)
        if _is_of_title(term):
            term_spans = (
                span for span in term_spans if title and title[0] <= span[0] and span[1] <= title[1]
            )
        spans += term_spans
    return list(apart(spans))


def first_hit(query: Query, article: Article, seconds: float) -> Hit | None:
    """Return the first match of a query below the headline, or None.

    Running text comes before boilerplate. Each pattern runs for `seconds`.
    """
    start = article.title_span[1] if article.title_span else 0
    firsts: list[tuple[bool, Span]] = []
    for term in _asked(query):
        if _is_of_title(term):
            continue
        for span in _of_term(term, article, seconds):
            if span[0] >= start:
                is_dim = any(first <= span[0] < last for first, last in article.boilerplate)
                firsts.append((is_dim, span))
                if not is_dim:
                    break
    return hit_at(article.id, article.text, *min(firsts)[1]) if firsts else None


def _is_of_title(term: Text | Near | Pattern) -> bool:
    return not isinstance(term, Near) and term.field == "title"


def asks_of_texts(query: Query) -> bool:
    """Say whether a query asks for words, phrases or patterns that a text has."""
    return next(_asked(query), None) is not None


def _asked(query: Query) -> Iterator[Text | Near | Pattern]:
    """Yield the terms of a query that apply to texts."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked(part)
        case Text() | Near() | Pattern():
            yield query


def _of_term(term: Text | Near | Pattern, article: Article, seconds: float) -> Iterator[Span]:
    match term:
        case Text(value, prefix):
            return in_text(article.text, SearchQuery(phrases=((value, prefix),)))
        case Near(near):
            return in_text(article.text, SearchQuery(nears=(near,)))
        case Pattern(expression):
            return _of_pattern(expression, article, seconds)


def _of_pattern(expression: str, article: Article, seconds: float) -> Iterator[Span]:
    text = visible(article.text, json.dumps(article.paragraphs), json.dumps(article.reflow))
    try:
        for match in places(expression, text.text, seconds):
            yield text.span(*match)
    except SlowPattern:
        return
