"""The day on which a web page was published, weighed between the places that give one."""

from __future__ import annotations

import re
from datetime import date

import htmldate
from lxml.html import HtmlElement

from store.sources.page_metadata import PageMetadata
from store.sources.stated_date import day_of

_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "article.published", "publication_date", "publish-date", "publishdate",
    "published_time", "pubdate", "pubdate.iso", "dc.date.issued", "dcterms.issued",
    "dcterms.created",
    "dc.date.created", "dcterms.date", "dc.date", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "bt:pubdate",
    "originalpublicationdate",
    "article_date_original", "displaydate", "citation_publication_date", "citation_date",
    "timestamp", "created", "date", "rnews:datepublished", "prism.publicationdate",
)  # fmt: skip
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/-]?)([01]?\d)\2([0-3]?\d)(?=[/_.-]|$)")
_LOCAL = re.compile(r"\d\d:\d\d.*[+-](?!00:?00)\d\d:?\d\d$")
"""A time with the offset of a zone: its day is the paper's own."""
_PUBLISHED = re.compile(r"publi|pubdate|posted|entry-date|dateline|byline|article-?date", re.I)


def page_date(tree: HtmlElement, metadata: PageMetadata) -> str | None:
    """Return the day of publication as EDTF; never that of a change or of the retrieval."""
    first = metadata.meta("article:published_time", "og:article:published_time")
    values = [
        *([first] if first else []),
        *(value.strip() for value in metadata.stated("datePublished") if isinstance(value, str)),
        *(metadata.metas[name] for name in _METAS if name in metadata.metas),
    ]
    values.sort(key=lambda value: _LOCAL.search(value) is None)
    stated = [day_of(value) for value in values]
    # The address has the day as the paper counts it; metadata often have it in UTC.
    days = [_in_address(metadata.url), *stated]
    if len(shown := set(_in_elements(tree))) == 1:  # several are those of other articles
        days += shown
    whole = (day for day in days if day and len(day) == 10 and day[:4].isdigit())
    return next(whole, None) or _guess(tree, metadata)


def _in_elements(tree: HtmlElement) -> list[str | None]:
    days = []
    for element in tree.iter("time", "abbr", "span", "div", "p"):
        is_named = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        kind = element.get("class") or ""
        if element.tag == "time" or is_named or element.tag == "abbr":
            value = element.get("datetime") or element.get("content") or element.get("title")
            if value is None and is_named:
                value = element.text_content()[:100]
            if value and (is_named or _PUBLISHED.search(kind)):
                days.append(day_of(value))
    return days


def _in_address(url: str | None) -> str | None:
    match = _URL_DAY.search(url or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None


def _guess(tree: HtmlElement, metadata: PageMetadata) -> str | None:
    """Return what a library made for it finds in the rest of the page."""
    try:
        guess = htmldate.find_date(
            tree, original_date=True, extensive_search=True, url=metadata.url or None
        )
    except Exception:  # it meets all the markup of the web
        return None
    return str(guess) if guess else None
