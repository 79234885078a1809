"""Rich Text Format: its words by striprtf, what it states of itself from the `\\info` group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from store.sources.source_document import Document, Unreadable

MOST_DEEP = 2_000
"""Groups inside each other."""
_INFO = re.compile(r"\{\\info\b(.{0,4000})", re.DOTALL)
_FACT = r"\{{\\{name}\b ?([^{{}}]{{1,400}})\}}"
_PICTURE = re.compile(r"\{\\(?:\*\\)?(?:pict|shppict|objdata|nonshppict)\b[^{}]{0,50000000}\}")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of an RTF file."""
    source = data.decode("latin-1").lstrip("\ufeff\r\n\t ")
    if not source.startswith("{\\rt"):
        raise Unreadable("unreadable", "no Rich Text: it begins otherwise")
    if _depth(source) > MOST_DEEP:
        raise Unreadable("too large", f"more than {MOST_DEEP:,} groups inside each other")
    text = rtf_to_text(_PICTURE.sub("", source), errors="replace")
    lines = [" ".join(line.replace("|", " | ").split()).strip(" |") for line in text.split("\n")]
    body = "\n\n".join(line for line in lines if line)
    if not body:
        raise Unreadable("no text", "no words in it: pictures, maybe")
    info = _INFO.search(source)
    yield Document(body, title=_fact(info, "title"), author=_fact(info, "author"))


def _depth(source: str) -> int:
    deepest = depth = 0
    for brace in re.finditer(r"[{}]", source):
        depth += 1 if brace[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _fact(info: re.Match[str] | None, name: str) -> str | None:
    match = re.search(_FACT.format(name=name), info[1]) if info else None
    if match is None:
        return None
    return " ".join(rtf_to_text("{\\rtf1 " + match[1] + "}", errors="replace").split()) or None
