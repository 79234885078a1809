"""Word files (Office Open XML, ECMA-376): paragraphs, tables, notes, and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of
from store.sources.zip_archive import ZipArchive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DELETED = ("del", "moveFrom", "delText", "instrText")
_NO_TITLE = re.compile(r"(?:word )?(?:document|dokument|untitled)\s*\d*|.*\.docx?", re.IGNORECASE)


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of a Word file; what was deleted with changes tracked is left out."""
    with ZipArchive(data) as archive:
        main = _main_part(archive)
        root = archive.xml(main)
        if root is None:
            raise Unreadable("unreadable", "damaged: it has no text")
        paragraphs = list(_paragraphs(root))
        for part in ("footnotes", "endnotes"):
            notes = archive.xml(f"word/{part}.xml")
            if notes is not None:
                paragraphs += _paragraphs(notes)
        text = "\n\n".join(words for words, _ in paragraphs)
        if not text:
            raise Unreadable("no text", "no words in it: pictures, maybe")
        facts = _facts(archive)
    styled = next((words for words, style in paragraphs if style.startswith("title")), None)
    stated = facts.get("title", "")
    title = styled or (stated if stated and not _NO_TITLE.fullmatch(stated) else None)
    yield Document(
        text,
        title=title if title and len(title) <= 300 else None,
        author=facts.get("creator"),
        published=day_of(facts["created"]) if "created" in facts else None,
        language=(facts.get("language") or "")[:2].lower() or None,
        tags=tuple(word.strip() for word in facts.get("keywords", "").split(",") if word.strip()),
    )


def _main_part(archive: ZipArchive) -> str:
    """Return the name of the part with the text; almost always `word/document.xml`."""
    relations = archive.xml("_rels/.rels")
    if relations is not None:
        for relation in relations:
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the words and the style of each paragraph; the cells of a table row are one."""
    words: list[str] = []
    style = ""
    rows = 0
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(_W).removeprefix(_STRICT)
        is_start = event == "start"
        if tag in _DELETED or tag.endswith("}Fallback"):
            skipped += 1 if is_start else -1
        elif skipped:
            continue
        elif tag == "tr":
            rows += 1 if is_start else -1
            if not rows and (paragraph := _joined(words)):
                yield paragraph, ""
        elif tag == "p" and not is_start:
            if rows:
                words.append("\t")
            elif paragraph := _joined(words):
                yield paragraph, style
                style = ""
        elif is_start:
            style = _style(element, tag) or style
            words.append(_words(element, tag))


def _style(element: etree._Element, tag: str) -> str:
    if tag != "pStyle":
        return ""
    return str(element.get(f"{_W}val") or element.get(f"{_STRICT}val") or "").lower()


def _words(element: etree._Element, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    if tag in ("tab", "br", "cr"):
        return " "
    return "-" if tag == "noBreakHyphen" else ""


def _joined(words: list[str]) -> str:
    cells = [" ".join(cell.split()) for cell in "".join(words).split("\t")]
    words.clear()
    return " | ".join(cell for cell in cells if cell)


def _facts(archive: ZipArchive) -> dict[str, str]:
    root = archive.xml("docProps/core.xml")
    facts: dict[str, str] = {}
    for element in root if root is not None else ():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            facts[element.tag.rpartition("}")[2]] = " ".join(element.text.split())
    return facts
