"""Whether a text is in another language than English, judged by what it has, not by what it lacks.

Result tables and lists have few English function words too, so these alone say nothing: a text is
foreign only where another script, or another language's function words, prevail.
"""

from __future__ import annotations

import re

from store.entities.ladder.tables import words

SAMPLE = 6_000
"""Code points that are looked at, half from the start and half from the middle."""

ENOUGH = 25
"""Words below which nothing is said."""

ENGLISH_FROM = 0.13
"""The share of English function words from which a text is English whatever else it has."""

FOREIGN_FROM = 0.12
"""The share of one other language's function words from which a text may be in it."""

FEW = 0.03
"""The same for LONG_WORDS, where there are hardly any English ones."""

LETTERS = re.compile(r"[^\W\d_]+")

ENGLISH = words(
    """the of and to in a is that for it as was with be by on not he his but at are this have from
    or had an they which one you were her all their there been if more when will would who so no
    she other its may these what them than some him time into only could new then do any my now
    such like our over me even most after also did many before must through years where much your
    well down should because each just those how too little good very make world still see own
    work between both being under said has says about against told up out can we i"""
)

OTHERS = {
    language: words(text) - ENGLISH
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

LONG_WORDS = words(
    """ukuba kwaye kunye ukuze xa ngoku kuba abantu ngaba kodwa ngokuba nangona emva ngenxa ukuthi
    futhi noma uma lokhu kanye ngoba njengoba kusho abathi ngesikhathi kwi"""
)
"""Of Xhosa and Zulu, which put most of their small words into longer ones."""


def is_foreign(text: str) -> bool:
    """Return whether `text` gives good reason to think that it isn't English."""
    half = SAMPLE // 2
    middle = len(text) // 2
    sample = text if len(text) <= SAMPLE else text[:half] + " " + text[middle : middle + half]
    found = LETTERS.findall(sample.lower())
    if not found:
        return False
    english = sum(word in ENGLISH for word in found) / len(found)
    if english >= ENGLISH_FROM:
        return False
    if _in_other_script(found):
        return True
    if len(found) < ENOUGH:
        return False
    long_words = {word for word in found if word in LONG_WORDS}
    if english < FEW and len(long_words) >= 2:
        return sum(word in LONG_WORDS for word in found) >= FEW * len(found)
    return any(_speaks(found, known, english) for known in OTHERS.values())


def _speaks(found: list[str], known: frozenset[str], english: float) -> bool:
    """Return whether a language's function words prevail among the words `found`."""
    hits = [word for word in found if word in known]
    share = len(hits) / len(found)
    return len(set(hits)) >= 4 and share >= FOREIGN_FROM and share > english + 0.04


def _in_other_script(found: list[str]) -> bool:
    """Return whether most letters aren't Latin ones."""
    letters = "".join(found)
    latin = sum(letter < "\u0370" or "\u1e00" <= letter <= "\u1eff" for letter in letters)
    return latin < 0.4 * len(letters)
