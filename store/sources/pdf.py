"""PDF files, read by PDFium: text in reading order, with the page of every passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError

from store.sources.pdf_flow import Page, flow
from store.sources.pdf_lines import HYPHENS, body_height, page_lines
from store.sources.source_document import Document, Unreadable

MOST_PAGES = 5_000
LEAST_LETTERS = 8
"""Letters and digits a page on average under which a file is a scan."""
LARGE = 1.25
"""The height of a headline's letters, in heights of the text's."""
LONGEST_HEADLINE = 250
"""Code points."""

_NO_TITLE = re.compile(
    r"\s*(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*"
    r"|.*\.(?:docx?|pdf|indd|qxp|qxd|tex|dvi|rtf|odt|pptx?|xlsx?|cdr|p65|fm)"
    r"|(?:slide|page|document|dokument|layout)[ _-]?\d*|[\d\W_]*)\s*",
    re.IGNORECASE,
)


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of a PDF file."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Unreadable(
                "encrypted", "protected by a password: save a copy without one"
            ) from error
        raise Unreadable("unreadable", "damaged: PDFium can't open it") from error
    try:
        yield _document(document)
    finally:
        document.close()


def _document(document: PdfDocument) -> Document:
    if len(document) > MOST_PAGES:
        raise Unreadable("too large", f"more than {MOST_PAGES:,} pages: split it")
    pages = [_page(document, index) for index in range(len(document))]
    text = flow(pages)
    letters = sum(letter.isalnum() for letter in text.text)
    if letters < LEAST_LETTERS * max(len(pages), 1):
        raise Unreadable(
            "no text", "a scan without text: ocrmypdf in.pdf out.pdf adds a layer of text"
        )
    metadata = _metadata(document)
    title = _title(metadata.get("Title", ""), text.text) or _headline(pages)
    return Document(
        text.text,
        title=title,
        author=metadata.get("Author") or None,
        pages=tuple(text.pages),
        boilerplate=tuple(text.boilerplate),
    )


def _page(document: PdfDocument, index: int) -> Page:
    """Return the lines of a page; a damaged one has none."""
    number = _number(document, index)
    try:
        page = document[index]
    except PdfiumError:
        return Page(number, 1.0, [])
    try:
        text_page = page.get_textpage()
        try:
            return Page(number, page.get_height(), page_lines(text_page, page.get_width()))
        finally:
            text_page.close()
    except PdfiumError:
        return Page(number, 1.0, [])
    finally:
        page.close()


def _number(document: PdfDocument, index: int) -> int:
    """Return a page's number as it is printed, where the file says it; else its position."""
    try:
        label = document.get_page_label(index)
    except (PdfiumError, ValueError, UnicodeError):
        label = ""
    return int(label) if re.fullmatch(r"[0-9]{1,5}", label or "") else index + 1


def _metadata(document: PdfDocument) -> dict[str, str]:
    try:
        values = document.get_metadata_dict(skip_empty=True)
    except (PdfiumError, ValueError, UnicodeError):
        return {}
    return {key: " ".join(str(value).split()) for key, value in values.items()}


def _title(stated: str, text: str) -> str | None:
    """Return the title that the file states, if its first page has it too; many state nonsense."""
    if _NO_TITLE.fullmatch(stated) or len(stated) > LONGEST_HEADLINE:
        return None
    start = " ".join(text[:5_000].split()).casefold()
    return stated if stated.casefold() in start else None


def _headline(pages: list[Page]) -> str | None:
    """Return the first lines of the largest letters on the first page, if they stand out."""
    lines = pages[0].lines if pages else []
    if len(lines) < 3:
        return None
    largest = (
        max(line.height for line in lines if len(line.text) > 2)
        if any(len(line.text) > 2 for line in lines)
        else 0.0
    )
    if largest < LARGE * body_height(lines):
        return None
    words: list[str] = []
    for line in lines:
        is_large = line.height > 0.85 * largest and len(line.text) > 2
        if is_large and line.text[-1] not in HYPHENS:
            words.append(line.text)
        elif words:
            break
    title = " ".join(words)
    return title if 8 <= len(title) <= LONGEST_HEADLINE else None
