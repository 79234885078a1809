"""An immutable index of a set of articles for jump: their words, and what is known about them.

A segment holds numbers only, but for the different words: no object an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from store.jump.csr import Ints, Longs, NumberLists
from store.jump.title_vocabulary import Vocabulary

CODE_SIZE = 16
"""Letters of a file name's part that holds digits which are kept, to find it by."""

FILE, SOURCE, TAG, NAME = range(4)
"""The kinds of things by which articles are found besides their titles, the strongest first."""

FACTORS = (0.95, 0.93, 0.91, 0.89)
"""What a word counts in a file name, a source, a tag and a name, where it counts 1 in a title."""


@dataclass(frozen=True, slots=True)
class Things:
    """File name words, sources, tags and entity names: the words of each, and its articles."""

    kinds: npt.NDArray[np.uint8]
    keys: Longs
    """The `tag_id` of a tag, the `name_id` of a name, 0 of the others."""
    of_word: NumberLists
    """For each word of the vocabulary the things that have it."""
    docs: NumberLists
    """For each thing the articles that have it."""


@dataclass(frozen=True)
class Segment:
    """Articles by position in the order of their ids (`doc`, from 0), and the ways to find them."""

    vocabulary: Vocabulary
    nums: Longs
    """The index's row number of each article."""
    lengths: npt.NDArray[np.uint16]
    """Code points of each title."""
    title_words: NumberLists
    """For each article the words of its title in order; never empty."""
    docs_of_word: NumberLists
    """For each word the articles whose titles have it."""
    things: Things
    codes: npt.NDArray[np.bytes_]
    """Parts of file names that hold digits, cut to 16 letters, sorted."""
    code_docs: Ints
    """The article of each code."""

    def __len__(self) -> int:
        return len(self.nums)

    @cached_property
    def _by_num(self) -> Longs:
        return np.argsort(self.nums, kind="stable")

    @cached_property
    def initials(self) -> npt.NDArray[np.uint8]:
        """The class of the first letter of each word of `title_words`."""
        initials: npt.NDArray[np.uint8] = self.vocabulary.initials()[self.title_words.values]
        return initials

    def docs_of(self, nums: Longs) -> Longs:
        """Return the positions of those of `nums` that are here; the others are left out."""
        if not len(self.nums):
            return np.zeros(0, np.int64)
        order = self._by_num
        places = np.minimum(np.searchsorted(self.nums[order], nums), len(order) - 1)
        docs: Longs = order[places]
        here: Longs = docs[self.nums[docs] == nums]
        return here

    def codes_beginning(self, word: str) -> tuple[int, int]:
        """Return the range of codes that begin with `word`; empty where no code can."""
        if not word.isascii() or not word:
            return 0, 0
        prefix = word.encode()[:CODE_SIZE]
        first = int(np.searchsorted(self.codes, np.bytes_(prefix)))
        last = (prefix + b"\x7f" * CODE_SIZE)[:CODE_SIZE]
        end = int(np.searchsorted(self.codes, np.bytes_(last), "right"))
        return first, max(first, end)
