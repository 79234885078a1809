"""Text exports of news databases, cut into their articles.

Each layout marks where an article begins or ends: LexisNexis (`1 of 20 DOCUMENTS`), Nexis Uni and
Lexis+ (`End of Document`), Factiva (`Document REUT000020160810ec8a0001`), ProQuest (`Document 1 of
20`, or rules between), Europresse (`news·20160810·LM·123`), RIS and Refer, and databases that put
labelled fields between rules (Gale, NewsBank, wiso, EBSCO). What an article's own head says is read
as in a file with one article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from store.folder.encodings import decode_bytes
from store.model import Span
from store.sources.source_document import Document, Unreadable

HEAD = 64_000
"""Code points at the start of a text in which the first boundary stands."""
LONGEST_COVER = 40_000
"""Code points of a cover and list of contents in front of the first article."""
FEWEST_RECORDS = 2
LEAST_OF_RECORD = 40
"""Code points of an article; less between two boundaries is none."""


class Layout(NamedTuple):
    """How a database marks its articles."""

    name: str
    sign: str
    """Words in every such export: the quickest test."""
    boundary: re.Pattern[str]
    begins: bool
    """Whether the boundary stands at the beginning of an article, or at its end."""
    keeps: bool = False
    """Whether the boundary belongs to the article's text."""
    label: re.Pattern[str] | None = None
    """A line that each article begins with; pieces without one are none."""


_FLAGS = re.MULTILINE
_LABELS = re.compile(
    r"^[ \t]*(?:Title|Headline|Titel|Titre|T[ií]tulo|Titolo|Überschrift|Publication(?: title)?"
    r"|Source|Quelle|Full[ -]?text|Document Type|Record Number|Accession Number)[ \t\xa0]*:",
    _FLAGS | re.IGNORECASE,
)
SIGNS = (
    *(b"DOCUMENT", b"Dokument ", b"Document ", b"news\xc2\xb7", b"TY  - "),
    *(b"%0 ", b"____", b"=====", b"-----"),
)
"""Bytes one of which every export has near its start."""

LAYOUTS = (
    Layout(
        "Nexis",
        "DOCUMENT",
        re.compile(r"^[ \t\f]*\d+ (?:of|de) \d+ DOCUMENTS?[ \t]*$", _FLAGS),
        begins=True,
    ),
    Layout(
        "Nexis",
        "Dokument ",
        re.compile(r"^[ \t\f]*Dokument \d+ von \d+[ \t]*$", _FLAGS | re.IGNORECASE),
        begins=True,
    ),
    Layout(
        "Nexis Uni",
        "End of Document",
        re.compile(r"^[ \t\f]*End of Document[ \t]*$", _FLAGS),
        begins=False,
    ),
    Layout(
        "Factiva",
        "Do",
        re.compile(
            r"^[ \t]*(?:AN[ \t\xa0]+)?Do[ck]ument[o]? [A-Z][A-Z0-9]{3,}\d{6,8}[a-z0-9]{6,}[ \t]*$",
            _FLAGS,
        ),
        begins=False,
        keeps=True,
    ),
    Layout(
        "ProQuest",
        "Document ",
        re.compile(r"^[ \t]*Document \d+ of \d+[ \t]*$", _FLAGS),
        begins=True,
    ),
    Layout(
        "Europresse",
        "news·",
        re.compile(r"^.{0,40}\bnews·\d{8}·[A-Z0-9]+·\S+[ \t]*$", _FLAGS),
        begins=False,
        keeps=True,
    ),
    Layout("RIS", "TY  - ", re.compile(r"^(?=TY  - )", _FLAGS), begins=True, keeps=True),
    Layout("Refer", "%0 ", re.compile(r"^(?=%0 \S)", _FLAGS), begins=True, keeps=True),
    Layout(
        "labelled",
        "____",
        re.compile(r"^[ \t]*_{10,}[ \t]*$", _FLAGS),
        begins=True,
        label=_LABELS,
    ),
    Layout(
        "labelled",
        "=====",
        re.compile(r"^[ \t]*={10,}[ \t]*$", _FLAGS),
        begins=True,
        label=_LABELS,
    ),
    Layout(
        "labelled",
        "-----",
        re.compile(r"^[ \t]*-{20,}[ \t]*$", _FLAGS),
        begins=True,
        label=_LABELS,
    ),
)
_COVER_LINE = re.compile(
    r"^[ \t]*(?:User Name|Date and Time|Job Number|Documents? \(\d+\)|Client/Matter|Search Terms"
    r"|Search Type|Narrowed by|Content Type|\d{1,4}\.[ \t]|Table of Contents|Print Results)",
    _FLAGS,
)


