"""Collects articles row by row and gives the segment of them.

Words are split and numbered by the hundreds in C (regular expression, dict, array), and in small
enough portions that another thread gets its turn between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from store.jump import fold
from store.jump.lists import Ints, Lists, Longs
from store.jump.segment import CODE_SIZE, FILE, Segment, Things
from store.jump.vocabulary import Vocabulary

PORTION = 400
"""Articles whose words are split in one go."""

_SUFFIX = re.compile(r"\.(?:txt|text|md)(?=\n|$)", re.IGNORECASE)


def _numbering() -> defaultdict[str, int]:
    # The line end is number 0: it is the empty word that each title ends with until it is cut off.
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    numbers["\n"]
    return numbers


@dataclass
class Builder:
    """What was collected so far; words are numbered as they come."""

    _numbers: defaultdict[str, int] = field(default_factory=_numbering)
    _nums: list[int] = field(default_factory=list)
    _lengths: list[int] = field(default_factory=list)
    _titles: list[Ints] = field(default_factory=list)
    _files: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _codes: list[bytes] = field(default_factory=list)
    _code_docs: list[int] = field(default_factory=list)
    _kinds: list[int] = field(default_factory=list)
    _keys: list[int] = field(default_factory=list)
    _thing_words: list[list[int]] = field(default_factory=list)
    _thing_docs: list[Ints] = field(default_factory=list)

    def add_articles(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add articles as (num, id, title), in the order of their ids, about PORTION at a time."""
        first = len(self._nums)
        self._nums += [num for num, _, _ in rows]
        titles = [title.replace("\n", " ") for _, _, title in rows]
        self._lengths += map(len, titles)
        self._titles.append(self._numbered(fold.words_of_lines("\n".join(titles) + "\n")))
        names = "\n".join(id.replace("\n", " ") for _, id, _ in rows) + "\n"
        doc = first
        for word in fold.words_of_lines(_SUFFIX.sub("", names)):
            if word == "\n":
                doc += 1
            elif word.isalpha() or not word.isascii():
                self._files[self._numbers[word]].append(doc)
            else:
                self._codes.append(word.encode()[:CODE_SIZE])
                self._code_docs.append(doc)

    def add_thing(self, kind: int, key: int, texts: Iterable[str], docs: Ints) -> None:
        """Add a source, tag or name with what it is called and its articles (sorted positions)."""
        words = {word for text in texts for word in fold.words(text)}
        if words and len(docs):
            self._add_thing(kind, key, [self._numbers[word] for word in words], docs)

    def _add_thing(self, kind: int, key: int, words: list[int], docs: Ints) -> None:
        self._kinds.append(kind)
        self._keys.append(key)
        self._thing_words.append(words)
        self._thing_docs.append(docs)

    def docs_of(self, nums: Longs) -> Ints:
        """Return the positions of those of `nums` that were added, sorted."""
        nums_here, order = self._sorted_nums()
        if not len(order):
            return np.zeros(0, np.int32)
        places = np.minimum(np.searchsorted(nums_here, nums), len(order) - 1)
        return np.sort(order[places[nums_here[places] == nums]]).astype(np.int32)

    def _sorted_nums(self) -> tuple[Longs, Longs]:
        if self._order is None or len(self._order[0]) != len(self._nums):
            nums = np.array(self._nums, np.int64)
            order = np.argsort(nums, kind="stable")
            self._order = (nums[order], order)
        return self._order

    _order: tuple[Longs, Longs] | None = None

    def _numbered(self, words: Sequence[str]) -> Ints:
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def segment(self) -> Segment:
        """Return the segment of all that was added; the builder is then of no more use."""
        for number, docs in self._files.items():
            self._add_thing(FILE, 0, [number], np.unique(np.array(docs, np.int32)))
        self._files.clear()
        vocabulary, new_numbers = self._vocabulary()
        title_words, docs_of_word = self._title_lists(new_numbers, len(vocabulary))
        codes = np.array(self._codes or [b""], f"S{CODE_SIZE}")[: len(self._codes)]
        order = np.argsort(codes, kind="stable")
        return Segment(
            vocabulary=vocabulary,
            nums=np.array(self._nums, np.int64),
            lengths=np.minimum(np.array(self._lengths, np.int64), 65535).astype(np.uint16),
            title_words=title_words,
            docs_of_word=docs_of_word,
            things=self._things(new_numbers, len(vocabulary)),
            codes=codes[order],
            code_docs=np.array(self._code_docs, np.int32)[order],
        )

    def _vocabulary(self) -> tuple[Vocabulary, Ints]:
        """Return the sorted words, and for each number given so far its place among them."""
        del self._numbers["\n"]
        words = ["", *sorted(self._numbers)]
        new_numbers = np.zeros(len(words), np.int32)
        old = np.fromiter((self._numbers[word] for word in words[1:]), np.int32, len(words) - 1)
        new_numbers[old] = np.arange(1, len(words), dtype=np.int32)
        self._numbers.clear()
        return Vocabulary(words), new_numbers

    def _title_lists(self, new_numbers: Ints, words: int) -> tuple[Lists, Lists]:
        """Return the words of each title, the empty word where it has none, and the inverse."""
        flat = np.concatenate(self._titles) if self._titles else np.zeros(0, np.int32)
        self._titles.clear()
        ends = np.flatnonzero(flat == 0)
        sizes = np.diff(ends, prepend=-1) - 1
        # A title's line end is cut off, but where it is all that there is.
        kept = np.ones(len(flat), bool)
        kept[ends[sizes > 0]] = False
        starts = np.zeros(len(ends) + 1, np.int64)
        np.cumsum(np.maximum(sizes, 1), out=starts[1:])
        title_words = Lists(starts, new_numbers[flat[kept]])
        docs = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(starts))
        return title_words, Lists.of_pairs(title_words.values, docs, words)

    def _things(self, new_numbers: Ints, words: int) -> Things:
        sizes = [len(docs) for docs in self._thing_docs]
        starts = np.zeros(len(sizes) + 1, np.int64)
        np.cumsum(sizes, out=starts[1:])
        docs = np.concatenate([np.zeros(0, np.int32), *self._thing_docs])
        thing_words = [len(numbers) for numbers in self._thing_words]
        flat = np.fromiter(
            (number for numbers in self._thing_words for number in numbers),
            np.int32,
            sum(thing_words),
        )
        things = np.repeat(np.arange(len(sizes), dtype=np.int32), thing_words)
        return Things(
            kinds=np.array(self._kinds, np.uint8),
            keys=np.array(self._keys, np.int64),
            of_word=Lists.of_pairs(new_numbers[flat], things, words),
            docs=Lists(starts, docs),
        )
