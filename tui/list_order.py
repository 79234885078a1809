"""In which order the list stands, as keys of a sort and as words: what the sort overlay changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui import display_text

GROUPS = ("", "date", "source", "tag", "folder")
"""What the list can be grouped by, in the order in which a key goes round them; first: nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """Something to sort by: the letter that picks it, its key for the store, its words."""

    letter: str
    key: str
    name: str
    short: str
    """The name where there is little room."""
    up: str
    """What the rising order is called."""
    down: str
    """What the falling order is called."""
    falls: bool = False
    """Whether the falling order is the one that is meant first."""

    def words(self, falls: bool) -> str:
        """Return what an order by it is called in a heading: `date ↓`, `title` where that rises."""
        return f"{self.short} ↓" if falls else f"{self.short} ↑" if self.falls else self.short


COLUMNS = (
    Column("f", "id", "file name", "file", "A to Z", "Z to A"),
    Column("d", "published", "date", "date", "oldest first", "newest first", falls=True),
    Column("t", "title", "title", "title", "A to Z", "Z to A"),
    Column("s", "source", "source", "source", "A to Z", "Z to A"),
    Column("l", "words", "length", "length", "shortest first", "longest first", falls=True),
    Column("r", "read", "read or not", "read", "unread last", "unread first", falls=True),
    Column("n", "tags", "number of tags", "tags", "fewest first", "most first", falls=True),
)
"""Everything to sort by."""


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of a sort, the weightiest first, each with whether it falls; and the groups."""

    keys: tuple[tuple[str, bool], ...] = (("id", False),)
    group: str = ""
    """One of GROUPS."""

    @property
    def sort(self) -> str:
        """The keys as the store and the command line write them: `published,-title`."""
        return ",".join(f"-{key}" if falls else key for key, falls in self.keys)

    @property
    def words(self) -> str:
        """What it is called in a heading: `date ↓, title`; empty for that of a fresh start."""
        if self == Order(group=self.group):
            return ""
        columns = {column.key: column for column in COLUMNS}
        return ", ".join(columns[key].words(falls) for key, falls in self.keys)

    def falls(self, column: Column) -> bool | None:
        """Return whether a column falls; None where the order does not have it."""
        return dict(self.keys).get(column.key)

    def sorted_by(self, column: Column) -> Order:
        """Return the order by a column alone; the other way round where it is in the order."""
        if self.falls(column) is None:
            return replace(self, keys=((column.key, column.falls),))
        return self._turned(column)

    def then_by(self, column: Column) -> Order:
        """Return the order with a column as last key; again turns it, and then takes it away."""
        falls = self.falls(column)
        if falls is None:
            return replace(self, keys=(*self.keys, (column.key, column.falls)))
        if falls == column.falls:
            return self._turned(column)
        left = tuple(key for key in self.keys if key[0] != column.key)
        return replace(self, keys=left or Order().keys)

    def _turned(self, column: Column) -> Order:
        keys = tuple((key, falls != (key == column.key)) for key, falls in self.keys)
        return replace(self, keys=keys)

    def next_group(self) -> Order:
        """Return the order grouped by the next of GROUPS, round."""
        return replace(self, group=GROUPS[(GROUPS.index(self.group) + 1) % len(GROUPS)])


def group_label(name: str, by: str) -> str:
    """Return what the heading of a group says; without a name: what its articles lack."""
    if by == "date":
        words = {"": "no date", "XXXX": "no year given"}.get(name)
        return words or display_text.day(name, display_text.LONG_MONTHS)
    if by == "tag":
        return f"#{name}" if name else "untagged"
    if by == "folder":
        return name or "the folder itself"
    return name or "no source"
