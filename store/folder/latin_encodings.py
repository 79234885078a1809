"""Detects encodings of Latin script by the alphabet of the language that they decode to.

A detector that compares frequencies needs many letters beyond ASCII, and takes a single £ or é for
Japanese or Russian. Here each candidate is decoded, and the result must fit the alphabet of a
language that uses the encoding, preferably one whose common words occur in the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from store.text.language import ENGLISH, LETTERS, OTHERS

LATIN = ("cp1252", "cp1250", "cp1254", "iso8859_2", "cp1257")
"""Encodings of Latin script that share most of their bytes, the likeliest first."""

OLD = ("mac_roman", "cp850")
"""Encodings of Western languages from before; a text is in one only where no other fits."""

FITS = 0.9
"""The share of the characters beyond ASCII that must fit for a text to be Latin at all."""
WHOLLY = 0.94
"""The share of matching letters at which a text fits: some belong to foreign names."""

WESTERN = {
    "English": "àáâãäåæçèéêëíîïñóôöøúûüœšž",
    "German": "äöüßéèàçñ",
    "French": "àâæçéèêëîïôœùûüÿñöä",
    "Spanish": "áéíñóúüçàèï",
    "Italian": "àèéìíòóùúîç",
    "Portuguese": "áâãàçéêíóôõúü",
    "Dutch": "áéíóúàèëïöüêçä",
    "Swedish": "åäöéüàè",
    "Danish": "æøåéèäöü",
    "Finnish": "åäöéšž",
    "Icelandic": "áðéíóúýþæö",
    "Catalan": "àçèéíïòóúüñ",
    "Estonian": "äõöüšžé",
    "Albanian": "çë",
    "Faroese": "áðíóúýæø",
}
CENTRAL = {
    "Polish": "ąćęłńóśźżéöü",
    "Czech": "áčďéěíňóřšťúůýžöüä",
    "Slovak": "áäčďéíĺľňóôŕšťúýžöü",
    "Hungarian": "áéíóöőúüűä",
    "Croatian": "čćđšžéöü",
    "Romanian": "ăâîşţéö",
}
FOREIGN = {
    "cp1252": WESTERN["English"],
    **dict.fromkeys(OLD, WESTERN["English"]),
    "cp1250": "áâäçéëíîóôöúüčćšž",
    "iso8859_2": "áâäçéëíîóôöúüčćšž",
    "cp1254": "àáâãäåæçèéêëíîïñóôöøúûüœ",
    "cp1257": "äåæéóöøüõ",
}
"""Letters of names from abroad, as texts of all languages of an encoding have them."""
ALMOST = 0.95
"""The weight of a letter that belongs to another language."""

ALPHABETS = {
    **dict.fromkeys(("cp1252", *OLD), WESTERN),
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": {"Turkish": "çğıöşüâîûéi\u0307"},
    "cp1257": {
        "Lithuanian": "ąčęėįšųūž",
        "Latvian": "āčēģīķļņšūžŗō",
        "Estonian": "äõöüšžé",
        "Polish": "ąćęłńóśźż",
    },
}
"""By encoding the letters beyond ASCII that its languages have, in lower case."""

_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z]")
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_PUNCTUATION = frozenset("“”„‘’‚‹›«»–—…•·€£$§©®™°†‡´¡¿½¼¾×\xa0\xad")
"""Signs that stand in texts of any language."""
OLD_FITS = 0.05
"""The share of small words that a text in such an encoding has at least."""
OLD_LEAD = 0.1
"""The share of small words that it has more than a text in another encoding that fits."""
MOST_FOREIGN = 1 / 3
"""The share of the words of an English text that may have letters beyond ASCII."""
_APART = frozenset("§©®½¼¾×¡¿¹²³ºª±¶¬¢¥¤÷µ")
"""Characters that never touch a letter on that side: `ich³opak` is in another encoding."""
LONGEST_RUN = 2
"""Characters beyond ASCII in a row that Latin texts have: words in other scripts have more."""


class Fit(NamedTuple):
    """How well a text fits a language; larger is better."""

    share: float
    """Of the letters beyond ASCII and the signs in odd places, the letters that it has."""
    words: float
    """Of the words, those that are small words of the language."""


def encoding_of(body: bytes, coherence: dict[str, float]) -> str | None:
    """Return the Latin encoding of some bytes, or None where no encoding fits.

    `coherence` holds a detector's scores, used where several encodings fit equally.
    """
    high = len(_HIGH.findall(body))
    if high > len(_LETTER.findall(body)):
        return None
    fits: dict[str, Fit] = {}
    for name in LATIN:
        try:
            fits[name] = _fit(body.decode(name), name)
        except UnicodeDecodeError:
            continue

    def standing(name: str) -> tuple[bool, bool, float, float, float, int]:
        share, words = fits[name]
        order = (round(words, 2), share, coherence.get(name, 0.0))
        return share >= WHOLLY, share >= FITS, *order, -LATIN.index(name)

    best = max(fits, key=standing, default=None)
    found = best if best is not None and fits[best].share >= FITS else None
    other = fits[found] if found is not None else Fit(0.0, 0.0)
    doubtful = other.share < WHOLLY or _has_capital_inside(
        body.decode(found or "cp1252", "replace")
    )
    return _older(body, 0.0 if doubtful else other.words + OLD_LEAD) or found


def _older(body: bytes, fewest: float) -> str | None:
    """Return which of the old encodings bytes are in: one in which more than `fewest` words fit."""
    texts = {name: body.decode(name) for name in OLD}
    likely = {
        name: text
        for name, text in texts.items()
        if any(map(_is_foreign, text)) and not _has_capital_inside(text)
    }
    fits = {name: _fit(text, name) for name, text in likely.items()}
    fits = {name: fit for name, fit in fits.items() if fit.share >= WHOLLY}
    best = max(fits, key=lambda name: fits[name].words, default=None)
    return best if best is not None and fits[best].words >= max(fewest, OLD_FITS) else None


def _has_capital_inside(text: str) -> bool:
    """Return whether a word has a capital beyond ASCII behind a small letter, as in `fermŽ`."""
    pairs = pairwise(text)
    return any(sign > "\x7f" and sign.isupper() and before.islower() for before, sign in pairs)


def _is_foreign(sign: str) -> bool:
    return sign > "\x7f" and _is_letter(sign)


def _fit(text: str, encoding: str) -> Fit:
    """Return how well a decoded text fits the best language of an encoding."""
    runs = [(match[0], match.start(), match.end()) for match in _BEYOND.finditer(text)]
    odd = sum(_odd(text, *run) for run in runs)
    long_runs = [run.lower() for run, *_ in runs if len(run) > LONGEST_RUN]
    letters = [letter.lower() for run, *_ in runs for letter in run if _is_letter(letter)]
    words = LETTERS.findall(text.lower())
    foreign = sum(1 for word in words if not word.isascii())
    english = ENGLISH if foreign <= MOST_FOREIGN * len(words) else frozenset[str]()
    fits = [Fit(0.0, 0.0)]
    for language, alphabet in ALPHABETS[encoding].items():
        fitting = sum(
            1 if c in alphabet else ALMOST if c in FOREIGN[encoding] else 0 for c in letters
        )
        strange = odd + sum(len(run) for run in long_runs if not _is_of(run, language, alphabet))
        share = fitting / (len(letters) + strange) if letters or strange else 1.0
        small = english if language == "English" else OTHERS.get(language, frozenset())
        fits.append(Fit(share, sum(map(small.__contains__, words)) / (len(words) or 1)))
    return max(fits, key=lambda fit: (fit.share >= WHOLLY, fit.share >= FITS, fit.words, fit.share))


def _is_of(run: str, language: str, alphabet: str) -> bool:
    """Return whether a language has these letters beyond ASCII next to each other."""
    return language != "English" and all(letter in alphabet for letter in run)


def _is_letter(character: str) -> bool:
    return character.isalpha() and character not in _APART


def _odd(text: str, run: str, start: int, end: int) -> int:
    """Return how many characters of a run beyond ASCII are where no language has them."""
    odd = 0
    for index, sign in enumerate(run, start):
        if sign in _APART:
            before = index > start or text[start - 1 : start].isalpha()
            after = index + 1 < end or text[end : end + 1].isalpha()
            odd += (before and after) or (before and sign in "¹³¿¡¶")
        else:
            odd += not sign.isalpha() and sign not in _PUNCTUATION
    return odd
