"""The table of file formats: what a file's name and first bytes say about its reader."""

from __future__ import annotations

from typing import NamedTuple


class FileType(NamedTuple):
    """A file format that needs a reader of its own, and the module whose `read` is the reader."""

    name: str
    module: str
    version: int
    """Raised when the reader gives another text for the same file: it is then read again."""
    suffixes: tuple[bytes, ...]
    """In lower case, with the dot."""
    signatures: tuple[bytes, ...] = ()
    """First bytes in lower case that tell the format whatever the file's name is."""
    may_be_data: bool = False
    """Whether such files often hold no texts at all: those are left out, not listed as faulty."""

    @property
    def stamp(self) -> str:
        """Return the name and version of the reader, as the index keeps it for each file."""
        return f"{self.name} {self.version}"


FILE_TYPES = (
    FileType(
        "data",
        "store.sources.data_set",
        1,
        tuple(
            b"." + name + end
            for name in (b"json", b"jsonl", b"ndjson", b"jl", b"csv", b"tsv", b"tab")
            for end in (b"", b".gz")
        ),
        may_be_data=True,
    ),
    FileType("epub", "store.sources.epub", 1, (b".epub",)),
    FileType(
        "feed", "store.sources.feed", 1, (b".rss", b".atom", b".rdf", b".xml"), may_be_data=True
    ),
    FileType(
        "html",
        "store.sources.web_page",
        1,
        (b".html", b".htm", b".xhtml", b".shtml", b".mhtml", b".mht", b".webarchive"),
        (b"<!doctype html", b"<html"),
    ),
    FileType("mail", "store.sources.mail_message", 1, (b".eml", b".emlx")),
    FileType("mailbox", "store.sources.mailbox_file", 1, (b".mbox", b".mbx")),
    FileType("news export", "store.sources.news_export", 1, ()),
    FileType("odt", "store.sources.odt", 1, (b".odt", b".ott", b".fodt")),
    FileType("pdf", "store.sources.pdf", 1, (b".pdf",), (b"%pdf-",)),
    FileType("rtf", "store.sources.rtf", 1, (b".rtf",), (b"{\\rt",)),
    FileType(
        "web archive",
        "store.sources.warc",
        1,
        (b".warc", b".warc.gz", b".arc", b".arc.gz"),
        (b"warc/",),
    ),
    FileType("word", "store.sources.word_docx", 1, (b".docx", b".docm", b".dotx", b".doc")),
)
"""Sorted by name."""

_BY_SUFFIX = {suffix: kind for kind in FILE_TYPES for suffix in kind.suffixes}
_BY_NAME = {kind.name: kind for kind in FILE_TYPES}

LONGEST_SIGNATURE = 64
"""Bytes at the start of a file that are compared with signatures, blanks in front left out."""


def by_suffix(suffix: bytes) -> FileType | None:
    """Return the format that a suffix in lower case stands for, if it needs a reader."""
    return _BY_SUFFIX.get(suffix)


def find(name: str) -> FileType | None:
    """Return the format with this name, if there is one."""
    return _BY_NAME.get(name)


def by_signature(data: bytes) -> FileType | None:
    """Return the format that a file's first bytes give away; None where they don't."""
    head = data[: 4 * LONGEST_SIGNATURE].removeprefix(b"\xef\xbb\xbf").lstrip()
    head = head[:LONGEST_SIGNATURE].lower()
    return next((kind for kind in FILE_TYPES if head.startswith(kind.signatures)), None)


def stamps() -> list[str]:
    """Return the stamps of all readers as they are now."""
    return [kind.stamp for kind in FILE_TYPES]
