"""Which language a text is in, as far as that is sure: None where it isn't.

Result tables and lists have few function words of any language, so that a lack of English ones
says nothing: a text is in another language only where another script, another language's function
words, or a trained classifier (py3langid, 139 languages) that is sure of it, say so.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from store.languages import SAME
from store.text.words import clean

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 3_000
"""Code points that are looked at, half from the start and half from the middle."""

ENOUGH = 25
"""Words below which function words say nothing."""

ENGLISH_FROM = 0.13
"""The share of English function words from which a text is English whatever else it has, if one
of ONLY_ENGLISH is among them: `in`, `was` and `so` are German, too."""

ONLY_ENGLISH = frozenset({"the", "and"})

FOREIGN_FROM = 0.12
"""The share of one other language's function words from which a text may be in it."""

FEWEST = 4
"""Different function words below which a text isn't in another language."""

FEW = 0.03
"""The same for LONG_WORDS, where there are hardly any English ones."""

GUESS_SAMPLE = 700
"""Code points that the classifier looks at."""

GUESS_ENOUGH = 6
"""Different words below which the classifier isn't asked."""

GUESS_SHORT = 50
"""Words up to which the classifier is asked however many English function words there are."""

GUESS_BELOW = 0.05
"""The share of English function words up to which it is asked about longer texts."""

SURE = 0.95
"""How sure the classifier must be that a text is in one of its three likeliest languages, of 1:
siblings share what it sees. Over 21,578 newswire texts of 1987, share prices and tables among them,
it never was surer than 0.92 of an English headline, and 0.75 of an English text."""

