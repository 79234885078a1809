"""The format of a file, by its name and confirmed by its first bytes."""

from __future__ import annotations

import io
import re
import zipfile

from store.folder import file_types
from store.folder.file_types import FileType
from store.folder.ignore_rules import SUFFIXES, file_type, suffix

_ZIP = b"PK\x03\x04"
_HEADER = re.compile(rb"\s*(?:From |[A-Za-z][\w-]*:[ \t])")
LONGEST_HEAD = 16_384
"""Bytes in which the header of a message is looked for."""
_MAIN_PARTS = {
    "word/document.xml": "word",
    "META-INF/container.xml": "epub",
}
"""A file inside a zip archive that tells its format."""
_ODT = b"application/vnd.oasis.opendocument.text"


def kind_of(name: bytes, data: bytes) -> FileType | None:
    """Return the format of a file with this name and content; None for plain text.

    The first bytes win over the suffix: a page saved as `.txt` is a page.
    """
    by_content = _zipped(data) if data.startswith(_ZIP) else file_types.by_signature(data)
    return by_content or file_type(name) or _message(name, data)


def _message(name: bytes, data: bytes) -> FileType | None:
    """Return the format of a message or mailbox whose name says nothing, as in a Maildir."""
    if suffix(name) in SUFFIXES or not _HEADER.match(data):
        return None
    from store.sources import mail_message, mailbox_file

    if mailbox_file.looks_like_mailbox(data[:LONGEST_HEAD]):
        return file_types.find("mailbox")
    if mail_message.looks_like_mail(data[:LONGEST_HEAD]):
        return file_types.find("mail")
    return None


def _zipped(data: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:1000])
            is_odt = "mimetype" in names and archive.read("mimetype")[:100].startswith(_ODT)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if is_odt:
        return file_types.find("odt")
    for part, format_name in _MAIN_PARTS.items():
        if part in names:
            return file_types.find(format_name)
    return None
