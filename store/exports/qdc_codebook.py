"""The codebook in the REFI-QDA format (`.qdc`), and the codes that projects use too.

Namespace `urn:QDA-XML:codebook:1.0`. A tag has the same GUID in every export.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from store.exports.export_context import ExportContext
from store.exports.losses import Losses
from store.exports.unsupported_chars import NO_PLACE, for_xml
from store.model import Tag

_SPACE = uuid.UUID("5b1a7a8e-51f0-5c5e-9a53-6d5a1d1f7c11")
COLORS = {
    "red": "#D9534F", "orange": "#E8853D", "yellow": "#D9B13B", "green": "#5CA453",
    "cyan": "#3FA5A5", "blue": "#4A86C8", "violet": "#8A68C4", "pink": "#CF6A9F",
    "grey": "#8A8F98",
}  # fmt: skip
"""The colours of tags as hexadecimal RGB."""


def guid(*parts: str) -> str:
    """Return a GUID that is always the same for the same words."""
    return str(uuid.uuid5(_SPACE, "\0".join(parts))).upper()


def code_guid(tag: str) -> str:
    """Return the GUID of a tag's code."""
    return guid("code", tag.casefold())


@dataclass(slots=True)
class Code:
    """A node in the tree of codes: a tag, or only a part of the names of nested tags."""

    path: str
    name: str
    tag: Tag | None = None
    below: dict[str, Code] = field(default_factory=dict)


def tree(tags: Iterable[Tag]) -> dict[str, Code]:
    """Return the tags as a tree by the parts of their names, in their order."""
    roots: dict[str, Code] = {}
    for tag in tags:
        level, path = roots, ""
        for part in tag.name.split("/"):
            path = f"{path}/{part}" if path else part
            code = level.setdefault(part.casefold(), Code(path, part))
            level = code.below
        code.tag = tag
    return roots


def write(job: ExportContext) -> None:
    """Write the codebook."""
    out = job.text
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write('<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="cuttings">\n')
    if not job.tags:
        job.losses.note("the codebook is empty, which some programs reject")
    out.write("<Codes>\n")
    out.writelines(codes(tree(job.tags), job.losses))
    out.write("</Codes>\n</CodeBook>\n")


def codes(level: dict[str, Code], losses: Losses) -> Iterator[str]:
    """Yield codes and nested codes as XML; keys and colours that are lost are reported."""
    for code in level.values():
        tag = code.tag
        color = ""
        if tag is not None and tag.color is not None:
            hexed = tag.color if re.fullmatch("#[0-9a-fA-F]{6}", tag.color) else None
            hexed = COLORS.get(tag.color, hexed)
            color = f" color={quoteattr(hexed)}" if hexed else ""
            losses.add("tag colours that other programs do not know", None, not hexed)
        if tag is not None and tag.key is not None:
            losses.note("the keys of tags are not exported: other programs have no such keys")
        name = quoteattr(to_xml(code.name, losses))
        codable = "false" if tag is None else "true"
        yield f'<Code guid="{code_guid(code.path)}" name={name} isCodable="{codable}"{color}>\n'
        if tag is not None and tag.description:
            yield f"<Description>{escape(to_xml(tag.description, losses))}</Description>\n"
        yield from codes(code.below, losses)
        yield "</Code>\n"


def to_xml(text: str, losses: Losses, id: str | None = None) -> str:
    """Return text with characters that XML does not allow replaced, and count these."""
    clean, replaced = for_xml(text)
    losses.add(NO_PLACE, id, replaced)
    return clean
