"""The different words of all titles and names: which of them a typed word may mean, and how well.

Words are sorted, so that all words with one beginning stand in a row. A set of letters in 64 bits
stands for each word: an edit changes at most one letter of the set, so that one pass over the sets
leaves few words for rapidfuzz to measure.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, LCSseq
from rapidfuzz.process import cdist

from store.jump.csr import Floats, Ints, Longs

Masks = npt.NDArray[np.uint64]

MAX_FUZZY = 48
"""Words that one typed word may mean by each of the inexact ways."""

_MAX_INSIDE = 3000
_MAX_BEGINNING = 16
_LAST = "\U0010ffff"

EXACT = 1.0
PREFIX = 0.92
PREFIX_SPAN = 0.02
EARLIER_PREFIX = 0.02
"""How much less a beginning counts where it isn't the word that is being typed."""


class Vocabulary:
    """Sorted folded words, the first of which is empty: it stands for a title without any.

    It is made of one text with a word a line, and holds no object a word. `vocabulary[number]` is
    a word; the numbers are those of a sequence.
    """

    def __init__(self, lines: str) -> None:
        self.lines = lines
        self._classes = letter_classes(lines)
        ends = np.append(np.flatnonzero(self._classes == _LINE_END), len(lines))
        self.sizes: Ints = np.diff(ends, prepend=-1).astype(np.int32) - 1
        self._starts: Ints = (ends - self.sizes).astype(np.int32)
        self._prefix_masks: dict[int, Masks] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def __getitem__(self, number: int) -> str:
        start = int(self._starts[number])
        return self.lines[start : start + int(self.sizes[number])]

    def words(self, numbers: npt.NDArray[np.integer]) -> list[str]:
        """Return several words."""
        starts = self._starts[numbers]
        ends = starts + self.sizes[numbers]
        lines = self.lines
        places = zip(starts.tolist(), ends.tolist(), strict=True)
        return [lines[start:end] for start, end in places]

    def initials(self) -> npt.NDArray[np.uint8]:
        """Return for each word the class of its first letter, as `letter_classes` tells it."""
        return np.append(self._classes, _LINE_END)[self._starts]

    @cached_property
    def _masks(self) -> Masks:
        bits = _bits(np.append(self._classes, _LINE_END))
        # The line end is counted in each word; it has a bit that no letter shares.
        return np.bitwise_or.reduceat(bits, self._starts) & ~_bits(_LINE_END)

    def _masks_of_beginnings(self, length: int) -> Masks:
        if length > _MAX_BEGINNING:
            return self._masks
        masks = self._prefix_masks.get(length)
        if masks is None:
            masks = np.zeros(len(self), np.uint64)
            if length:
                masks |= self._masks_of_beginnings(length - 1)
                long_enough = np.flatnonzero(self.sizes >= length)
                places = self._starts[long_enough] + (length - 1)
                masks[long_enough] |= _bits(self._classes[places])
            self._prefix_masks[length] = masks
        return masks

    def find(self, word: str) -> int:
        """Return the number of `word`, or -1."""
        at = bisect_left(self, word)
        return at if at < len(self) and self[at] == word else -1

    def beginning(self, prefix: str) -> tuple[int, int]:
        """Return the range of the words that begin with `prefix`."""
        return bisect_left(self, prefix), bisect_left(self, prefix + _LAST)

    def inside(self, part: str, most: int | None = None) -> Longs:
        """Return the words that hold `part`, sorted; only those of the first `most` places."""
        places: list[int] = []
        at = self.lines.find(part)
        while at >= 0 and (most is None or len(places) < most):
            places.append(at)
            at = self.lines.find(part, at + 1)
        return np.unique(np.searchsorted(self._starts, np.array(places, np.int64), "right") - 1)

    def ending(self, suffix: str) -> Longs:
        """Return the numbers of words that end with `suffix`."""
        numbers = self.inside(suffix)
        ends = [word.endswith(suffix) for word in self.words(numbers)]
        word_numbers: Longs = numbers[np.array(ends, bool)]
        return word_numbers

    def qualities(self, word: str, typing: bool) -> Floats:
        """Return for each word how well `word` stands for it, from 0 to 1.

        `typing`: the end of `word` may be open, as it is being typed.
        """
        quality = np.zeros(len(self), np.float32)
        if len(word) >= 3:
            self._by_letters_left_out(word, quality)
            self._by_part(word, quality)
            self._by_typo(word, quality, typing)
        first, end = self.beginning(word)
        lower = 0.0 if typing else EARLIER_PREFIX
        spans = len(word) / np.maximum(self.sizes[first:end], 1)
        quality[first:end] = PREFIX - lower + PREFIX_SPAN * spans
        exact = self.find(word)
        if exact >= 0:
            quality[exact] = EXACT
        return quality

    def _by_part(self, word: str, quality: Floats) -> None:
        numbers = self.inside(word, _MAX_INSIDE)
        values = 0.60 + 0.15 * len(word) / np.maximum(self.sizes[numbers], 1)
        _raise(quality, *_best(numbers, values))

    def _by_letters_left_out(self, word: str, quality: Floats) -> None:
        """Abbreviations such as `govt`: the letters of `word` in order, the first one the same."""
        first, end = self.beginning(word[0])
        missing = _mask(word) & ~self._masks[first:end]
        numbers = first + np.flatnonzero((missing == 0) & (self.sizes[first:end] > len(word)))
        if len(numbers):
            choices = self.words(numbers)
            scorer = LCSseq.similarity
            common = cdist([word], choices, scorer=scorer, score_cutoff=len(word), dtype=np.int32)
            numbers = numbers[common[0] >= len(word)]
            values = 0.42 + 0.30 * len(word) / np.maximum(self.sizes[numbers], 1)
            _raise(quality, *_best(numbers, values))

    def _by_typo(self, word: str, quality: Floats, typing: bool) -> None:
        edits = allowed_edits(word)
        if not edits:
            return
        size = len(word)
        numbers = np.flatnonzero(self._may_be_typed(word, edits) & (self.sizes >= size - edits))
        values = np.zeros(len(numbers), np.float32)
        near = np.flatnonzero(self.sizes[numbers] <= size + edits)
        choices = self.words(numbers)
        values[near] = 0.90 * _likeness(word, [choices[i] for i in near.tolist()], edits)
        # A beginning as long as what was typed, or one letter shorter or longer.
        begun = np.zeros(len(numbers), np.float32)
        for cut in range(size - 1, size + 2):
            begun = np.maximum(begun, _likeness(word, [each[:cut] for each in choices], edits))
        values = np.maximum(values, begun * (0.80 if typing else 0.76))
        word_numbers = np.flatnonzero(values)
        _raise(quality, *_best(numbers[word_numbers], values[word_numbers]))

    def _may_be_typed(self, word: str, edits: int) -> npt.NDArray[np.bool_]:
        """Return for each word whether its letters allow it to begin as `word` does, with errors.

        Of the first letters typed at most `edits` may be missing among as many, and `edits` more,
        of the word; nor can all of the first `edits` + 1 be missing.
        """
        first = self._masks_of_beginnings(edits + 1) & _mask(word[: edits + 1]) != 0
        for size in (len(word) // 2 + 1, len(word)):
            missing = _mask(word[:size]) & ~self._masks_of_beginnings(size + edits)
            first &= np.bitwise_count(missing) <= edits
        return np.asarray(first, bool)


def allowed_edits(word: str) -> int:
    """Return how many typing errors `word` may hold: none in short words and numbers."""
    if len(word) < 3 or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def _classes_of_ascii() -> npt.NDArray[np.uint8]:
    codes = np.arange(128)
    classes = 36 + codes % 27
    for first, last, lowest in (("a", "z", 0), ("0", "9", 26)):
        run = np.arange(ord(first), ord(last) + 1)
        classes[run] = lowest + run - ord(first)
    classes[ord("\n")] = _LINE_END
    return classes.astype(np.uint8)


_LINE_END = np.uint8(63)
_OF_ASCII = _classes_of_ascii()


def letter_classes(text: str) -> npt.NDArray[np.uint8]:
    """Return a number below 64 for each letter: a to z, 0 to 9, the rest by remainder, line end."""
    if text.isascii():
        return _OF_ASCII[np.frombuffer(text.encode(), np.uint8)]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = (36 + codes % 27).astype(np.uint8)
    ascii_ones = np.flatnonzero(codes < 128)
    classes[ascii_ones] = _OF_ASCII[codes[ascii_ones]]
    return classes


def _bits(classes: npt.NDArray[np.uint8] | np.uint8) -> Masks:
    return np.left_shift(np.uint64(1), classes, dtype=np.uint64)


def _mask(word: str) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_bits(letter_classes(word))))


def _likeness(word: str, choices: list[str], edits: int) -> Floats:
    """Return how alike `word` and each choice are, from 0 to 1; 0 above `edits` errors."""
    if not choices:
        return np.zeros(0, np.float32)
    distances = cdist([word], choices, scorer=OSA.distance, score_cutoff=edits, dtype=np.int32)[0]
    sizes = np.maximum(len(word), np.fromiter(map(len, choices), np.int32, len(choices)))
    return np.where(distances > edits, 0.0, 1.0 - distances / sizes).astype(np.float32)


def _best(numbers: Longs, values: npt.NDArray[np.floating]) -> tuple[Longs, Floats]:
    if len(numbers) > MAX_FUZZY:
        chosen = np.argpartition(-values, MAX_FUZZY)[:MAX_FUZZY]
        numbers, values = numbers[chosen], values[chosen]
    return numbers, values.astype(np.float32)


def _raise(quality: Floats, numbers: Longs, values: npt.NDArray[np.floating]) -> None:
    quality[numbers] = np.maximum(quality[numbers], values)
