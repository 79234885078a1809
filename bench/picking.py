"""What a person types who wants a headline, and how well anybody could tell which one is wanted.

Two or three words of more than two letters are picked from a headline by chance, and typed in one
of several ways. In a large library some words are in several headlines, and then no ranking can
know: `Telling` says how often the likeliest guess is the wanted headline.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import count, permutations
from math import comb

import numpy as np
import numpy.typing as npt

from store.jump.csr import NumberLists

Words = list[str]
Typing = Callable[[Words, random.Random], Words]

BEGUN = (3, 4, 5)
"""How many letters are typed of a word that is only begun, each with the same chance."""


def with_error(words: Words, chosen: random.Random) -> Words:
    """Return `words` with one letter of the longest replaced, left out, put in, or swapped."""
    number = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[number]
    at = chosen.randrange(len(word) - 1)
    letter = chosen.choice("abcdefghijklmnopqrstuvwxyz")
    word = chosen.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return [*words[:number], word, *words[number + 1 :]]


def reordered(words: Words, chosen: random.Random) -> Words:
    """Return `words` in another order."""
    return words[1:] + words[:1] if chosen.random() < 0.5 else words[::-1]


def begun(words: Words, chosen: random.Random) -> Words:
    """Return the beginnings of `words`."""
    return [word[: chosen.choice(BEGUN)] for word in words]


KINDS: dict[str, Typing] = {
    "exact": lambda words, chosen: words,
    "prefixes": begun,
    "error": with_error,
    "order": reordered,
    "error+order": lambda words, chosen: reordered(with_error(words, chosen), chosen),
}


def choosable(title: str) -> Words:
    """Return the words of a headline that may be picked."""
    return [word for word in title.lower().split() if len(word) > 2]


def queries(
    titles: Sequence[str], count: int, kind: str, seed: int = 1
) -> list[tuple[str, str, Words]]:
    """Return `count` times a wanted headline, what is typed for it, and the words meant by it."""
    chosen = random.Random(seed)
    found: list[tuple[str, str, Words]] = []
    while len(found) < count:
        title = chosen.choice(titles)
        words = choosable(title)
        wanted = chosen.choice((2, 3, 3))
        if len(words) >= wanted:
            places = sorted(chosen.sample(range(len(words)), wanted))
            meant = [words[at] for at in places]
            found.append((title, " ".join(KINDS[kind](meant, chosen)), meant))
    return found


class Telling:
    """All headlines by their words, to say for words that were typed what they may stand for."""

    def __init__(self, titles: Sequence[str]) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        flat, starts = array("i"), array("q", [0])
        for title in titles:
            flat.extend(numbers[word] for word in choosable(title))
            starts.append(len(flat))
        self._words = sorted(numbers)
        places = np.zeros(len(numbers), np.int32)
        for place, word in enumerate(self._words):
            places[numbers[word]] = place
        self._of_title = NumberLists(np.array(starts, np.int64), places[np.array(flat, np.int32)])
        owners = np.repeat(np.arange(len(titles), dtype=np.int32), np.diff(starts))
        self._titles = NumberLists.of_pairs(self._of_title.values, owners, len(numbers))

    def at_best(self, kind: str, typed: str, meant: Words) -> float:
        """Return how likely the likeliest headline is the wanted one, given how queries are drawn.

        Words with an error count as those that are meant, so that it can only be less. Where
        queries come in another order, any order is taken to be as likely.
        """
        if kind == "prefixes":
            words = typed.split()
            likely = [self._likely(words, title, True) for title in self._with(words, True)]
        else:
            orders = set(permutations(meant)) if "order" in kind else {tuple(meant)}
            likely = [
                sum(self._likely(order, title, False) for order in orders)
                for title in self._with(meant, False)
            ]
        return max(likely) / sum(likely)

    def _with(self, words: Sequence[str], are_begun: bool) -> list[int]:
        """Return the titles that have all words."""
        found = []
        for word in words:
            first = bisect_left(self._words, word)
            end = bisect_left(self._words, word + "\U0010ffff") if are_begun else first + 1
            found.append(np.unique(self._titles.run(first, end)))
        both: npt.NDArray[np.int32] = reduce(np.intersect1d, found)
        return list(map(int, both))

    def _likely(self, typed: Sequence[str], title: int, are_begun: bool) -> float:
        """Return the chance that just this is typed, in this order, where `title` is wanted."""
        chances = [1.0, *(0.0 for _ in typed)]
        words = [self._words[number] for number in self._of_title.one(title).tolist()]
        for word in words:
            for number in range(len(typed), 0, -1):
                one = typed[number - 1]
                if are_begun:
                    chance = sum(word[:cut] == one for cut in BEGUN) / len(BEGUN)
                else:
                    chance = float(word == one)
                chances[number] += chances[number - 1] * chance
        return chances[-1] / comb(len(words), len(typed))
