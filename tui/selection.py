"""Which rows of a list are selected: a set that stays small when everything is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected row numbers: those named, or with `everything` all but those named."""

    named: frozenset[int] = field(default_factory=frozenset)
    everything: bool = False

    def __contains__(self, num: int) -> bool:
        return (num in self.named) != self.everything

    def size(self, total: int) -> int:
        """Return how many of `total` articles are selected."""
        return total - len(self.named) if self.everything else len(self.named)

    def toggled(self, num: int) -> Selection:
        """Return the selection with one row's state changed."""
        return Selection(self.named ^ {num}, self.everything)

    def inverted(self) -> Selection:
        """Return the selection of all that isn't selected."""
        return Selection(self.named, not self.everything)

    def with_range(self, nums: Iterable[int]) -> Selection:
        """Return the selection with some rows added."""
        added = frozenset(nums)
        return Selection(self.named - added if self.everything else self.named | added,
                         self.everything)  # fmt: skip

    def without(self, removed: Iterable[int]) -> Selection:
        """Return the selection after some rows have left the list: they are named no more."""
        return Selection(self.named.difference(removed), self.everything)

    def of(self, nums: Sequence[int]) -> list[int]:
        """Return those of `nums` that are selected, each once, in their order.

        Looks at each: not for the UI thread where there are many.
        """
        return [num for num in dict.fromkeys(nums) if num in self]


NOTHING = Selection()
EVERYTHING = Selection(everything=True)
