"""Prepares the index's rows for a document that a reader of its format gave."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from store.folder.decode import Content, Decoded
from store.folder.ids import encode
from store.index.article_builder import Origin, Prepared, of_text
from store.index.article_faults import in_words
from store.model import Span, Status
from store.sources.source_document import Document
from store.text import Description, describe, undescribed
from store.text.headline import LONGEST_TITLE, clean, cut

LONGEST_PART = 80
"""Code points of a part's name."""
LONGEST_FACT = 300
"""Code points of a source or author; a longer one is no name."""
LONGEST_ADDRESS = 2_000
MOST_KEYWORDS = 50


def prepare_document(
    file_id: str, raw: bytes, document: Document, content: Content, format_name: str
) -> Prepared:
    """Return the index's rows for a document of a file. Raises nothing that its text can cause.

    Its part's name is one that `part_name` gave. A headline that the format keeps apart becomes
    the first line of the text.
    """
    id = file_id if document.part is None else f"{file_id}#{document.part}"
    text, shift = _whole_text(document)
    status, reason = document.status, document.reason
    if status == "ok" and not text.strip():
        status, reason = "empty", "holds no text"
    about = _describe(text, id)
    if isinstance(about, str):
        status, reason, about = "unreadable", about, undescribed(text, id)
    about = _with_facts(about, document, text, shift)
    decoded = Decoded(
        text, None, _digest(document, content, text), content.size, content.mtime_ns, status, reason
    )
    pages = [[number, *_shifted((start, end), shift)] for number, start, end in document.pages]
    origin = Origin(
        file_id,
        document.part,
        format_name,
        _address(document.url),
        _fact(document.author, LONGEST_FACT),
        json.dumps(pages) if document.pages else None,
        _keywords(document.tags),
    )
    return of_text(id, raw, None, decoded, about, origin)


def part_name(part: str) -> str:
    """Return a part's name made safe for ids: no `#`, `/`, blanks or controls, not too long."""
    plain = "".join(" " if letter in "#/\\" or letter.isspace() else letter for letter in part)
    name = encode("-".join(plain.split()).encode("utf-8", "replace"))[:LONGEST_PART].strip("-")
    return name or "part"


def failed(
    file_id: str, raw: bytes, content: Content, format_name: str, status: Status, reason: str
) -> Prepared:
    """Return the rows of a file that gave no document: it is listed with the reason."""
    document = Document("", status=status, reason=reason)
    return prepare_document(file_id, raw, document, content, format_name)


def _digest(document: Document, content: Content, text: str) -> str | None:
    """Return the hash by which the content is recognised when it moves."""
    if document.part is None:
        return content.sha256
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _whole_text(document: Document) -> tuple[str, int]:
    """Return title and body as one text, and by how many code points the body was shifted."""
    body = _clean(document.text)
    title = _title(document)
    if title is None or not body.strip() or body.lstrip().startswith(title):
        return (body if body.strip() or title is None else title), 0
    return f"{title}\n\n{body}", len(title) + 2


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def _title(document: Document) -> str | None:
    title = clean(" ".join(_clean(document.title or "").split()))
    return cut(title, LONGEST_TITLE) or None


def _describe(text: str, id: str) -> Description | str:
    try:
        return describe(text, id)
    except Exception as error:  # whatever the rules stumble over: the article is still listed
        return f"its title and paragraphs could not be worked out ({in_words(error)})"


def _with_facts(about: Description, document: Document, text: str, shift: int) -> Description:
    """Return the analysis with what the format itself states in place of what was worked out."""
    title = _title(document)
    if title is not None:
        start = len(text) - len(text.lstrip())
        span = (start, start + len(title)) if text.startswith(title, start) else None
        about = replace(about, title=title, title_from="headline", title_span=span)
    ranges = [*about.boilerplate, *(_shifted(span, shift) for span in document.boilerplate)]
    return replace(
        about,
        source=_fact(document.source, LONGEST_FACT) or about.source,
        published=document.published or about.published,
        language=about.language or document.language,
        boilerplate=_merged(ranges, about.title_span, len(text)),
    )


def _shifted(span: Span, shift: int) -> Span:
    return span[0] + shift, span[1] + shift


def _merged(ranges: Sequence[Span], title: Span | None, length: int) -> tuple[Span, ...]:
    """Return sorted, disjoint ranges; those that reach into the headline are left out."""
    merged: list[Span] = []
    for start, end in sorted(ranges):
        start, end = max(start, 0), min(end, length)
        if start >= end or (title is not None and start < title[1] and end > title[0]):
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _fact(value: str | None, longest: int) -> str | None:
    """Return a fact as one line without control characters; None where it is empty or too long."""
    letters = (
        letter if letter.isprintable() or letter.isspace() else " " for letter in value or ""
    )
    line = unicodedata.normalize("NFC", " ".join(_clean("".join(letters)).split()))
    return line if line and len(line) <= longest else None


def _address(value: str | None) -> str | None:
    """Return an address of the web; any other could be made to act on this machine."""
    address = _fact(value, LONGEST_ADDRESS)
    is_safe = address is not None and address.lower().startswith(("http://", "https://"))
    return address if is_safe else None


def _keywords(tags: Sequence[str]) -> str | None:
    words = [word for tag in tags[:MOST_KEYWORDS] if (word := _fact(tag, 100))]
    return json.dumps(list(dict.fromkeys(words)), ensure_ascii=False) if words else None
