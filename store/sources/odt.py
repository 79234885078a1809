"""OpenDocument texts (ISO 26300): packed (`.odt`, `.ott`) or as one XML file (`.fodt`)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of
from store.sources.zip_archive import ZipArchive, parse_xml

_BLOCKS = frozenset(("p", "h"))
_SKIPPED = frozenset(("tracked-changes", "annotation", "forms", "sequence-decls", "script"))


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of an OpenDocument file."""
    if data.lstrip()[:5] == b"<?xml" or name.lower().endswith(".fodt"):
        content = parse_xml(data, name)
        meta: etree._Element | None = content
    else:
        with ZipArchive(data) as archive:
            manifest = archive.read("META-INF/manifest.xml") or b""
            if b"encryption-data" in manifest:
                raise Unreadable("encrypted", "protected by a password: save a copy without one")
            unpacked = archive.xml("content.xml")
            if unpacked is None:
                raise Unreadable("unreadable", "damaged: it has no text")
            content, meta = unpacked, archive.xml("meta.xml")
    paragraphs = list(_paragraphs(content))
    if not paragraphs:
        raise Unreadable("no text", "no words in it: pictures, maybe")
    facts = _facts(meta)
    yield Document(
        "\n\n".join(paragraphs),
        title=facts.get("title"),
        author=facts.get("initial-creator") or facts.get("creator"),
        published=day_of(facts["creation-date"]) if "creation-date" in facts else None,
        language=(facts.get("language") or "")[:2].lower() or None,
    )


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Yield the words of each paragraph and heading; the cells of a table row are one."""
    words: list[str] = []
    in_body = skipped = rows = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, is_start = _local(element), event == "start"
        step = 1 if is_start else -1
        if tag == "body":
            in_body += step
        elif tag in _SKIPPED:
            skipped += step
            if not is_start and in_body and not skipped:
                words.append(element.tail or "")
            continue
        if not in_body or skipped:
            continue
        if tag == "table-row":
            rows += step
        is_end_of_block = not is_start and (tag == "table-row" or (tag in _BLOCKS and not rows))
        if is_start:
            words.append(_space(element, tag) + (element.text or ""))
        if is_end_of_block and (paragraph := _joined(words)):
            yield paragraph
        if not is_start:
            words.append(("\x1f" if tag == "table-cell" else "") + (element.tail or ""))


def _space(element: etree._Element, tag: str) -> str:
    return " " if tag in ("s", "tab", "line-break") else ""


def _joined(words: list[str]) -> str:
    cells = [" ".join(cell.split()) for cell in "".join(words).split("\x1f")]
    words.clear()
    return " | ".join(cell for cell in cells if cell)


def _facts(root: etree._Element | None) -> dict[str, str]:
    facts: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        parent = element.getparent()
        if parent is not None and _local(parent) == "meta" and element.text:
            facts.setdefault(_local(element), " ".join(element.text.split()))
    return {key: value for key, value in facts.items() if value}
