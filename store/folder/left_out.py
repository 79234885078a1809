"""Files that are no articles, by kind, and what would make their text readable."""

from __future__ import annotations

from typing import NamedTuple

from store.folder.ignore_rules import suffix


class LeftOutKind(NamedTuple):
    """A kind of files that are left out."""

    name: str
    """For several, as in `200 pictures`."""
    singular: str
    remedy: str
    suffixes: frozenset[bytes] = frozenset()


def _suffixes(words: str) -> frozenset[bytes]:
    return frozenset(b"." + word.encode() for word in words.split())


KINDS = (
    LeftOutKind(
        "pictures",
        "a picture",
        "text recognition makes them readable: tesseract, ocrmypdf",
        _suffixes("jpg jpeg jpe png gif bmp tif tiff webp svg heic heif avif ico psd ai eps xcf"),
    ),
    LeftOutKind(
        "sound files",
        "a sound file",
        "a transcript makes them readable: whisper",
        _suffixes("mp3 wav flac ogg oga m4a aac wma opus aif aiff amr mid"),
    ),
    LeftOutKind(
        "videos",
        "a video",
        "a transcript or subtitles make them readable",
        _suffixes("mp4 m4v mov avi mkv webm wmv flv mpg mpeg 3gp ts"),
    ),
    LeftOutKind(
        "archives",
        "an archive",
        "unpack them",
        _suffixes("zip tar gz tgz bz2 tbz xz txz 7z rar zst lz4 cab iso dmg jar"),
    ),
    LeftOutKind(
        "spreadsheets",
        "a spreadsheet",
        "save them as .csv",
        _suffixes("xls xlsx xlsm xlsb ods numbers parquet feather sav dta rds"),
    ),
    LeftOutKind(
        "presentations",
        "a presentation",
        "save them as .pdf",
        _suffixes("ppt pptx pps ppsx odp key"),
    ),
    LeftOutKind(
        "old or foreign documents",
        "a document of a format without a reader",
        "save them as .docx, .odt or .pdf: libreoffice --convert-to docx",
        _suffixes("wpd wps sxw abw pages pub djvu ps mobi azw azw3 fb2 lit chm xps msg pst dbx"),
    ),
    LeftOutKind(
        "databases and data",
        "a database, or data",
        "export their texts as .csv or .jsonl",
        _suffixes("db sqlite sqlite3 mdb accdb sql dbf xml yaml yml toml ini cfg conf plist log"),
    ),
    LeftOutKind(
        "programs and parts of web pages",
        "a program, or a part of a web page",
        "nothing to do",
        _suffixes("css js mjs map ts jsx tsx py r rb pl sh bat exe dll so bin woff woff2 ttf otf"),
    ),
)
_BY_SUFFIX = {end: kind for kind in KINDS for end in kind.suffixes}

OTHERS = LeftOutKind(
    "other files",
    "of a format without a reader",
    "save their text in one of the formats that can be read",
)
COPIES = LeftOutKind(
    "backups, locks and conflict copies",
    "a copy that another program made",
    "compare conflict copies by hand",
)
UNLISTED = LeftOutKind(
    "folders that can't be listed", "a folder that can't be listed", "allow listing them"
)
LINKS = LeftOutKind(
    "links and special files",
    "a link, or no regular file",
    "put the files themselves into the folder",
)
NO_TEXTS = LeftOutKind(
    "data files without texts", "data without texts", "nothing to do, unless a column is misnamed"
)
EXPORTS = LeftOutKind("exports of this program", "an export of this program", "nothing to do")


_BY_NAME = {
    kind.name: kind for kind in (*KINDS, OTHERS, COPIES, UNLISTED, LINKS, NO_TEXTS, EXPORTS)
}


def remedy_for(name: str) -> str:
    """Return what would make the files of a kind readable, by the kind's name; empty if nothing."""
    kind = _BY_NAME.get(name)
    return kind.remedy if kind is not None and kind.remedy != "nothing to do" else ""


def kind_of_name(name: bytes) -> LeftOutKind:
    """Return the kind of a file that can't be an article, by its suffix."""
    return _BY_SUFFIX.get(suffix(name), OTHERS)
