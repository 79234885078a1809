"""Letters as they are compared: no case, no accents, the plain form of every letter.

Folding is compatibility decomposition (NFKD), case folding, and then: the accents, points and
harakat of all scripts are dropped, and so is what nobody sees (soft hyphens, zero-widths, signs of
direction); letters that do not decompose get their plain ones, digits of any script the ASCII ones,
typographic quotes and dashes those of a keyboard. Vowel signs stay: they are letters.
The plain forms of Arabic letters are those of Lucene's ArabicNormalizer and PersianNormalizer.
A nasal of Devanagari before a stop of its own class is an anusvara: हिन्दी is हिंदी.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from store.text.mapped_text import Mapped, Steps, is_mark

_PLAIN = {
    **{"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"},
    **{"ð": "d", "ŧ": "t", "ŋ": "n", "ɖ": "d", "ƒ": "f", "ŀ": "l", "ǥ": "g", "ⱥ": "a"},
    **{"ɨ": "i", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y", "ǝ": "e", "ə": "e", "ɛ": "e", "ɔ": "o"},
    **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ـ": ""},
    **{"ہ": "ه", "ۃ": "ه", "ھ": "ه", "ґ": "г", "װ": "וו", "ױ": "וי", "ײ": "יי", "ँ": "ं"},
    **{"ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"},
    **dict.fromkeys("‘’‚‛ʼʻʽʹˈ′׳", "'"),
    **dict.fromkeys("“”„‟«»″״‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−־", "-"),
    "⁄": "/",
}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
"""Letters and marks that nobody sees, by Unicode's Default_Ignorable_Code_Point."""

_LETTER_CLASSES = frozenset((0, 9, 103, 107, 118, 122, 129, 130, 132))
"""Combining classes of marks that are letters: vowel signs, viramas, the tones of Thai and Lao."""

_NASAL = re.compile("(?:ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ]))")
"""Two code points for which the sign of a nasal may stand."""
_ANUSVARA = "ं"

RUN = re.compile(r"[^\x00-\x7f]+")
"""What is outside ASCII."""
CACHED = 32
"""Code points of a run up to which what it folds to is kept: a word; longer runs don't recur."""

TYPOGRAPHIC = {
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict.fromkeys("–—‑", "-"),
    "\u00a0": " ",
}
"""What news are full of, one code point for one: a text with nothing else is folded as ASCII is."""


class _Parted(dict[int, str]):
    """A code point, with blanks around it where it stands for words of its own: `½ ㎏ ™ ㏠`."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.decomposition(letter).partition(" ")[0]
        words = kind in ("<square>", "<fraction>") or letter in "™℠"
        if kind.startswith("<") and not words:
            parts = unicodedata.normalize("NFKD", letter)
            letters = [part.isalnum() or is_mark(part) for part in parts]
            digits = [part.isdecimal() for part in parts]  # as in `㏠`, 1日
            words = any(letters) and not (all(letters) and len(set(digits)) == 1)
        self[code] = parted = f" {letter} " if words else letter
        return parted


_PARTED = _Parted()


class _Folded(dict[int, str]):
    """What a decomposed code point is compared as; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_letter(chr(code))
        return folded


_FOLDED = _Folded()


def _folded_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cf" or letter in _FILLERS or "\ufe00" <= letter <= "\ufe0f" or kind == "Me":
        return ""
    if kind[0] == "M":
        if "\U000e0100" <= letter <= "\U000e01ef":
            return ""
        stays = unicodedata.combining(letter) in _LETTER_CLASSES
        return _PLAIN.get(letter, letter) if stays else ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "".join(_PLAIN.get(part, part) for part in letter.casefold().lower())


def plain(text: str) -> str:
    """Return `text` with keyboard quotes, dashes and blanks for typographic ones; no place moves.

    Only the few that news are full of: most texts are ASCII then.
    """
    if not text.isascii():
        for letter, ascii_one in TYPOGRAPHIC.items():
            text = text.replace(letter, ascii_one)
    return text


def fold(text: str) -> str:
    """Return `text` as it is compared; its length may change."""
    text = plain(text)
    return text.lower() if text.isascii() else RUN.sub(_folded_match, text).lower()


def _folded_match(match: re.Match[str]) -> str:
    run = match[0]
    return _run(run) if len(run) <= CACHED else _folded_run(run)


