"""Streams the elements of an XML file and discards them once read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from store.imports.imported import text_of, unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def elements(file: IO[bytes], path: Path, kinds: Collection[str]) -> Iterator[Element]:
    """Yield the outermost elements of the given kinds as they end. Raises ExportError."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    around: list[Element] = []
    depth = 0
    try:
        for event, element in iterparse(file, events=("start", "end")):
            matches = kind_of(element) in kinds
            if event == "start":
                around.append(element)
                depth += matches
                continue
            around.pop()
            depth -= matches
            if depth:
                continue
            if matches:
                yield element
            if around:
                around[-1].remove(element)
    except DefusedXmlException:
        raise unreadable(path, "XML that defines entities is not supported") from None
    except (
        ParseError,
        LookupError,
        ValueError,
    ) as error:  # LookupError, ValueError: unsupported encoding
        raise unreadable(path, f"not valid XML ({error})") from None


def kind_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def inner(element: Element, kind: str) -> Iterator[Element]:
    """Yield the direct children of a kind."""
    return (child for child in element if kind_of(child) == kind)


def count(element: Element, kind: str) -> int:
    """Return the number of descendants of a kind."""
    return sum(kind_of(child) == kind for child in element.iter())


def words(element: Element, kind: str) -> str | None:
    """Return the text of the first child of a kind; None if it is missing or blank."""
    child = next(inner(element, kind), None)
    return None if child is None else text_of("".join(child.itertext()).strip())


def target(element: Element) -> str:
    """Return the GUID in a reference, in capitals."""
    return (element.get("targetGUID") or "").upper()


def guid(element: Element) -> str:
    """Return an element's own GUID, in capitals."""
    return (element.get("guid") or "").upper()
