"""Collects articles row by row and builds a segment of them.

Words are split and numbered by the hundreds in C (regular expression, dict, array), in small
portions, so that other threads can run in between.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
import numpy.typing as npt

from store.jump.csr import Ints, Longs, NumberLists
from store.jump.segment import (
    CODE_SIZE,
    FILE,
    Segment,
    Things,
)
from store.jump.title_vocabulary import Vocabulary
from store.text.words import words_of_lines

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
    """The articles collected so far; words are numbered as they come."""

    _numbers: defaultdict[str, int] = field(default_factory=_numbering)
    _nums: array[int] = field(default_factory=lambda: array("q"))
    _lengths: array[int] = field(default_factory=lambda: array("H"))
    _titles: array[int] = field(default_factory=lambda: array("i"))
    _files: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _codes: bytearray = field(default_factory=bytearray)
    _code_docs: array[int] = field(default_factory=lambda: array("i"))
    _kinds: list[int] = field(default_factory=list)
    _keys: list[int] = field(default_factory=list)
    _thing_sizes: list[Longs] = field(default_factory=list)
    _thing_docs: list[Ints] = field(default_factory=list)
    _words_of_things: list[Ints] = field(default_factory=list)
    _things_of_words: list[Ints] = field(default_factory=list)
    _order: tuple[Longs, Longs] | None = None

    def add_articles(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add articles as (num, id, title) in the order of their ids, about PORTION at a time.

        Add all of them before the first things.
        """
        first = len(self._nums)
        self._nums.extend(num for num, _, _ in rows)
        titles = [title.replace("\n", " ") for _, _, title in rows]
        self._lengths.extend(min(len(title), 65535) for title in titles)
        words = words_of_lines("\n".join(titles) + "\n")
        self._titles.extend(map(self._numbers.__getitem__, words))
        names = "\n".join(id.replace("\n", " ") for _, id, _ in rows) + "\n"
        doc = first
        for word in words_of_lines(_SUFFIX.sub("", names)):
            if word == "\n":
                doc += 1
            elif word.isalpha() or not word.isascii():
                self._files[self._numbers[word]].append(doc)
            else:
                self._codes += word.encode()[:CODE_SIZE].ljust(CODE_SIZE, b"\0")
                self._code_docs.append(doc)

    def add_things(self, kind: int, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add sources, tags or names as (key, label, nums of its articles separated by commas).

        Articles that were not added before are ignored.
        """
        if not rows:
            return
        lines = "".join(called.replace("\n", " ") + "\n" for _, called, _ in rows)
        words = self._numbered(words_of_lines(lines))
        nums = np.fromstring(",".join(listed for _, _, listed in rows), np.int64, sep=",")
        sizes = np.array([listed.count(",") + 1 for _, _, listed in rows])
        docs, here = self._docs_of(nums)
        sizes = np.add.reduceat(here.astype(np.int64), np.cumsum(sizes) - sizes)
        things = np.cumsum(words == 0) + len(self._kinds)
        self._things_of_words.append(things[words > 0].astype(np.int32))
        self._words_of_things.append(words[words > 0])
        self._kinds += [kind] * len(rows)
        self._keys += [key for key, _, _ in rows]
        self._thing_sizes.append(sizes)
        self._thing_docs.append(docs)

    def _docs_of(self, nums: Longs) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return the positions of those of `nums` that were added, and a mask of these."""
        if self._order is None:
            added = np.array(self._nums, np.int64)
            order = np.argsort(added, kind="stable")
            self._order = (added[order], order)
        added, order = self._order
        if not len(added):
            return np.zeros(0, np.int32), np.zeros(len(nums), bool)
        places = np.minimum(np.searchsorted(added, nums), len(added) - 1)
        here = np.asarray(added[places] == nums, bool)
        return order[places[here]].astype(np.int32), here

    def _add_file_words(self) -> None:
        sizes = [len(docs) for docs in self._files.values()]
        things = np.arange(len(sizes), dtype=np.int32) + len(self._kinds)
        self._things_of_words.append(things)
        self._words_of_things.append(np.array(list(self._files), np.int32))
        self._kinds += [FILE] * len(sizes)
        self._keys += [0] * len(sizes)
        self._thing_sizes.append(np.array(sizes, np.int64))
        self._thing_docs += [np.array(docs, np.int32) for docs in self._files.values()]
        self._files.clear()

    def _numbered(self, words: Sequence[str]) -> Ints:
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def segment(self) -> Segment:
        """Return the segment of all that was added; the builder is then of no more use."""
        self._add_file_words()
        vocabulary, new_numbers = self._vocabulary()
        title_words, docs_of_word = self._title_lists(new_numbers, len(vocabulary))
        codes = np.frombuffer(self._codes, f"S{CODE_SIZE}")
        order = np.argsort(codes, kind="stable")
        return Segment(
            vocabulary=vocabulary,
            nums=np.array(self._nums, np.int64),
            lengths=np.array(self._lengths, np.uint16),
            title_words=title_words,
            docs_of_word=docs_of_word,
            things=self._things(new_numbers, len(vocabulary)),
            codes=codes[order],
            code_docs=np.array(self._code_docs, np.int32)[order],
        )

    def _vocabulary(self) -> tuple[Vocabulary, Ints]:
        """Return the sorted words, and the rank of each number assigned so far."""
        del self._numbers["\n"]
        words = ["", *sorted(self._numbers)]
        new_numbers = np.zeros(len(words), np.int32)
        old = np.fromiter((self._numbers[word] for word in words[1:]), np.int32, len(words) - 1)
        new_numbers[old] = np.arange(1, len(words), dtype=np.int32)
        self._numbers.clear()
        return Vocabulary("\n".join(words)), new_numbers

    def _title_lists(self, new_numbers: Ints, words: int) -> tuple[NumberLists, NumberLists]:
        """Return the words of each title, the empty word where it has none, and the inverse."""
        flat, self._titles = np.frombuffer(self._titles, np.int32), array("i")
        ends = np.flatnonzero(flat == 0)
        sizes = np.diff(ends, prepend=-1) - 1
        # A title's line end is cut off, but where it is all that there is.
        is_used = np.ones(len(flat), bool)
        is_used[ends[sizes > 0]] = False
        starts = np.zeros(len(ends) + 1, np.int64)
        np.cumsum(np.maximum(sizes, 1), out=starts[1:])
        title_words = NumberLists(starts, new_numbers[flat[is_used]])
        docs = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(starts))
        return title_words, NumberLists.of_pairs(title_words.values, docs, words)

    def _things(self, new_numbers: Ints, words: int) -> Things:
        starts = np.zeros(len(self._kinds) + 1, np.int64)
        np.cumsum(np.concatenate(self._thing_sizes), out=starts[1:])
        return Things(
            kinds=np.array(self._kinds, np.uint8),
            keys=np.array(self._keys, np.int64),
            of_word=NumberLists.of_pairs(
                new_numbers[np.concatenate(self._words_of_things)],
                np.concatenate(self._things_of_words),
                words,
            ),
            docs=NumberLists(starts, np.concatenate([np.zeros(0, np.int32), *self._thing_docs])),
        )
