"""The headline of a web page, weighed between the places that give one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement
from rapidfuzz import fuzz, utils

from store.sources.page_metadata import PageMetadata, names_in

MOST_HEADINGS = 8
"""Headings that are compared."""
SAME = 88
"""The likeness from which two titles are one, of 100."""
LEAST_INSIDE = 12
"""Code points of a heading that counts as the title that it is a part of."""
MOST_OF_SITE = 0.6
"""The share of a piece's letters that the site's name has where the piece is the site's name."""
_SEPARATORS = re.compile(r"\s+(?:[|•·»«›‹:]{1,2}|[-–—]|::)\s+|\s*[|»]\s*")
_TAGS = re.compile(r"<[^>]{1,200}>")


def page_title(tree: HtmlElement, metadata: PageMetadata, site: str | None) -> str | None:
    """Return the headline as the page prints it; None where nothing gives one.

    A heading that the page's own title or metadata repeat wins; then what the metadata agree on;
    then the title without the site's name.
    """
    stated = [
        title
        for title in (
            *(name for value in metadata.stated("headline") for name in names_in(value)),
            metadata.meta("og:title"),
            metadata.meta("twitter:title", "dc.title", "dcterms.title", "parsely-title"),
            metadata.meta("title", "headline", "sailthru.title"),
        )
        if title
    ]
    stated = [without_site(_plain(title), site) for title in stated]
    whole = _element_title(tree)
    short = without_site(whole, site) if whole else None
    headings = _headings(tree, site)
    repeats = [*stated, *([short] if short else [])]
    best = max(
        headings,
        key=lambda heading: max((_likeness(heading, t) for t in repeats), default=0),
        default=None,
    )
    if best is not None and repeats and max(_likeness(best, t) for t in repeats) >= SAME:
        return best
    for title in stated:
        if short and _likeness(title, short) >= SAME:
            return title
    if stated:
        return stated[0]
    return short or (headings[0] if headings else None)


def without_site(title: str, site: str | None) -> str:
    """Return a title without the site's name or section in front or behind."""
    pieces = _SEPARATORS.split(title)
    if len(pieces) == 1:
        return title
    kept_pieces = [piece for piece in pieces if not (site and _is_site(piece, site))]
    longest = max(pieces, key=len)
    if len(kept_pieces) == len(pieces) or not kept_pieces:
        rest = [piece for piece in pieces if piece is not longest]
        is_short = all(2 * len(piece.split()) < len(longest.split()) for piece in rest)
        return longest if is_short and len(longest.split()) >= 4 else title
    start = title.index(kept_pieces[0])
    end = title.rindex(kept_pieces[-1]) + len(kept_pieces[-1])
    between = title[start:end]
    return between if len(kept_pieces) == 1 or len(longest.split()) < 5 else _main(kept_pieces)


def _main(pieces: Sequence[str]) -> str:
    """Return the headline among the pieces of a title: sections are short."""
    longest = max(pieces, key=len)
    rest = [piece for piece in pieces if piece is not longest]
    return longest if all(len(piece.split()) <= 3 for piece in rest) else " - ".join(pieces)


def _is_site(piece: str, site: str) -> bool:
    words = utils.default_process(piece).replace(" ", "")
    name = utils.default_process(site).replace(" ", "")
    if not words or not name:
        return False
    is_most = name in words and len(name) >= MOST_OF_SITE * len(words)
    return words == name or (len(words) > 2 and words in name) or is_most


def _likeness(heading: str, title: str) -> float:
    """Return how alike a heading and a title are, of 100; one inside the other counts as alike."""
    short, whole = utils.default_process(heading), utils.default_process(title)
    likeness = fuzz.ratio(short, whole)
    if len(short) >= LEAST_INSIDE and short in whole and len(short) >= 0.3 * len(whole):
        likeness = max(likeness, SAME + 0.1 * len(short) / len(whole))
    return likeness


def _plain(title: str) -> str:
    return " ".join(_TAGS.sub("", title).split())


def _element_title(tree: HtmlElement) -> str | None:
    head = tree.find(".//head")
    element = (head if head is not None else tree).find(".//title")
    return " ".join(element.text_content().split()) if element is not None else None


def _headings(tree: HtmlElement, site: str | None) -> list[str]:
    headings = []
    for level in ("h1", "h2"):
        for element in tree.iter(level):
            words = " ".join(element.text_content().split())
            if 3 <= len(words) <= 300 and not (site and _is_site(words, site)):
                headings.append(words)
            if len(headings) == MOST_HEADINGS:
                return headings
    return headings
