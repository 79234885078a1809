"""E-books (EPUB 2 and 3): each chapter of the reading order is a document (w3.org/TR/epub)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from store.sources.markup_text import text_of
from store.sources.part_names import PartNames
from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of
from store.sources.zip_archive import ZipArchive

LEAST_OF_CHAPTER = 2
"""Words of a chapter; less is a cover or a picture."""
MOST_CHAPTERS = 5_000
_HEADING = re.compile(r"<h[1-3][^>]{0,500}>(.{1,2000}?)</h[1-3]>", re.DOTALL | re.IGNORECASE)
_OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the chapters of an e-book in reading order."""
    with ZipArchive(data) as archive:
        _check_protection(archive)
        package_name = _package(archive)
        package = archive.xml(package_name)
        if package is None:
            raise Unreadable("unreadable", "damaged: its list of contents is missing")
        base = posixpath.dirname(package_name)
        items = {
            element.get("id"): element
            for element in package.iter("{*}item")
            if element.get("id") and element.get("href")
        }
        titles = _contents(archive, package, items, base)
        book = _facts(package)
        names = PartNames()
        number = 0
        for reference in list(package.iter("{*}itemref"))[:MOST_CHAPTERS]:
            item = items.get(reference.get("idref"))
            if item is None:
                continue
            path = _path(base, str(item.get("href")))
            markup = archive.read(path)
            text = text_of(markup.decode("utf-8", "replace")) if markup else ""
            if len(text.split()) < LEAST_OF_CHAPTER:
                continue
            number += 1
            heading = _HEADING.search(markup.decode("utf-8", "replace")) if markup else None
            title = titles.get(path) or (text_of(heading[1]) if heading else None)
            yield Document(
                _without_title(text, title),
                part=names.next(f"chapter-{number}"),
                title=" ".join(title.split()) if title else book.get("title"),
                source=book.get("title"),
                author=book.get("creator"),
                published=day_of(book["date"]) if "date" in book else None,
                language=book.get("language", "")[:2].lower() or None,
            )
        if not number:
            raise Unreadable("no text", "no chapter has words: pictures, maybe")


def _check_protection(archive: ZipArchive) -> None:
    encryption = archive.xml("META-INF/encryption.xml")
    if encryption is None:
        return
    for method in encryption.iter("{*}EncryptionMethod"):
        if method.get("Algorithm") not in _OBFUSCATED:
            raise Unreadable(
                "encrypted", "protected by its seller: only the shop's program opens it"
            )


def _package(archive: ZipArchive) -> str:
    container = archive.xml("META-INF/container.xml")
    if container is not None:
        for root in container.iter("{*}rootfile"):
            if path := root.get("full-path"):
                return str(path)
    packages = [name for name in archive.names if name.endswith(".opf")]
    if not packages:
        raise Unreadable("unreadable", "damaged: its list of contents is missing")
    return packages[0]


def _path(base: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(base, unquote(href.partition("#")[0])))


def _contents(
    archive: ZipArchive,
    package: etree._Element,
    items: dict[str | None, etree._Element],
    base: str,
) -> dict[str, str]:
    """Return the chapters' titles by path, from the navigation of EPUB 3 or the NCX of EPUB 2."""
    titles: dict[str, str] = {}
    for item in items.values():
        is_nav = "nav" in str(item.get("properties", "")).split()
        if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path = _path(base, str(item.get("href")))
        try:
            root = archive.xml(path)
        except Unreadable:
            continue
        folder = posixpath.dirname(path)
        for element in root.iter("{*}a", "{*}navPoint") if root is not None else ():
            href, words = _entry(element)
            if href and words:
                titles.setdefault(_path(folder, href), words)
    return titles


def _entry(element: etree._Element) -> tuple[str, str]:
    if element.tag.endswith("}a"):
        words = "".join(str(text) for text in element.itertext())
        return str(element.get("href", "")), " ".join(words.split())
    label, content = element.find("{*}navLabel"), element.find("{*}content")
    if label is None or content is None:
        return "", ""
    words = "".join(str(text) for text in label.itertext())
    return str(content.get("src", "")), " ".join(words.split())


def _facts(package: etree._Element) -> dict[str, str]:
    facts: dict[str, list[str]] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        if element.text and element.text.strip():
            name = element.tag.rpartition("}")[2]
            facts.setdefault(name, []).append(" ".join(element.text.split()))
    return {
        name: "; ".join(values) if name == "creator" else values[0]
        for name, values in facts.items()
    }


def _without_title(text: str, title: str | None) -> str:
    """Return a chapter without its heading, which is kept apart."""
    first, _, rest = text.partition("\n")
    is_heading = title is not None and " ".join(first.split()) == " ".join(title.split())
    return rest.lstrip("\n") if is_heading and rest.strip() else text
