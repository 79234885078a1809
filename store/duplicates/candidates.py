"""Finds the pairs of stories that share sampled shingles and are worth comparing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from store.duplicates.shingles import Sample, modulus

FULL_RUN = 16
"""Up to this many stories with a shingle in common, all pairs are formed."""
NEIGHBOURS = 4
"""Above FULL_RUN, a story is paired with this many that follow it: stories are sorted by length, so
copies are close together."""
LEAST_SHARED = 0.5
"""Share of the expected sample that a pair must have in common, less its square root to allow for
chance; copies share somewhat more."""
AT_ONCE = 500_000
"""Sampled shingles paired at once, which bounds the memory."""

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
_NONE = np.empty(0, np.int64)


def candidates(sizes: Sequence[int], samples: Sequence[Sample]) -> list[tuple[int, int]]:
    """Return the pairs of stories that may be copies, as sorted pairs of list indices.

    The stories must be sorted by length. `sizes` are their numbers of shingles. The cost is
    proportional to the number of sampled shingles.
    """
    if len(sizes) < 2:
        return []
    hashes = np.concatenate(samples)
    numbers = np.arange(len(samples), dtype=np.int32)
    stories = np.repeat(numbers, [len(each) for each in samples])
    pairs, counts = _NONE, _NONE
    portions = 1
    while len(hashes) > AT_ONCE * portions:
        portions *= 2
    for portion in range(portions):
        chosen = (hashes & (portions - 1)) == portion
        new_pairs = _pairs_in_portion(hashes[chosen], stories[chosen])
        pairs, counts = _merged_counts(pairs, counts, new_pairs)
    return _promising(pairs, counts, np.asarray(sizes))


def _pairs_in_portion(hashes: Sample, stories: Ints) -> Longs:
    """Return the pairs of stories that share shingles, two indices packed into each number."""
    order = np.argsort(hashes, kind="stable")  # stable: the stories of a shingle stay in order
    hashes, stories = hashes[order], stories[order]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    lengths = np.diff(np.append(starts, len(hashes)))
    shared = lengths > 1
    return _pairs_in_runs(stories, starts[shared], lengths[shared])


def _pairs_in_runs(stories: Ints, starts: Longs, lengths: Longs) -> Longs:
    """Return the pairs within runs of equal shingles."""
    pairs = [_NONE]
    for length in np.unique(lengths[lengths <= FULL_RUN]):
        rows = stories[starts[lengths == length][:, None] + np.arange(length)].astype(np.int64)
        lefts, rights = np.triu_indices(int(length), 1)
        pairs.append((rows[:, lefts] << 32 | rows[:, rights]).ravel())
    long = lengths > FULL_RUN
    for start, length in zip(starts[long].tolist(), lengths[long].tolist(), strict=True):
        row = stories[start : start + length].astype(np.int64)
        pairs += [row[:-step] << 32 | row[step:] for step in range(1, NEIGHBOURS + 1)]
    return np.concatenate(pairs)


def _merged_counts(pairs: Longs, counts: Longs, new_pairs: Longs) -> tuple[Longs, Longs]:
    """Return the pairs and their counts, with the new pairs added."""
    new, times = np.unique(new_pairs, return_counts=True)
    if not len(pairs):
        return new, times
    merged, places = np.unique(np.concatenate((pairs, new)), return_inverse=True)
    total = np.bincount(places, weights=np.concatenate((counts, times)), minlength=len(merged))
    return merged, total.astype(np.int64)


def _promising(pairs: Longs, counts: Longs, sizes: Longs) -> list[tuple[int, int]]:
    """Return the pairs that share enough of their samples."""
    left, right = pairs >> 32, pairs & 0xFFFFFFFF
    moduli = np.array([modulus(size) for size in sizes.tolist()], np.int64)
    expected = np.minimum(sizes[left], sizes[right]) / np.maximum(moduli[left], moduli[right])
    is_promising = counts >= LEAST_SHARED * expected - np.sqrt(expected)
    return list(zip(left[is_promising].tolist(), right[is_promising].tolist(), strict=True))
