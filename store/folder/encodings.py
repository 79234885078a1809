"""Bytes to text: BOM, UTF-8, UTF-8 with stray bytes, a guess, and cp1252 as the last resort."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's come before UTF-16's, which they start with."""

_FIRST_OF_BOMS = frozenset(bom[:1] for bom, _ in BOMS)

GUESSES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u", "cp866", "cp874"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
]
"""The encodings of news texts that are tried; rare ones (Mac, EBCDIC) only draw guesses away."""

COMMON = {
    "gb18030": range(0xB0, 0xD8),
    "big5": range(0xA4, 0xC7),
    "cp949": range(0xB0, 0xC9),
    "cp932": (0x82, 0x83, *range(0x88, 0x98)),
}
"""First bytes of common characters: level 1 of GB 2312 and of Big5, the Hangul of KS X 1001, kana
and level 1 of JIS X 0208."""
CJK_SIGNS = frozenset("、。，：；！？（）「」『』《》“”‘’・…—　")
LEAD = 0.15
"""The share of common characters by which an encoding is likelier than the detector's choice."""

_ISO_2022 = b"\x1b$"
"""What turns to Japanese in an encoding of mails that is made of ASCII bytes."""

STRAY_UTF8 = "utf-8+cp1252"
"""UTF-8 with a few bytes of cp1252 between, as texts pasted together have it."""
LAST_RESORT = "cp1252+replace"

SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
"""First bytes of common formats; they count only where the bytes aren't UTF-8."""

SAMPLE = 65_536
"""So many bytes are looked at for a guess, and for control characters."""
_SIGNS = [bytes([code]) for code in range(0x20, 0x7F)]
CONTROLS = bytes([*range(0x00, 0x07), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F])
"""Bytes that no text in an ASCII-based encoding needs: controls but for blanks, BEL, BS and ESC."""
MAX_ASCII = 0.85
"""A larger share of ASCII signs than this is no UTF-16, whatever pairs of them may mean."""
MAX_CONTROLS = 0.1
"""A larger share of control bytes than this makes a file binary; random bytes have 0.11."""
MAX_CONTROLS_NOT_UTF8 = 0.03


@dataclass(frozen=True, slots=True)
class DecodedBytes:
    """A text and its encoding, or, in `binary`, the kind of file that the bytes are instead."""

    text: str = ""
    encoding: str | None = None
    binary: str | None = None


def decode_bytes(data: bytes, encoding: str | None = None) -> DecodedBytes:
    """Decode `data` to text without its BOM and without lone surrogates.

    In this order: a BOM; strict UTF-8; UTF-16 recognised by its ASCII; UTF-8 with stray bytes;
    charset-normalizer; cp1252 with replacement characters. `encoding`, if given, is used as it is.
    """
    if encoding is not None:
        return DecodedBytes(_decode_as(_without_bom(data)[0], encoding), encoding)
    body, from_bom = _without_bom(data)
    if from_bom is not None and from_bom != "utf-8":
        return _decode_wide(body, from_bom)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(body)
    if b"\0" in body[:SAMPLE] and (wide := _wide_without_bom(body)):
        return wide
    if _share_of_controls(body) > MAX_CONTROLS:
        return DecodedBytes(binary="control characters throughout")
    if _ISO_2022 in body[:SAMPLE]:
        try:
            return DecodedBytes(body.decode("iso2022_jp"), "iso2022_jp")
        except UnicodeDecodeError:
            pass
    return DecodedBytes(text, "utf-8")


def _without_bom(data: bytes) -> tuple[bytes, str | None]:
    if data[:1] not in _FIRST_OF_BOMS:
        return data, None
    for bom, name in BOMS:
        if data.startswith(bom):
            # A UTF-16 text whose first character is NUL looks like UTF-32 but is no multiple of 4.
            if name == "utf-32-le" and len(data) % 4:
                continue
            return data[len(bom) :], name
    return data, None


def _decode_as(body: bytes, encoding: str) -> str:
    if encoding == STRAY_UTF8:
        return _decode_stray(body)[0]
    text = body.decode(encoding.removesuffix("+replace"), "replace")
    return text.encode("utf-8", "replace").decode("utf-8")


def _decode_wide(body: bytes, encoding: str) -> DecodedBytes:
    """Decode UTF-16 or UTF-32; data that is mostly invalid is not text."""
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
        if text.count("\ufffd") > max(1, len(text) * 0.02):
            return DecodedBytes(binary="starts like UTF-16 or UTF-32, but isn't")
    return DecodedBytes(text, encoding)


