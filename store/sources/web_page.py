"""Web pages: HTML files, saved pages of browsers (MHTML, Safari's archives), records of the web.

The body is found by trafilatura; title, date, source, author and address are weighed here. Nothing
that a page names is ever fetched.
"""

from __future__ import annotations

import email
import email.policy
import plistlib
import re
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

import lxml.html
import trafilatura
from lxml import etree
from trafilatura.metadata import extract_author

from store.folder.encodings import decode_bytes
from store.sources.page_date import page_date
from store.sources.page_metadata import PageMetadata, names_in, page_metadata
from store.sources.page_title import page_title
from store.sources.source_document import Document, Unreadable
from store.text.bylines import agency_in, domain_of
from store.text.rules import load

LARGEST_PAGE = 30 * 1024 * 1024
"""Bytes of a page; a longer one is data, not an article."""
DEEPEST = 2_000
"""Open elements inside each other that a page may have."""
LEAST_OF_TEXT = 20
"""Code points of a body under which a page has no article."""
LONGEST_NAME = 80
"""Code points of an author's or a publication's name."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "code", "lb"))
_BY = re.compile(r"^(?:by|von|par|por|di|door)\s+", re.IGNORECASE)
_ROLE = re.compile(r"\s*(?:,| and | und | et | y |;|&)\s*(?=[A-ZÀ-Þ])")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the article of a saved page."""
    if data.startswith(b"bplist00") or b"WebMainResource" in data[:4096]:
        yield _web_archive(data)
    elif name.lower().endswith((".mht", ".mhtml")) or data[:400].lower().startswith(
        b"from: <saved"
    ):
        yield _mhtml(data)
    else:
        yield page(data, None, None)


def page(html: bytes, url: str | None, content_type: str | None) -> Document:
    """Return the article of a page. Raises Unreadable where there is none.

    `url` is its address, `content_type` the HTTP header, where they are known.
    """
    if len(html) > LARGEST_PAGE:
        raise Unreadable("too large", f"larger than {LARGEST_PAGE >> 20} MB: no page")
    text = decoded(html, content_type)
    if not text.strip():
        raise Unreadable("empty", "the page is empty")
    tree = _parsed(text)
    metadata = page_metadata(tree, text, url)
    site = _site(metadata)
    title = page_title(tree, metadata, site)
    published = page_date(tree, metadata)
    body = _body(tree, title)
    if len(body) < LEAST_OF_TEXT:
        raise Unreadable(
            "no text", "no article in the page: a frame, a login or a script would show it"
        )
    return Document(
        body,
        title=title,
        source=_source(metadata, site),
        published=published,
        url=metadata.url,
        author=_author(metadata, tree, site),
        language=metadata.language,
        tags=_keywords(metadata),
    )


def decoded(html: bytes, content_type: str | None) -> str:
    """Return a page as text: by its BOM, the HTTP header, its own declaration, or a guess."""
    head = html[:4096]
    declared = re.search(r"charset=[\"']?([\w.:-]+)", content_type or "")
    names = [
        *([declared[1]] if declared else []),
        *(
            match[1].decode("ascii")
            for match in (_CHARSET.search(head), _XML_ENCODING.search(head))
            if match
        ),
        "utf-8",
    ]
    if not html.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        for name in names:
            try:
                return html.decode(_WIDER.get(name.lower(), name))
            except (LookupError, UnicodeError):
                continue
    return decode_bytes(html, None).text


_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
          "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
          "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254",
          "utf-16": "utf-8", "utf-16le": "utf-8"}  # fmt: skip
"""What browsers read instead of an encoding (encoding.spec.whatwg.org)."""


_UNSEEN = dict.fromkeys((0x00, 0xAD, 0x200B, 0xFEFF))
"""Signs that only tell where a word may be broken, and NUL."""


def _parsed(text: str) -> Any:
    text = _DECLARATION.sub("", text).translate(_UNSEEN)
    parser = lxml.html.HTMLParser(
        remove_pis=True, remove_comments=True, no_network=True, huge_tree=False
    )
    try:
        tree = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no text", "no page: its markup can't be read") from error
    if _is_too_deep(tree):
        raise Unreadable("too large", f"more than {DEEPEST:,} elements inside each other")
    return tree


