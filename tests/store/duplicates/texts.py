"""Stories of generated sentences, and the ways in which wires and papers change them."""

from __future__ import annotations

import random

DID = ("rejected", "welcomed", "postponed", "defended", "denounced", "revised", "announced")
WHAT = (
    "a plan to widen the ceasefire",
    "new limits on the sale of arms",
    "the report on missing prisoners",
    "further cuts to the budget",
    "the route of the gas pipeline",
    "rules for trawlers off the coast",
    "a loan for the repair of dams",
)
WHY = (
    "because the neighbours had asked for it",
    "to calm the markets before the weekend",
    "so that refugees could pass without delay",
    "while generals warned of a longer war",
    "although the costs had doubled",
)


def name(chosen: random.Random) -> str:
    """Return a pronounceable name that hardly ever comes twice."""
    syllables = [chosen.choice("bdfgklmnprstvz") + chosen.choice("aeiou") for _ in range(4)]
    return "".join(syllables).capitalize()


def sentence(chosen: random.Random) -> str:
    """Return a sentence of some twenty words about somebody somewhere."""
    did, what, why = (chosen.choice(part) for part in (DID, WHAT, WHY))
    number = chosen.randint(3, 990)
    who, where = name(chosen), name(chosen)
    return f"{who} {did} {what} in {where}, where {number} people had gathered, {why}."


def paragraphs(seed: int, count: int = 8) -> list[str]:
    """Return the paragraphs of a story: two sentences each."""
    chosen = random.Random(seed)
    return [f"{sentence(chosen)} {sentence(chosen)}" for _ in range(count)]


def article(told: list[str], headline: str = "", dateline: str = "") -> str:
    """Return a text with a headline and a dateline before its first paragraph."""
    head = f"{headline}\n\n" if headline else ""
    return f"{head}{dateline}{' ' if dateline else ''}" + "\n\n".join(told) + "\n"


def edited(told: list[str], seed: int, every: int = 25) -> list[str]:
    """Return the paragraphs with one small word out of so many taken out or put in."""
    chosen = random.Random(seed)
    changed = []
    for paragraph in told:
        words: list[str] = []
        for word in paragraph.split():
            roll = chosen.randrange(2 * every)
            if roll == 0 and word.islower():
                continue
            words += [word, "also"] if roll == 1 else [word]
        changed.append(" ".join(words))
    return changed


def market(day: int, seed: int) -> str:
    """Return a daily report: the same sentences every day, other figures."""
    chosen = random.Random(seed)
    rate, before, turnover, last = (chosen.randint(100, 999) for _ in range(4))
    gold, deposits = chosen.randint(1000, 1999), chosen.randint(2, 9)
    return (
        f"EXCHANGE RATES AT NOON\n\nLONDON, March {day} (Reuters) - The pound stood at {rate},"
        f" after {before} yesterday, against the basket of currencies, dealers said.\n\nTurnover"
        f" was {turnover} million, against {last} million the day before, in what dealers called a"
        f" quiet session.\n\nGold was fixed at {gold} dollars an ounce, and three-month deposits"
        f" were quoted at {deposits} percent.\n"
    )


def dividend(company: str, seed: int) -> str:
    """Return the brief with which a company's dividend is reported."""
    chosen = random.Random(seed)
    cents, pay, record = (chosen.randint(2, 30) for _ in range(3))
    return (
        f"{company.upper()} SETS QUARTERLY\n\nNEW YORK, April 2 -\n"
        f"    Qtly div {cents} cts vs {cents} cts prior\n"
        f"    Pay April {pay}\n    Record March {record}\n"
    )
