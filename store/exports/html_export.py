"""A single HTML page with all texts, names and marks highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.unsupported_chars import as_pictures
from store.model import Mark

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Cuttings</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid #8886; margin-top: 3rem; }
h2 { line-height: 1.25; }
.about, .note, nav { font-family: system-ui, sans-serif; font-size: .9rem; }
.about { opacity: .75; }
.tag { border: 1px solid #8888; border-radius: .6em; padding: 0 .5em; margin-right: .3em; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.e { border-bottom: 2px solid #8888; }
.PERSON { border-color: #d9734f; } .ORG { border-color: #4a86c8; }
.GPE, .LOC, .FAC { border-color: #5ca453; } .NORP { border-color: #8a68c4; }
mark { color: #1c1c1c; background: #f3e08f; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; }
mark mark { outline: 1px solid #1c1c1c; outline-offset: -1px; }
mark .e { color: #1c1c1c; }
.says { font: .72em system-ui, sans-serif; color: #1c1c1c; background: #fffc; padding: 0 .3em;
  border-radius: .3em; white-space: normal; user-select: none; }
@media print { nav { display: none; } article { break-before: page; } }
"""
COLORS = {
    "red": "#f6b5ae",
    "orange": "#f5c79b",
    "yellow": "#f3e08f",
    "green": "#b9dfb0",
    "cyan": "#a9dede",
    "blue": "#b5d3f5",
    "violet": "#d5c4f4",
    "pink": "#f3bddb",
    "grey": "#d3d6db",
}
"""Background of a passage by the colour of its tag: the contrast with dark text is above 7 to 1, on
a light page and on a dark one."""


def write(job: ExportContext) -> None:
    """Write one page: the contents, then each article."""
    out = job.text
    colors = {tag.name.casefold(): tag.color or "" for tag in job.tags}
    out.write(_HEAD)
    out.writelines(f".m-{name} {{ background: {color}; }}\n" for name, color in COLORS.items())
    out.write("</style>\n</head>\n<body>\n<h1>Cuttings</h1>\n")
    out.write("<nav>\n<h2>Contents</h2>\n<ol>\n")
    for start in range(0, len(job.listing), 1000):
        for row in job.listing.rows(start, start + 1000):
            out.write(f'<li><a href="#a{row.num}">{_one_line(row.title or row.id)}</a></li>\n')
    out.write("</ol>\n</nav>\n")
    for item in job.items():
        out.writelines(_article(item, colors))
    out.write("</body>\n</html>\n")


def _one_line(text: str) -> str:
    return escape(as_pictures(" ".join(text.split())))


def _article(item: ExportedArticle, colors: Mapping[str, str]) -> Iterator[str]:
    article = item.article
    title = _one_line(article.title or article.id)
    yield f'<article id="a{article.num}">\n<h2 dir="auto">{title}</h2>\n'
    read = f"read {article.read}" if article.read else None
    parts = [
        _one_line(part) for part in (article.source, article.published, article.id, read) if part
    ]
    yield f'<p class="about">{" · ".join(parts)}</p>\n'
    if article.tags:
        tags = "".join(f'<span class="tag">{_one_line(tag)}</span>' for tag in article.tags)
        yield f'<p class="about">{tags}</p>\n'
    if article.note:
        yield f'<p class="note text" dir="auto">{escape(as_pictures(article.note))}</p>\n'
    yield '<div class="text" dir="auto">'
    yield from _text(item, colors)
    yield "</div>\n"
    lost = [mark for mark in article.marks if mark.start is None]
    for mark in lost:
        words = f"{_one_line(mark.tag)} (the passage is lost): {_one_line(mark.quote)}"
        yield f'<p class="note">{words}</p>\n'
    yield "</article>\n"


def _text(item: ExportedArticle, colors: Mapping[str, str]) -> Iterator[str]:
    """Yield the text, split where names and marks start or end; these may overlap.

    Each passage is followed by its tag and note.
    """
    text = item.text
    marks, names = list(item.marks), list(item.entities)
    edges = {0, len(text)}
    edges.update(edge for start, end, _ in marks for edge in (start, end))
    edges.update(edge for entity in names for edge in (entity.start, entity.end))
    open_marks: list[int] = []
    at_mark = at_name = 0
    for start, end in pairwise(sorted(edges)):
        while at_mark < len(marks) and marks[at_mark][0] <= start:
            open_marks.append(at_mark)
            at_mark += 1
        open_marks = [number for number in open_marks if marks[number][1] > start]
        while at_name < len(names) and names[at_name].end <= start:
            at_name += 1
        shown = escape(as_pictures(text[start:end]))
        if at_name < len(names) and names[at_name].start <= start:
            name = names[at_name]
            title = escape(as_pictures(f"{name.label}: {name.name}"))
            shown = f'<span class="e {name.label}" title="{title}">{shown}</span>'
        for number in open_marks:
            mark = marks[number][2]
            color = colors.get(mark.tag.casefold(), "")
            kind = f' class="m-{color}"' if color in COLORS else ""
            shown = f"<mark{kind}>{shown}</mark>"
        yield shown
        yield from (_caption(marks[number][2]) for number in open_marks if marks[number][1] == end)


def _caption(mark: Mark) -> str:
    """Return the caption after a passage: its tag and note."""
    note = f": {mark.note}" if mark.note else ""
    return f'<small class="says">{_one_line(mark.tag + note)}</small>'
