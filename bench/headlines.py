"""Invented headlines, any number of them, with the statistics of real ones.

The number of different words grows by Heaps' law (35,000 at 100,000 headlines, about 100,000 at
1,000,000), their frequencies fall by the Zipf-Mandelbrot law.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.text.words import words_of

SEEDS = Path(__file__).parent.parent / "seeds"

HEAPS_AT_100_000 = 35_000
HEAPS_EXPONENT = 0.456
ZIPF_EXPONENT, ZIPF_OFFSET = 1.02, 8.0

_ONSETS = "b br c ch cl d dr f fl g gr h j k kr l m n p pl pr r s sh sl sp st str t th tr v w y z"
_VOWELS = "a e i o u a e i o ai ea ee ou ia"
_CODAS = "n r s t l m nd rt ck ng x st nt k d"
_ENDINGS = ("s", "ed", "ing", "er", "ers", "ian", "ity", "al", "ist")


def vocabulary_size(headlines: int) -> int:
    """Return how many different words Heaps' law gives that many headlines."""
    return int(HEAPS_AT_100_000 * (headlines / 100_000) ** HEAPS_EXPONENT)


def vocabulary(size: int, seed: int = 0) -> list[str]:
    """Return different words, the most common first: those of the seeds, then inventions."""
    chosen = random.Random(seed)
    texts = (path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    words = dict.fromkeys(word for text in texts for word in words_of(text) if word.isalpha())
    invented = _invented(chosen)
    while len(words) < size:
        word = next(invented)
        words[word] = None
        if chosen.random() < 0.5:
            words.update(dict.fromkeys(word + ending for ending in chosen.sample(_ENDINGS, 2)))
    return list(words)[:size]


def _invented(chosen: random.Random) -> Iterator[str]:
    onsets, vowels, codas = _ONSETS.split(), _VOWELS.split(), _CODAS.split()
    while True:
        syllables = chosen.choices((1, 2, 3, 4), (1, 6, 5, 2))[0]
        word = "".join(chosen.choice(onsets) + chosen.choice(vowels) for _ in range(syllables))
        yield word + (chosen.choice(codas) if chosen.random() < 0.7 else "")


def headlines(count: int, seed: int = 0) -> list[str]:
    """Return `count` different headlines of 4 to 13 words, half of them with capitals."""
    chosen = np.random.default_rng(seed)
    words = np.array(vocabulary(vocabulary_size(count), seed))
    ranks = np.arange(len(words)) + ZIPF_OFFSET
    chances = ranks**-ZIPF_EXPONENT
    chances /= chances.sum()
    found: dict[str, None] = {}
    while len(found) < count:
        sizes = np.clip(chosen.normal(8.0, 2.0, 20_000).round(), 4, 13).astype(np.int64)
        drawn = chosen.choice(len(words), int(sizes.sum()), p=chances)
        for number, place in enumerate(np.cumsum(sizes) - sizes):
            title = " ".join(words[drawn[place : place + sizes[number]]])
            found[title.title() if number % 2 else title.capitalize()] = None
    return list(found)[:count]


def frequencies(titles: list[str]) -> npt.NDArray[np.int64]:
    """Return how often each different word of `titles` occurs, the most common first."""
    counts: dict[str, int] = {}
    for title in titles:
        for word in title.lower().split():
            counts[word] = counts.get(word, 0) + 1
    return np.sort(np.array(list(counts.values()), np.int64))[::-1]
