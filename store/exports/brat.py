"""brat: a folder of texts with standoff annotations, see brat.nlplab.org/standoff.html.

Offsets are code points of the text file, including line breaks. brat's annotations can't contain
line breaks, so a span across lines is written as fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from store.exports.documents import DocumentList
from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.filenames import FileNames
from store.model import LABELS

_LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
"""What brat's reader treats as the end of a line."""
_FRAGMENT = re.compile(f"[^{_LINE_ENDS}]+")
_ANGLES = str.maketrans("<>", "‹›")
_BREAKS = re.compile(f"[{_LINE_ENDS}\t]+")


class Types:
    """Maps tags to brat's types, which consist of ASCII letters, digits, `_` and `-`."""

    def __init__(self) -> None:
        self.of_tags: dict[str, str] = {}
        """Type by tag, in the tag's first spelling."""
        self._folded: dict[str, str] = {}
        self._taken = set(LABELS)

    def of_tag(self, tag: str) -> str:
        """Return the type of a tag, unique to it."""
        known_type = self._folded.get(tag.casefold())
        if known_type is not None:
            return known_type
        plain = re.sub(r"[^A-Za-z0-9_-]+", "_", tag).strip("_") or "tag"
        number, new_type = 1, plain
        while new_type in self._taken:
            number += 1
            new_type = f"{plain}_{number}"
        self._taken.add(new_type)
        self._folded[tag.casefold()] = self.of_tags[tag] = new_type
        return new_type


def write(job: ExportContext) -> None:
    """Fill the folder: a `.txt` and an `.ann` per article, the setup and `documents.csv`."""
    folder, types, names = job.place, Types(), FileNames((".txt", ".ann", ".conf", ".csv"))
    with DocumentList(folder) as documents:
        for item in job.items():
            name = names.name(item.id)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path.with_name(f"{path.name}.txt"), item.text)
            _put(path.with_name(f"{path.name}.ann"), "".join(_annotations(job, item, types)))
            documents.add(f"{name}.txt", item)
    _put(folder / "annotation.conf", _annotation_conf(types))
    labels = [
        f"{type_name} | {_label(job, tag)}\n"
        for tag, type_name in types.of_tags.items()
        if type_name != tag
    ]
    _put(folder / "visual.conf", f"[labels]\n{''.join(labels)}\n[drawing]\n")


def _put(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)


def _annotations(job: ExportContext, item: ExportedArticle, types: Types) -> Iterator[str]:
    """Yield names and marks as lines, each mark followed by its note."""
    spans = [(entity.start, entity.end, entity.label, "") for entity in item.entities]
    spans += [
        (start, end, types.of_tag(mark.tag), mark.note or "") for start, end, mark in item.marks
    ]
    number = notes = 0
    for start, end, kind, note in sorted(spans):
        pieces = list(_pieces(item.text, start, end))
        if not pieces:
            job.losses.add("spans that contain only line breaks", item.id)
            continue
        at_edges = (pieces[0][0] > start) + (pieces[-1][1] < end)
        job.losses.add("line breaks at the edges of passages", item.id, at_edges)
        number += 1
        places = ";".join(f"{first} {last}" for first, last in pieces)
        words = " ".join(item.text[first:last] for first, last in pieces)
        yield f"T{number}\t{kind} {places}\t{words}\n"
        if note:
            notes += 1
            plain = _BREAKS.sub(" ", note)
            if plain != note:
                job.losses.add("line breaks and tabs in notes", item.id)
            yield f"#{notes}\tAnnotatorNotes T{number}\t{plain}\n"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span on each line, without the indents between them."""
    for line in _FRAGMENT.finditer(text, start, end):
        first, last = line.span()
        if first > start:
            first += len(line[0]) - len(line[0].lstrip())
        if last < end:
            last -= len(line[0]) - len(line[0].rstrip())
        if first < last:
            yield first, last


def _label(job: ExportContext, tag: str) -> str:
    """Return a tag as allowed in `visual.conf`, where brat treats `<…>` as a macro."""
    shown = tag.translate(_ANGLES)
    if shown != tag:
        job.losses.note("brat does not allow < and > in tags: replaced with ‹ and ›")
    return shown


def _annotation_conf(types: Types) -> str:
    kinds = "\n".join([*LABELS, *types.of_tags.values()])
    return f"[entities]\n{kinds}\n\n[relations]\n\n[events]\n\n[attributes]\n"
