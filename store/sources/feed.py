"""Feeds: RSS in its versions, Atom (RFC 4287) and RDF; each entry is a document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from store.languages import code_of
from store.sources.markup_text import is_markup, one_line, plain_of, text_of
from store.sources.part_names import PartNames
from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of

MAX_ENTRIES = 100_000
MOST_TAGS = 50
_ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:rss|feed|RDF|channel)[\s>/]", re.IGNORECASE)
_PROLOGUE = re.compile(
    rb"\s*+(?:<\?[^>]*+>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^>\[]*+(?:\[.*?\])?\s*+>\s*+)*+",
    re.DOTALL | re.IGNORECASE,
)
_FEED_NAMES = (
    b"netscape.com/rdf/simple/0.9",
    b"http://www.w3.org/2005/Atom",
    b"http://purl.org/rss/",
    b"http://purl.org/atom/ns#",
)
_HREF = re.compile(r"https?://[^\s<>\"]+")


def looks_like_feed(head: bytes) -> bool:
    """Return whether XML that starts with `head` is a feed."""
    head = head.replace(b"\0", b"")[:8192].lstrip(b"\xef\xbb\xbf\xff\xfe")
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end() if prologue else 0)
    if root is None:
        return False
    name = root[0].lower()
    if b"rdf" in name:
        return any(namespace in head for namespace in _FEED_NAMES)
    return True


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the entries of a feed in its order; a part is the entry's id, else its number."""
    if not data.strip():
        raise Unreadable("empty", "the file is empty")
    # Bytes in a stream: the parser takes a string for an address and would fetch it.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = feed.get("entries") or []
    if not entries:
        reason = "a feed without entries" if feed.get("version") else "no RSS or Atom feed"
        raise Unreadable("no text", reason)
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("too large", f"more than {MAX_ENTRIES:,} entries: split the feed")
    channel = feed.get("feed") or {}
    names = PartNames()
    for entry in entries:
        yield _document(entry, channel, names)


def _document(entry: Any, channel: Any, names: PartNames) -> Document:
    text = _text(entry)
    origin = entry.get("source") or {}
    title = one_line(str(entry.get("title") or ""))
    part = names.next(str(entry.get("id") or entry.get("link") or "") or None)
    link = str(entry.get("link") or "")
    source = one_line(str(origin.get("title") or channel.get("title") or ""))
    language = _language(entry, channel)
    return Document(
        text=text,
        part=part,
        title=title or None,
        source=source or None,
        published=_published(entry),
        url=link if _HREF.fullmatch(link) else None,
        author=_author(entry),
        language=language,
        tags=_tags(entry),
        status="ok" if text else "no text",
        reason=None if text else "the feed gives no text for this entry: open its page",
    )


def _text(entry: Any) -> str:
    """Return the full content of an entry if it has one, else its summary."""
    contents = [
        _plain(content.get("value"), content.get("type"))
        for content in entry.get("content") or []
        if str(content.get("type") or "text").startswith("text") or "html" in content["type"]
    ]
    detail = entry.get("summary_detail") or {}
    longest = max(contents, key=len, default="")
    summary = str(entry.get("summary") or "")
    # Feeds put the whole text under either name: where both have one, the longer is the text.
    if summary and len(summary) > len(longest):
        plain = _plain(summary, detail.get("type"))
        longest = plain if len(plain) > len(longest) else longest
    return longest


def _plain(value: Any, kind: Any) -> str:
    text = str(value or "")
    if "html" in str(kind or "") and (is_markup(text) or "<" in text):
        return text_of(text)
    return plain_of(text)


def _published(entry: Any) -> str | None:
    for name in ("published", "created", "issued", "updated"):
        # `get` of the parser's mapping takes `updated` for `published` with a warning.
        value = dict.get(entry, name)
        if value and (day := day_of(str(value))):
            return day
    return None


def _author(entry: Any) -> str | None:
    people = [one_line(str(who.get("name") or "")) for who in entry.get("authors") or [] if who]
    people = [person for person in people if person] or [one_line(str(entry.get("author") or ""))]
    return "; ".join(dict.fromkeys(people))[:500] or None


def _tags(entry: Any) -> tuple[str, ...]:
    terms = (tag.get("label") or tag.get("term") for tag in entry.get("tags") or [])
    plain = (one_line(str(term))[:80] for term in terms if term)
    return tuple(dict.fromkeys(filter(None, plain)))[:MOST_TAGS]


def _language(entry: Any, channel: Any) -> str | None:
    value = str(entry.get("language") or channel.get("language") or "")
    code = code_of(value.replace("_", "-").partition("-")[0].strip())
    return code if code and len(code) == 2 else None