def _is_too_deep(tree: Any) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _body(tree: Any, title: str | None) -> str:
    """Return the paragraphs of the article, an empty line between them."""
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(document, "body", None) if document is not None else None
    paragraphs = _paragraphs(body) if body is not None else []
    if sum(map(len, paragraphs)) < LEAST_OF_TEXT:
        paragraphs = _paragraphs(trafilatura.baseline(tree)[0])
    if title is not None and paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    return "\n\n".join(paragraphs)


def _paragraphs(body: Any) -> list[str]:
    """Return the words of each block of an extracted body, in order."""
    paragraphs: list[str] = []
    words: list[str] = []

    def close() -> None:
        paragraph = " ".join("".join(words).split())
        if paragraph and (not paragraphs or paragraphs[-1] != paragraph):
            paragraphs.append(paragraph)
        words.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block:
            close()
        if event == "start":
            words.append(element.text or "")
        elif element is not body:
            if element.tag in ("cell", "graphic"):
                words.append(" ")
            words.append(element.tail or "")
    close()
    return paragraphs


def _site(metadata: PageMetadata) -> str | None:
    """Return the site's name as it prints it, else its domain without the ending."""
    names = [metadata.meta("og:site_name", "application-name", "dc.publisher", "publisher")]
    names += [name for value in metadata.stated("publisher") for name in names_in(value)]
    for name in names:
        if name and len(name) <= LONGEST_NAME and "://" not in name:
            return name
    return domain_of(metadata.url).split(".")[0] if metadata.url else None


def _source(metadata: PageMetadata, site: str | None) -> str | None:
    """Return the publication by its short name: from the table of outlets, else as it says."""
    rules = load()
    if site and (outlet := agency_in(site, rules)):
        return outlet
    domain = domain_of(metadata.url) if metadata.url else ""
    while "." in domain:
        if domain in rules.domains:
            return rules.domains[domain]
        domain = domain.partition(".")[2]
    stated = metadata.meta("og:site_name", "application-name") or site
    return stated.split(" | ")[0] if stated else None


def _author(metadata: PageMetadata, tree: Any, site: str | None) -> str | None:
    """Return the people who wrote the article, joined by `; `."""
    stated = [name for value in metadata.stated("author", "creator") for name in names_in(value)]
    single = metadata.meta(
        "author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"
    )
    stated += _ROLE.split(single) if single else []
    if not stated:
        stated = [link.text_content() for link in tree.iter("a") if link.get("rel") == "author"]
    if not stated:
        byline = extract_author(tree)
        stated = byline.split("; ") if byline else []
    names: list[str] = []
    outlet = (site or "").casefold()
    for name in stated:
        person = _BY.sub("", " ".join(name.split())).strip(" ,;")
        is_name = 2 < len(person) <= LONGEST_NAME and "://" not in person and "@" not in person
        is_site = bool(outlet) and outlet in person.casefold()
        if is_name and not is_site and person not in names:
            names.append(person)
    return "; ".join(names[:8]) or None


def _keywords(metadata: PageMetadata) -> tuple[str, ...]:
    value = metadata.meta("news_keywords", "keywords", "parsely-tags", "sailthru.tags") or ""
    return tuple(word.strip() for word in value.split(",") if word.strip())[:20]


def _mhtml(data: bytes) -> Document:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            html = part.get_payload(decode=True)
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            if isinstance(html, bytes) and html.strip():
                return page(html, str(address) if address else None, part.get("Content-Type"))
    raise Unreadable("no text", "a saved page without the page itself")


def _web_archive(data: bytes) -> Document:
    try:
        main = plistlib.loads(data)["WebMainResource"]
        html, address = main["WebResourceData"], main.get("WebResourceURL")
    except (ValueError, KeyError, TypeError, AttributeError, ExpatError, RecursionError) as error:
        raise Unreadable("unreadable", "a damaged archive of Safari") from error
    if not isinstance(html, bytes):
        raise Unreadable("no text", "an archive of Safari without a page")
    return page(html, address if isinstance(address, str) else None, None)
