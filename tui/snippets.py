"""Where the filter's words stand in the articles of a list: read as these come into sight."""

from __future__ import annotations

from store.model import Hit

MOST_KEPT = 1000
"""Hits that are kept when other articles come into sight."""


class Snippets:
    """The first hit of a query in each article, by row number; filled from any thread."""

    def __init__(self) -> None:
        self._hits: dict[int, Hit | None] = {}
        self._fresh: set[int] = set()

    def lacks(self, num: int) -> bool:
        """Say whether an article is still to be read, or to be read again."""
        return num not in self._fresh

    def get(self, num: int) -> Hit | None:
        """Return the hit in an article as it was read last; None where there is none."""
        return self._hits.get(num)

    def put(self, num: int, hit: Hit | None) -> None:
        """Take note of the hit in an article."""
        if len(self._hits) > MOST_KEPT:
            self._hits.clear()
            self._fresh.clear()
        self._hits[num] = hit
        self._fresh.add(num)

    def forget(self) -> None:
        """Have every article read again when it is next in sight: its text may have changed."""
        self._fresh.clear()