def _folded_run(run: str) -> str:
    """Return a run of code points outside ASCII as it is compared."""
    return _NASAL.sub(_ANUSVARA, _folded_letters(run))


def _folded_letters(run: str) -> str:
    """Return the letters of a run as they are compared, each by itself."""
    return unicodedata.normalize("NFKD", run.translate(_PARTED)).translate(_FOLDED)


_run = lru_cache(maxsize=8192)(_folded_run)


def folded(text: str, below: Mapped | None = None) -> Mapped:
    """Return `text` as it is compared, with the way back; the same as `fold` returns."""
    easy = plain(text)
    if easy.isascii():
        return Mapped(easy.lower(), text, below=below)
    moved: list[re.Match[str]] = []

    def folded_match(match: re.Match[str]) -> str:
        run = match[0]
        letters, offsets = _placed(run) if len(run) <= CACHED else _placed_run(run)
        if offsets is not None:
            moved.append(match)
        return letters

    whole = RUN.sub(folded_match, easy).lower()
    if not moved:
        return Mapped(whole, text, below=below)
    steps = Steps(text, below)
    at = length = 0
    for match in moved:
        start, end = match.span()
        steps.add(at, whole[length : length + start - at])
        length += start - at
        run = match[0]
        letters, offsets = _placed(run) if len(run) <= CACHED else _placed_run(run)
        steps.add_each(start, letters, offsets)
        length += len(letters)
        at = end
    steps.add(at, whole[length:])
    return steps.mapped()


def _placed_run(run: str) -> tuple[str, tuple[int, ...] | None]:
    """Return what a run folds to, and for each letter of that which one of the run it is.

    None where it is one for one. Marks may be put in another order: they stand where their letter
    does.
    """
    letters: list[str] = []
    offsets: list[int] = []
    start = 0
    for at in range(1, len(run) + 1):
        if at < len(run) and unicodedata.combining(run[at]):
            continue
        folded_run = _folded_letters(run[start:at])
        letters.append(folded_run)
        offsets += [start] * len(folded_run)
        start = at
    line = "".join(letters)
    for match in reversed(list(_NASAL.finditer(line))):
        del offsets[match.start() + 1]
    line = _NASAL.sub(_ANUSVARA, line)
    each = offsets == list(range(len(run)))
    return line, None if each else tuple(offsets)


_placed = lru_cache(maxsize=8192)(_placed_run)


def composed(text: str, below: Mapped | None = None) -> Mapped:
    """Return `text` in NFC and without what nobody sees, with the way back.

    As people mean it, whoever typed it: what patterns, models and names are to have.
    """
    if text.isascii() or (
        unicodedata.is_normalized("NFC", text) and INVISIBLE.search(text) is None
    ):
        return Mapped(text, text, below=below)
    steps = Steps(text, below)
    at = 0
    for match in _WITH_BASE.finditer(text):
        steps.add(at, text[at : match.start()])
        run, at = match[0], match.end()
        steps.add_each(match.start(), *_composed_run(run))
    steps.add(at, text[at:])
    return steps.mapped()


_WITH_BASE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_COMPOSES = re.compile("[\u1160-\u11ff]")

INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0001-\U000e007f]+"
)
"""What nobody sees in a text."""


def _composed_run(run: str) -> tuple[str, list[int] | None]:
    if unicodedata.is_normalized("NFC", run) and INVISIBLE.search(run) is None:
        return run, None
    letters: list[str] = []
    offsets: list[int] = []
    cluster, start = "", 0
    for at, letter in enumerate(run):
        if INVISIBLE.match(letter):
            continue
        if cluster and _joins(cluster, letter):
            cluster += letter
            continue
        _take(cluster, start, letters, offsets)
        cluster, start = letter, at
    _take(cluster, start, letters, offsets)
    return "".join(letters), offsets


def _take(cluster: str, start: int, letters: list[str], offsets: list[int]) -> None:
    composed = unicodedata.normalize("NFC", cluster)
    letters.append(composed)
    offsets += [start] * len(composed)


def _joins(cluster: str, letter: str) -> bool:
    """Say whether a code point is composed, or put in order, with those before it."""
    if is_mark(letter):
        return True
    return bool(_COMPOSES.match(letter)) and len(unicodedata.normalize("NFC", cluster + letter)) < (
        len(unicodedata.normalize("NFC", cluster)) + 1
    )
