"""Names of languages, for articles and pipelines."""

from __future__ import annotations

import re

_TABLE = (
    "af=Afrikaans am=Amharic ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali "
    "bs=Bosnian ca=Catalan cs=Czech cy=Welsh da=Danish de=German el=Greek en=English "
    "eo=Esperanto es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French ga=Irish "
    "gl=Galician gu=Gujarati ha=Hausa he=Hebrew hi=Hindi hr=Croatian hu=Hungarian "
    "hy=Armenian id=Indonesian ig=Igbo is=Icelandic it=Italian ja=Japanese ka=Georgian "
    "kk=Kazakh km=Khmer kn=Kannada ko=Korean ku=Kurdish ky=Kyrgyz la=Latin lb=Luxembourgish "
    "lo=Lao lt=Lithuanian lv=Latvian mk=Macedonian ml=Malayalam mn=Mongolian mr=Marathi "
    "ms=Malay mt=Maltese my=Burmese nb=Norwegian ne=Nepali nl=Dutch oc=Occitan or=Odia "
    "pa=Punjabi pl=Polish ps=Pashto pt=Portuguese ro=Romanian ru=Russian rw=Kinyarwanda "
    "sd=Sindhi si=Sinhala sk=Slovak sl=Slovenian sn=Shona so=Somali sq=Albanian sr=Serbian "
    "sv=Swedish sw=Swahili ta=Tamil te=Telugu tg=Tajik th=Thai tk=Turkmen tl=Tagalog "
    "tr=Turkish tt=Tatar ug=Uyghur uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese xh=Xhosa "
    "yo=Yoruba zh=Chinese zu=Zulu"
)
NAMES = dict(pair.split("=") for pair in _TABLE.split())
"""The English names of languages, by their ISO 639 codes."""

SAME = {"no": "nb", "nn": "nb", "arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "lzh": "zh"}
"""Codes of languages that pipelines and readers know by another code."""

_CODES = {name.casefold(): code for code, name in NAMES.items()}


def code_of(language: str) -> str | None:
    """Return the code of a language given by code or English name; None where unknown."""
    folded = language.casefold()
    if re.fullmatch("[a-z]{2,3}", folded) and folded not in _CODES:
        return SAME.get(folded, folded)
    return _CODES.get(folded)


def name_of(code: str) -> str:
    """Return the English name of a language; its code where that has none here."""
    return NAMES.get(code, code)