_TERMINAL = re.compile(
    r"[ \t\xa0]*(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|DOCUMENT-TYPE|SUBJECT|PERSON"
    r"|ORGANIZATION|COMPANY|TICKER|INDUSTRY|GEOGRAPHIC|COUNTRY|STATE|CITY|CATEGORIES|GRAPHIC|UPDATE"
    r"|SPRACHE|URL|Classification|Subject|Location|People|Product name|Title|Publication[ \w]*"
    r"|Pages?|Number of pages|Section|ISSN|Source type|Language[ \w]*|Document type|ProQuest[ \w]*"
    r"|Document URL|Last updated|Database|Links|Place of publication|Country of publication"
    r"|First page|Year|Volume|Issue|Gale Document Number|Document Number|Accession Number"
    r"|Record Number|DOI|Copyright|COPYRIGHT)[ \t\xa0]*[:：].*"
    r"|(?:AN[ \t\xa0]+)?Do[ck]ument[o]? [A-Z][A-Z0-9]{3,}\d{6,8}[a-z0-9]{6,}|news·\d{8}·\S+"
    r"|Copyright .{0,120}|©.{0,120}|Classification|[_=-]{10,}|ER  -.*)[ \t]*"
)
"""A line behind the body of an article: fields for the database, the owner, a rule."""


def find(text: str) -> Layout | None:
    """Return the layout of an export with several articles; None for any other text."""
    head = text[:HEAD]
    for layout in LAYOUTS:
        is_likely = layout.sign in head and layout.boundary.search(head)
        if is_likely and len(_records(text, layout)) >= FEWEST_RECORDS:
            return layout
    return None


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the articles of an export; their parts are numbers by position."""
    decoded = decode_bytes(data, None)
    if decoded.binary is not None:
        raise Unreadable("binary", decoded.binary)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    layout = find(text)
    if layout is None:
        raise Unreadable("no text", "no export with several articles")
    yield from documents(text, layout)


def documents(text: str, layout: Layout) -> Iterator[Document]:
    """Yield the articles of an export of a given layout."""
    spans = _records(text, layout)
    digits = max(3, len(str(len(spans))))
    for number, (start, end) in enumerate(spans, 1):
        record = text[start:end]
        end_of_body = _end_of_body(record)
        rest = ((end_of_body, len(record)),) if end_of_body < len(record) else ()
        yield Document(record, part=f"{number:0{digits}}", boilerplate=rest)


def split(document: Document) -> Iterator[Document]:
    """Yield the articles of an export that came as an office file; any other document itself."""
    layout = find(document.text) if document.part is None and not document.pages else None
    if layout is None:
        yield document
    else:
        yield from documents(document.text, layout)


def _end_of_body(record: str) -> int:
    """Return where the fields behind the body begin; the length where there are none."""
    end = len(record)
    while end > 0:
        line_start = record.rfind("\n", 0, end - 1) + 1
        line = record[line_start:end].strip("\n")
        if line.strip() and not _TERMINAL.fullmatch(line):
            break
        end = line_start
    behind = len(record[:end].rstrip())
    first = len(record) - len(record[behind:].lstrip())
    return first if behind else len(record)


def _records(text: str, layout: Layout) -> list[Span]:
    """Return the ranges of the articles."""
    boundaries = [match.span() for match in layout.boundary.finditer(text)]
    if layout.begins:
        starts = [start if layout.keeps else end for start, end in boundaries]
        ends = [start for start, _ in boundaries[1:]] + [len(text)]
        if layout.label is not None:
            starts, ends = [0, *starts], [boundaries[0][0] if boundaries else len(text), *ends]
    else:
        ends = [end if layout.keeps else start for start, end in boundaries]
        starts = [0, *(end for _, end in boundaries)][: len(ends)]
        if starts:
            starts[0] = _behind_cover(text[: min(ends[0], LONGEST_COVER)])
    pieces = (_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))
    return [
        (start, end)
        for start, end in pieces
        if end - start >= LEAST_OF_RECORD
        and (layout.label is None or _is_labelled(text, start, end, layout.label))
    ]


def _is_labelled(text: str, start: int, end: int, label: re.Pattern[str]) -> bool:
    """Return whether a piece begins with a label, and has another one."""
    first = label.match(text, start, end)
    return first is not None and label.search(text, first.end(), end) is not None


def _behind_cover(text: str) -> int:
    """Return where the first article begins, behind the list of all."""
    if "Client/Matter" not in text and "Job Number" not in text:
        return 0
    lines = list(_COVER_LINE.finditer(text))
    if not lines:
        return 0
    line_end = text.find("\n", lines[-1].end())
    return line_end + 1 if line_end >= 0 else 0


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the range without blank lines in front and blanks behind."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    line_start = piece.rfind("\n", 0, lead) + 1
    return start + line_start, start + max(len(piece.rstrip()), line_start)
