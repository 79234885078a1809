"""Many lists of numbers in two arrays: where each one starts, and all values in a row (CSR)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NumberLists:
    """Lists of int32: list `i` is `values[starts[i]:starts[i + 1]]`."""

    starts: Longs
    values: Ints

    @classmethod
    def of_pairs(cls, keys: npt.NDArray[np.integer], values: Ints, count: int) -> NumberLists:
        """Return `count` lists that hold each value in the list of its key, in the given order."""
        order = np.argsort(keys, kind="stable")
        starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=count), out=starts[1:])
        return cls(starts, values[order].astype(np.int32, copy=False))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def one(self, number: int) -> Ints:
        """Return list `number`, without a copy."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def run(self, first: int, end: int) -> Ints:
        """Return the lists from `first` up to `end` in a row, without a copy."""
        return self.values[self.starts[first] : self.starts[end]]

    def size(self, number: int) -> int:
        """Return how many values list `number` has."""
        return int(self.starts[number + 1] - self.starts[number])

    def many(self, numbers: npt.NDArray[np.integer]) -> tuple[Ints, Longs]:
        """Return the values of several lists in a row, and where each list starts in that row."""
        begins = self.starts[numbers]
        sizes = self.starts[np.asarray(numbers) + 1] - begins
        ends = np.cumsum(sizes)
        rows = ends - sizes
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total, dtype=np.int64) + np.repeat(begins - rows, sizes)
        return self.values[places], rows
