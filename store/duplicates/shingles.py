"""Hashed shingles (runs of words) of stories, and the samples that find copies.

The sample of a story is every shingle whose hash is 0 modulo M (Broder, "On the resemblance and
containment of documents", 1997). Unlike MinHash signatures, which rensa and datasketch offer, such
samples measure containment as well as resemblance: the sample of a brief is part of the sample of
the long version, while their MinHash signatures differ. (datasketch's LSH Ensemble can't remove
articles, and requires SciPy.) M grows with the length by powers of two, so that samples stay
comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Sample = npt.NDArray[np.uint32]

SHINGLE = 5
"""Words per shingle: enough that the blanks of a template break it."""
SPARSEST = 64
"""The largest M, for stories of more than 8,192 shingles."""
_DENSEST = 4
_LONGEST_DENSEST = 512
"""Maximum number of shingles for the smallest M."""
_MOST_WORDS = 200_000
"""Words whose hashes are cached."""

_FACTORS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0x27D4EB2F165667C5,
        0x94D049BB133111EB,
    ],
    np.uint64,
)
"""One odd number per position in a shingle, so that the order of words matters."""


class _WordHashes(dict[str, int]):
    """Cache of word hashes, which are the same in every process and on every machine."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = self[word] = int.from_bytes(digest, "little")
        return value


_word_hashes = _WordHashes()


def shingles(words: Sequence[str]) -> Hashes:
    """Return the distinct hashes of the shingles of `words`, sorted.

    Fewer words than SHINGLE form one shingle; no words form none.
    """
    if not words:
        return np.empty(0, np.uint64)
    hashes = np.fromiter(map(_word_hashes.__getitem__, words), np.uint64, len(words))
    length = min(SHINGLE, len(hashes))
    total = np.zeros(len(hashes) - length + 1, np.uint64)
    for place in range(length):
        total += hashes[place : len(hashes) - length + 1 + place] * _FACTORS[place]
    return np.unique(_mixed(total))


def _mixed(values: Hashes) -> Hashes:
    """Return the values with their bits mixed evenly (the final steps of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def modulus(size: int) -> int:
    """Return the M for a story of `size` shingles."""
    chosen, longest = _DENSEST, _LONGEST_DENSEST
    while size > longest and chosen < SPARSEST:
        chosen, longest = chosen * 2, longest * 2
    return chosen


def sample(hashes: Hashes) -> Sample:
    """Return the sample of a story: the upper halves of the hashes that are 0 modulo M."""
    sampled = hashes[hashes % np.uint64(modulus(len(hashes))) == 0]
    upper: Sample = (sampled >> np.uint64(32)).astype(np.uint32)
    return upper


def count_shared(left: Hashes, right: Hashes) -> int:
    """Return how many shingles two stories share."""
    return len(np.intersect1d(left, right, assume_unique=True))