NO_LANGUAGE = frozenset({"en", "pcm", "zxx"})
"""What the classifier says of English, of a pidgin of it, and of what is no language."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}

ENGLISH = _words(
    """the of and to in a is that for it as was with be by on not he his but at are this have from
    or had an they which one you were her all their there been if more when will would who so no
    she other its may these what them than some him time into only could new then do any my now
    such like our over me even most after also did many before must through years where much your
    well down should because each just those how too little good very make world still see own
    work between both being under said has says about against told up out can we i"""
)

OTHERS = {
    language: _words(text) - ENGLISH
    for language, text in {
        "Spanish": "de la que el en y los del se las por un para con una su al como más pero sus",
        "French": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne",
        "German": "der die und in den von zu das mit sich des auf für ist im dem nicht ein als",
        "Italian": "di che e la il un a per in una mi sono ho non ma lo ha si con della nel gli",
        "Portuguese": "de que e o a do da em um para com não uma os no se na por mais as dos ao",
        "Dutch": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan door",
        "Swedish": "och i att det som en på är av för med den till inte om ett han men var jag sig",
        "Danish": "og i at det er en til af på for med den der ikke som de har et var han sig blev",
        "Finnish": "ja on ei että se oli hän mutta ovat joka kun niin myös sen mukaan kuin jo ole",
        "Polish": "w i na z do nie się że jest to o po jak za od przez ale dla był tym oraz są",
        "Czech": "a v se na je že s z do o k i ve pro za by ale jako po jsou byl od nebo které",
        "Croatian": "je u i na se da su za od s a koji to nije će kao iz o bi ne ili već nakon",
        "Romanian": "de în a și la cu că pe un o din care este nu pentru mai au fost sau prin al",
        "Hungarian": "a az és hogy nem is egy meg volt ez csak de már még el kell van mint pedig",
        "Turkish": "ve bir bu için ile de da olarak çok daha olan gibi en sonra kadar göre ise ne",
        "Indonesian": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena",
        "Malay": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke oleh telah",
        "Tagalog": "ang ng sa na mga ay at si ni kay para hindi ito siya nang may kung din nila",
        "Vietnamese": "và của là có không được cho các một trong người với những để khi đã này ở",
        "Swahili": "ya na wa kwa ni katika za la kuwa cha hii hiyo kama yake baada alisema wake",
        "Hausa": "da a ya ta na cewa wannan don kuma ba shi su wani sun ga ne ce domin daga wata",
        "Yoruba": "ti ni àwọn ati fun awọn pe lati si o naa ń kan sì wọ́n náà tí fún láti jẹ́",
        "Somali": "iyo oo ka ku in ay waa uu u ah la ee soo si aan waxa uga waxaa kale wuxuu",
        "Albanian": "të e në dhe për se nga me një që është do nuk më ka si ka kanë duke por",
        "Lithuanian": "ir yra kad į su iš tai o buvo bet kaip už dėl apie nuo jau po prie taip",
        "Estonian": "ja on ei et see ta oli mis ka ning kui aga oma või pole selle kes veel",
    }.items()
}

_OF_ANY = frozenset().union(*OTHERS.values())

LONG_WORDS = _words(
    """ukuba kwaye kunye ukuze xa ngoku kuba abantu ngaba kodwa ngokuba nangona emva ngenxa ukuthi
    futhi noma uma lokhu kanye ngoba njengoba kusho abathi ngesikhathi kwi"""
)
"""Of Xhosa and Zulu, which put most of their small words into longer ones."""


def language(text: str) -> str | None:
    """Return the ISO 639 code of a text's language; None where that isn't sure.

    A code is never given without good evidence, so that no English text is taken for another.
    """
    sample = _sample(text, SAMPLE).lower()
    roughly = sample.split()
    if _is_english(roughly, _english_share(roughly)):
        return "en"
    words = _words_in(sample)
    if not words:
        return None
    english = _english_share(words)
    if _is_english(words, english):
        return "en"
    different = set(words)
    foreign = _is_foreign(words, different, english)
    if not foreign and (
        len(different) < GUESS_ENOUGH or (len(words) > GUESS_SHORT and english > GUESS_BELOW)
    ):
        return None
    code, sureness = _guess(text)
    sure = sureness >= SURE or (foreign and code != "en")
    return code if sure else None


def _words_in(sample: str) -> list[str]:
    """Return the runs of letters in a text."""
    if sample.isascii():
        return sample.translate(_NO_LETTERS).split()
    return LETTERS.findall(sample)


def _is_english(words: list[str], share: float) -> bool:
    """Return whether enough words are English function words, a share of them being so."""
    return share >= ENGLISH_FROM and not ONLY_ENGLISH.isdisjoint(words)


def _english_share(words: list[str]) -> float:
    return sum(map(ENGLISH.__contains__, words)) / len(words) if words else 0.0


def _sample(text: str, size: int) -> str:
    """Return at most `size` code points, half from the start, half from the middle, made clean.

    A letter that is typed in two code points looks like another language's.
    """
    if len(text) <= size:
        return clean(text).text
    half, middle = size // 2, len(text) // 2
    return clean(f"{text[:half]} {text[middle : middle + half]}").text


def _guess(text: str) -> tuple[str | None, float]:
    """Return the likeliest language, and how sure that is, of 1; None where it is none at all.

    For English its own likelihood, for others that of the likeliest three, 0 with English among
    them; capitals are no matter.
    """
    likeliest = _classifier().rank(_sample(text, GUESS_SAMPLE).lower())[:3]
    code = likeliest[0][0]
    if code in NO_LANGUAGE:
        return (None, 0.0) if code == "zxx" else ("en", likeliest[0][1])
    english = NO_LANGUAGE.intersection(code for code, _ in likeliest)
    sureness = 0.0 if english else sum(sureness for _, sureness in likeliest)
    return SAME.get(code, code), sureness


@lru_cache(maxsize=1)
def _classifier() -> LanguageIdentifier:
    """Return the classifier, loaded at the first call: about half a second, 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def let_go() -> None:
    """Give back the memory of the classifier; it is loaded again when it is needed."""
    _classifier.cache_clear()


def _is_foreign(words_in_order: list[str], different: set[str], english: float) -> bool:
    """Return whether words give good reason to think that they aren't English."""
    if _in_other_script(words_in_order):
        return True
    if len(words_in_order) < ENOUGH:
        return False
    if english < FEW and len(LONG_WORDS & different) >= 2:
        return sum(map(LONG_WORDS.__contains__, words_in_order)) >= FEW * len(words_in_order)
    common = _OF_ANY & different
    if len(common) < FEWEST:
        return False
    counts = Counter(filter(common.__contains__, words_in_order))
    return any(_speaks(counts, words, len(words_in_order), english) for words in OTHERS.values())


def _speaks(counts: Counter[str], words: frozenset[str], total: int, english: float) -> bool:
    """Return whether a language's function words prevail among `total` words."""
    hits = [number for word, number in counts.items() if word in words]
    share = sum(hits) / total
    return len(hits) >= FEWEST and share >= FOREIGN_FROM and share > english + 0.04


def _in_other_script(words: list[str]) -> bool:
    """Return whether most letters aren't Latin ones."""
    letters = "".join(words)
    if letters.isascii():
        return False
    latin = sum(letter < "\u0370" or "\u1e00" <= letter <= "\u1eff" for letter in letters)
    return latin < 0.4 * len(letters)
