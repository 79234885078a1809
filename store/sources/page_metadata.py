"""What a web page says of itself: meta elements, JSON-LD, the canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

MOST_OBJECTS = 500
"""JSON-LD objects that are looked at."""
LONGEST_JSON = 1_000_000
"""Code points of a JSON-LD script that are parsed."""

_ARTICLE = re.compile(r"article|posting|report(?!er)|newsitem|webpage|blog|review", re.IGNORECASE)
_WRAPPERS = re.compile(
    r"^https?://(?:web\.archive\.org/web/\d+\w*/|archive\.(?:is|ph|today|org)/(?:\w+/)?(?=https?:))"
)
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: ?)(\S+)")


@dataclass(slots=True)
class PageMetadata:
    """The facts by the names that pages use for them; the first value of a name counts."""

    metas: dict[str, str] = field(default_factory=dict)
    """Content of meta elements by name, property or itemprop, in lower case."""
    articles: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects that describe an article, news articles first."""
    url: str | None = None
    language: str | None = None

    def meta(self, *names: str) -> str | None:
        """Return the first of some meta elements that has words."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)

    def stated(self, *keys: str) -> list[Any]:
        """Return the values that the JSON-LD of the article has for some keys."""
        return [item[key] for key in keys for item in self.articles if item.get(key)]


def page_metadata(tree: HtmlElement, html: str, url: str | None) -> PageMetadata:
    """Return what a page says of itself; `url` is its address where that is known otherwise."""
    metadata = PageMetadata()
    for element in tree.iter("meta"):
        value = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and value:
                metadata.metas.setdefault(name, value)
    metadata.articles = sorted(_articles(tree), key=_rank)
    metadata.url = _address(tree, html, metadata, url)
    metadata.language = _language(tree, metadata)
    return metadata


def names_in(value: Any) -> list[str]:
    """Return the names that a JSON-LD value holds: a text, an object with a name, a list."""
    if isinstance(value, str):
        return [" ".join(value.split())] if value.strip() else []
    if isinstance(value, dict):
        return names_in(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] for name in names_in(item)]
    return []


def _rank(item: dict[str, Any]) -> int:
    kind = str(item.get("@type"))
    return 0 if "NewsArticle" in kind else 2 if "WebPage" in kind else 1


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        text = script.text.strip().removeprefix("<!--").removesuffix("-->").rstrip().rstrip(";")
        try:
            value = json.loads(text[:LONGEST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            if _ARTICLE.search(str(item.get("@type"))):
                yield item


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < MOST_OBJECTS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _address(tree: HtmlElement, html: str, metadata: PageMetadata, url: str | None) -> str | None:
    """Return the page's own address, without the archive that a copy was taken from."""
    candidates = [
        *(link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"),
        metadata.meta("og:url", "twitter:url", "al:web:url"),
    ]
    saved = _SAVED.search(html[:10_000])
    candidates += [saved[1] if saved else None, url]
    for candidate in candidates:
        address = _WRAPPERS.sub("", (candidate or "").strip())
        if re.match(r"https?://[^/\s]+\.[^/\s]+", address):
            return address
    return None


def _language(tree: HtmlElement, metadata: PageMetadata) -> str | None:
    root = tree.getroottree().getroot()
    code = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    code = code or metadata.meta("og:locale", "content-language", "dc.language", "language")
    match = re.match(r"([a-zA-Z]{2})(?:[-_]|$)", code or "")
    return match[1].lower() if match else None
