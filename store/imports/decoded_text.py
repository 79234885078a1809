"""Reads text files of other programs, decoded like articles but without losing characters."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path
from typing import BinaryIO, TextIO

from store.exports.losses import Losses
from store.exports.unsupported_chars import REPLACED
from store.folder.decode import MAX_BYTES
from store.folder.encodings import (
    BOMS,
    LAST_RESORT,
    SAMPLE,
    STRAY_UTF8,
    decode_bytes,
)
from store.folder.latin_encodings import LATIN
from store.imports.imported import unreadable

_CHUNK = 1 << 20
"""Bytes checked at a time."""

_WITH_BOM = {name: "utf-8-sig" if name == "utf-8" else name[:-3] for _, name in BOMS}
"""The codecs that remove a byte order mark, by codec."""

_MISFIT = re.compile(r"[a-zß-ÿ][À-ÖØ-ÞŠŽŸŒ]|(?<=[^\W\d_])[¡-¿ˆ-™†-•‡…‰›]+(?=[^\W\d_])")
"""A capital after a small letter, or a symbol within a word: signs of a wrong encoding."""
_MAC = re.compile(
    r"(?:[\x00-\x7f‘’“”‚„‹›–—…«»¿¡·\xa0]|[•†€£§©®°](?![^\W\d_])|[À-ÿŒœŸ](?![À-ÿŒœŸ]{2}))*"
)
"""A text plausible on a Mac: never three letters in a row beyond ASCII."""
_SCRIPTS = {"cp1251": "Ѐ-ӿ", "cp1253": "Ͱ-Ͽ"}
"""Encodings of other scripts that are often mistaken in short texts, and their letters."""
_SURE = {*_SCRIPTS, "cp1255", "cp1256", "iso8859_5", "iso8859_7", "koi8_r", "cp866", STRAY_UTF8}
_WORD = re.compile(r"[^\W\d_]+")
_WITHIN_WORDS = str.maketrans("", "", "’‘·–—«»…\xad")
"""Characters that do occur between two letters."""


def open_text(path: Path, losses: Losses, newline: str | None = "") -> TextIO:
    """Open a text file, and note its encoding in `losses` if it isn't UTF-8.

    UTF-8 and files with a byte order mark are streamed, whatever their size. Other files, up to
    `MAX_BYTES`, are decoded like an article. Raises OSError, and ExportError with the line if some
    characters can't be decoded.
    """
    with path.open("rb") as file:
        codec, line = _codec_of(file)
        if line is None:
            if codec != "utf-8-sig":
                losses.note(f"{path.name}: read as {codec}")
            return path.open(encoding=codec, newline=newline)
        file.seek(0)
        data = file.read(MAX_BYTES + 1)
    if codec != "utf-8-sig" or len(data) > MAX_BYTES:
        raise unreadable(path, f"not {codec.removesuffix('-sig').upper()}; save it as UTF-8", line)
    decoded = decode_bytes(data)
    if decoded.binary is not None:
        raise unreadable(path, f"not text, but {decoded.binary}")
    text, encoding = decoded.text, decoded.encoding
    # Tables have too few words and sentences to detect the encoding reliably.
    for codec, letters in _SCRIPTS.items():
        if encoding not in _SURE and _is_written_in(
            letters, guess := data.decode(codec, "replace")
        ):
            text, encoding = guess, codec
    if encoding in (*LATIN, LAST_RESORT) and _is_mac_roman(guess := data.decode("mac_roman"), text):
        text, encoding = guess, "Mac Roman"
    if REPLACED in text:
        broken = text.count("\n", 0, text.index(REPLACED)) + 1
        raise unreadable(path, "a letter whose encoding is unknown; save the file as UTF-8", broken)
    losses.note(
        f"{path.name}: not UTF-8, read as {encoding}; if letters are wrong, save it as UTF-8"
    )
    return io.StringIO(text, newline=newline)


def read_text(path: Path, losses: Losses) -> str:
    """Return a whole file as text with its line ends. Raises ExportError, OSError."""
    with open_text(path, losses) as file:
        return file.read()


def _codec_of(file: BinaryIO) -> tuple[str, int | None]:
    """Return the codec of a file and None, or the first line (from 1) that is not in that codec."""
    head = file.read(SAMPLE)
    bom = next((name for mark, name in BOMS if head.startswith(mark)), None)
    codec = _WITH_BOM[bom or "utf-8"]
    if bom is None and b"\0" in head:
        return codec, 1  # most likely UTF-16 without a byte order mark
    file.seek(0)
    decoder, lines = codecs.getincrementaldecoder(codec)(), 1
    while chunk := file.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return codec, lines + error.object.count(b"\n", 0, error.start)
        lines += chunk.count(b"\n")
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return codec, lines
    return codec, None


def _is_written_in(letters: str, text: str) -> bool:
    """Return whether all non-ASCII words of a text are plausibly written in one script.

    They contain no ASCII letters, and are in lower case, capitalized or in capitals.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    small = sum(map(str.islower, "".join(words)))
    return (
        REPLACED not in text
        and 2 * small > len("".join(words))
        and any(len(word) > 2 for word in words)
        and all(re.fullmatch(f"[{letters}]+", word) for word in words)
        and all(word.islower() or word.istitle() or word.isupper() for word in words)
    )


def _is_mac_roman(text: str, alternative: str) -> bool:
    """Return whether `text` (Mac Roman) has only plausible words where `alternative` has not."""
    return _misfits(alternative) > 0 and not _misfits(text) and _MAC.fullmatch(text) is not None


def _misfits(text: str) -> int:
    return len(_MISFIT.findall(text.translate(_WITHIN_WORDS))) + text.count(REPLACED)
