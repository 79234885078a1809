"""The format of a file, by its name and confirmed by its first bytes."""

from __future__ import annotations

import io
import zipfile

from store.folder import file_types
from store.folder.file_types import FileType
from store.folder.ignore_rules import suffix

_ZIP = b"PK\x03\x04"
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
    by_name = file_types.by_suffix(suffix(name))
    by_content = _zipped(data) if data.startswith(_ZIP) else file_types.by_signature(data)
    return by_content or by_name


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
