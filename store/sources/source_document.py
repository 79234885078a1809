"""`Document`: one text that a reader found in a file, and what the file says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store.model import Span, Status

PageSpan = tuple[int, int, int]
"""A page's number as a reader would cite it, and its range of the text in code points."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the facts that its format states; None where the format doesn't state one.

    Facts that are None are worked out from the text, as for a file of plain text.
    """

    text: str
    """The body, line ends as `\\n`; a headline that the format keeps apart is only in `title`."""
    part: str | None = None
    """Its name inside the file, as in `FILE#PART`; None where the file is one document."""
    title: str | None = None
    """One line."""
    source: str | None = None
    """The publication: an agency, a paper, a site."""
    published: str | None = None
    """EDTF, as in `2016-08-10`, `2016-08`, `XXXX-12-09`."""
    url: str | None = None
    author: str | None = None
    """Several are joined by `; `."""
    language: str | None = None
    """ISO 639 code of two letters."""
    pages: tuple[PageSpan, ...] = ()
    """Sorted and disjoint, for formats that have pages."""
    boilerplate: tuple[Span, ...] = ()
    """Sorted, disjoint ranges of the text that are no part of the article: running heads."""
    tags: tuple[str, ...] = ()
    """Keywords of the file: suggestions for tags, never applied unasked."""
    status: Status = "ok"
    reason: str | None = None
    """Why there is no text, in words for a person, with what would help."""


class Unreadable(Exception):
    """A whole file yields no document: `status` and `reason` tell a person why."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


Reader = Callable[[bytes, str], Iterable[Document]]
"""Takes the bytes and the name of a file, and yields its documents in their order.

It opens no other file and fetches nothing. It raises Unreadable for a file that holds no text,
and may raise anything else: the caller lists the file with the error's words.
"""
