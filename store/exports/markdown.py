"""A Markdown digest of notes and marked passages with their sources, for reading and quoting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.unsupported_chars import as_pictures

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def write(job: ExportContext) -> None:
    """Write a heading per article, then its tags, its note, and its marks as quotations."""
    job.text.write("# Cuttings\n")
    for item in job.items():
        job.text.writelines(f"{line}\n" for line in _lines(item))


def plain(text: str) -> str:
    """Return text escaped for Markdown, with control characters as pictures."""
    shown = _SPECIAL.sub(r"\\\1", as_pictures(text))
    return _AT_START.sub(lambda match: match[1] + _escaped(match[2]), shown)


def lines_of(text: str) -> list[str]:
    """Return the lines of text for Markdown, preserving indents and line breaks.

    Four spaces at the start of a line would make it code, and a single line break would be a space.
    """
    lines = [_indented(line.rstrip()) for line in text.expandtabs(4).split("\n")]
    return [
        f"{line}\\" if line and following else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]


def _indented(line: str) -> str:
    words = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(words)) + plain(words)


def _escaped(start: str) -> str:
    return f"{start[:-1]}\\{start[-1]}" if start[0].isdigit() else f"\\{start}"


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def _lines(item: ExportedArticle) -> Iterator[str]:
    article = item.article
    yield ""
    yield f"## {_one_line(article.title) or _one_line(article.id)}"
    yield ""
    yield " · ".join(
        _one_line(part) for part in (article.source, article.published, article.id) if part
    )
    if article.tags:
        yield ""
        yield f"Tags: {', '.join(_one_line(tag) for tag in article.tags)}"
    if article.note:
        yield ""
        yield from lines_of(article.note)
    for mark in article.marks:
        yield ""
        quote = mark.quote if mark.start is None else item.text[mark.start : mark.end]
        yield from (f"> {line}".rstrip() for line in lines_of(quote))
        place = "the passage is lost" if mark.start is None else f"{mark.start}-{mark.end}"
        yield ">"
        note = f": {_one_line(mark.note)}" if mark.note else ""
        yield f"> — **{_one_line(mark.tag)}**{note} ({place})"
