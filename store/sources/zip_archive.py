"""Members of a zip archive, unpacked within bounds: office documents and e-books are such."""

from __future__ import annotations

import io
import zipfile
from types import TracebackType
from zlib import error as zlib_error

from lxml import etree

from store.sources.source_document import Unreadable

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all members that are unpacked."""
MOST_MEMBERS = 20_000
_DAMAGED = (zipfile.BadZipFile, zlib_error, EOFError, OSError, ValueError, NotImplementedError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class ZipArchive:
    """An archive whose members are read one by one. Raises Unreadable where it is damaged."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise _compound_file(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise Unreadable("unreadable", "damaged: the archive can't be opened") from error
        self.names = self._archive.namelist()
        if len(self.names) > MOST_MEMBERS:
            raise Unreadable("too large", f"more than {MOST_MEMBERS:,} files in the archive")
        self._unpacked = 0

    def __enter__(self) -> ZipArchive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a member, None where there is none."""
        try:
            with self._archive.open(name) as member:
                data = member.read(MOST_UNPACKED - self._unpacked + 1)
        except KeyError:
            return None
        except RuntimeError as error:
            raise Unreadable(
                "encrypted", "protected by a password: save a copy without one"
            ) from error
        except _DAMAGED as error:
            raise Unreadable("unreadable", f"damaged: {name} can't be unpacked") from error
        self._unpacked += len(data)
        if self._unpacked > MOST_UNPACKED:
            raise Unreadable("too large", f"unpacks to more than {MOST_UNPACKED >> 20} MB")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a member in XML, None where there is none."""
        data = self.read(name)
        return None if data is None else parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of XML; entities stay as they are, and nothing outside is looked for."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("unreadable", f"damaged: {name} is no XML") from error
    if root is None:
        raise Unreadable("unreadable", f"damaged: {name} is no XML")
    return root


def _compound_file(data: bytes) -> Unreadable:
    """Return the reason for a file of the older form of office programs."""
    if _ENCRYPTED_PACKAGE in data:
        return Unreadable("encrypted", "protected by a password: save a copy without one")
    return Unreadable("unreadable", "an old office file: save it as .docx or .odt")
