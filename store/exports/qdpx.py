"""A REFI-QDA project (`.qdpx`): texts, codes and codings.

Namespace `urn:QDA-XML:project:1.0`: a zip of `project.qde` and `sources/GUID.txt`. Positions are
code points of the text, with LF line ends; the end is exclusive.
"""

from __future__ import annotations

import getpass
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.qdc_codebook import (
    code_guid,
    codes,
    guid,
    to_xml,
    tree,
)
from store.model import Tag
from store.userdata.atomic_file import replacing

SHOWN = 60
"""Code points of the quote that names a selection."""


def write(job: ExportContext) -> None:
    """Write the project; texts go straight into the zip, codings into a temporary file."""
    tags = {tag.name.casefold(): tag for tag in job.tags}
    user = guid("user", _user())
    with (
        replacing(job.place) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as project,
        tempfile.TemporaryFile("w+b") as sources,
    ):
        for item in job.items():
            with project.open(_member(item), "w", force_zip64=True) as text:
                text.write(item.text.encode("utf-8", "replace"))
            for _, _, mark in item.marks:
                tags.setdefault(mark.tag.casefold(), Tag(mark.tag))
            for line in _source(job, item, user):
                sources.write(line.encode())
        with project.open("project.qde", "w", force_zip64=True) as described:
            _describe(job, described, sources, list(tags.values()), user)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "cuttings"


def _member(item: ExportedArticle) -> str:
    return f"sources/{guid('text', item.id)}.txt"


def _describe(
    job: ExportContext, out: IO[bytes], sources: IO[bytes], tags: list[Tag], user: str
) -> None:
    def put(text: str) -> None:
        out.write(text.encode())

    put('<?xml version="1.0" encoding="utf-8"?>\n<Project name="cuttings" origin="cuttings"')
    put(f' creatingUserGUID="{user}" xmlns="urn:QDA-XML:project:1.0">\n')
    put(f'<Users>\n<User guid="{user}" name={quoteattr(to_xml(_user(), job.losses))}/>\n</Users>\n')
    if tags:
        put("<CodeBook>\n<Codes>\n")
        for line in codes(tree(tags), job.losses):
            put(line)
        put("</Codes>\n</CodeBook>\n")
    if job.written or sources.tell():
        put("<Sources>\n")
        sources.seek(0)
        shutil.copyfileobj(sources, out)
        put("</Sources>\n")
    put("</Project>\n")


def _source(job: ExportContext, item: ExportedArticle, user: str) -> Iterator[str]:
    text_guid = guid("text", item.id)
    name = quoteattr(to_xml(item.id, job.losses, item.id))
    path = f"internal://{text_guid}.txt"
    yield f'<TextSource guid="{text_guid}" name={name} plainTextPath="{path}">\n'
    if item.article.note:
        note = escape(to_xml(item.article.note, job.losses, item.id))
        yield f"<Description>{note}</Description>\n"
    for start, end, mark in item.marks:
        selection = guid("mark", item.id, mark.id)
        quote = to_xml(" ".join(item.text[start:end].split())[:SHOWN], job.losses, item.id)
        yield (
            f'<PlainTextSelection guid="{selection}" name={quoteattr(quote)}'
            f' startPosition="{start}" endPosition="{end}" creatingUser="{user}">\n'
        )
        if mark.note:
            yield f"<Description>{escape(to_xml(mark.note, job.losses, item.id))}</Description>\n"
        yield _coding(guid("coding", item.id, mark.id), mark.tag, user)
        yield "</PlainTextSelection>\n"
    for tag in item.article.tags:
        yield _coding(guid("tag", item.id, tag.casefold()), tag, user)
    yield "</TextSource>\n"


def _coding(coding_guid: str, tag: str, user: str) -> str:
    reference = f'<CodeRef targetGUID="{code_guid(tag)}"/>'
    return f'<Coding guid="{coding_guid}" creatingUser="{user}">{reference}</Coding>\n'