def _wide_without_bom(body: bytes) -> DecodedBytes | None:
    """Return the text of UTF-16 without BOM, None where it isn't.

    Every other byte of Latin text is NUL there, in other scripts that of blanks and line ends.
    """
    sample = body[:SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(body) % 2:
        return None
    for encoding, zeros, others in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        latin = zeros.count(0) > 0.6 * half and others.count(0) < 0.01 * half
        if latin or _is_wide_text(sample[: 2 * half], encoding):
            decoded = _decode_wide(body, encoding)
            return decoded if decoded.binary is None else None
    return None


def _is_wide_text(sample: bytes, encoding: str) -> bool:
    """Return whether bytes are UTF-16 of any script: letters with blanks or line ends between."""
    if sum(map(sample.count, _SIGNS)) > MAX_ASCII * len(sample):
        return False
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    blanks = sum(map(text.count, " \n\r\t"))
    kinds = Counter(unicodedata.category(letter) for letter in text)
    letters = sum(count for kind, count in kinds.items() if kind[0] in "LMN")
    strange = sum(kinds[kind] for kind in ("Cc", "Cn", "Co", "Cs")) - sum(map(text.count, "\n\r\t"))
    return blanks > 0 and strange == 0 and letters > len(text) / 2


def _share_of_controls(body: bytes) -> float:
    sample = body[:SAMPLE]
    return 1 - len(sample.translate(None, CONTROLS)) / len(sample) if sample else 0.0


def _decode_other(body: bytes) -> DecodedBytes:
    """Decode bytes that are neither UTF-8 nor marked by a BOM."""
    for start, kind in SIGNATURES:
        if body.startswith(start):
            return DecodedBytes(binary=kind)
    if b"\0" in body[:SAMPLE] and (wide := _wide_without_bom(body)):
        return wide
    if _share_of_controls(body) > MAX_CONTROLS_NOT_UTF8:
        return DecodedBytes(binary="control characters throughout")
    text, strays = _decode_stray(body)
    if _is_mostly_utf8(text, strays):
        return DecodedBytes(text, STRAY_UTF8)
    guess = _guess(body)
    if guess is not None:
        try:
            return DecodedBytes(body.decode(guess), guess)
        except UnicodeDecodeError:
            pass
    return DecodedBytes(_decode_as(body, LAST_RESORT), LAST_RESORT)


def _decode_stray(body: bytes) -> tuple[str, int]:
    """Decode UTF-8, reading each invalid byte as cp1252; return the text and their number."""
    text = body.decode("utf-8", "surrogateescape")
    strays = 0

    def as_cp1252(byte: re.Match[str]) -> str:
        nonlocal strays
        run = byte[0]
        strays += len(run)
        return bytes(ord(letter) - 0xDC00 for letter in run).decode("cp1252", "replace")

    return re.sub("[\udc80-\udcff]+", as_cp1252, text), strays


def _is_mostly_utf8(text: str, strays: int) -> bool:
    """Return whether at least four of five characters beyond ASCII were UTF-8 sequences.

    Hardly any text in another encoding has as many by accident.
    """
    wide = len(re.findall("[^\x00-\x7f]", text)) - strays
    return wide >= 4 * strays


def _guess(body: bytes) -> str | None:
    from charset_normalizer import from_bytes

    from store.folder.latin_encodings import encoding_of

    sample = body
    if len(body) > SAMPLE:
        end = max(body.rfind(b"\n", 0, SAMPLE), body.rfind(b" ", 0, SAMPLE))
        sample = body[: end if end > 0 else SAMPLE]
    matches = from_bytes(sample, cp_isolation=GUESSES)
    coherence = {name: match.coherence for match in matches for name in match.could_be_from_charset}
    latin = encoding_of(sample, coherence)
    if latin is not None:
        return latin
    best = matches.best()
    if best is None or best.encoding not in COMMON:
        return None if best is None else best.encoding
    # The detector takes a line of Chinese for Korean as readily: common characters tell them apart.
    shares = {name: _common(sample, name) for name in COMMON}
    likely = max(shares, key=lambda name: shares[name])
    return likely if shares[likely] > shares[best.encoding] + LEAD else best.encoding


def _common(body: bytes, encoding: str) -> float:
    """Return how many of the double-byte characters are common in the encoding's language, of 1."""
    try:
        wide = [c for c in body.decode(encoding) if c >= "\u0400"]
    except UnicodeDecodeError:
        return 0.0
    common = COMMON[encoding]
    first = (c.encode(encoding)[0] for c in wide if c not in CJK_SIGNS)
    hits = [byte in common for byte in first]
    return sum(hits) / len(hits) if hits else 0.0
