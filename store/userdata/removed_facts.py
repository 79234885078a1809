"""Facts removed by external edits of `tags.yaml`: counted, described and recorded."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.model import Op
from store.userdata import block_content
from store.userdata.journal import Journal
from store.userdata.ops import Fact, net
from store.userdata.tagsfile.plain_values import Edits

OUTSIDE = "edited in tags.yaml"
"""Start of the label of changes that came from the file."""

FEW = 3
"""Number of facts whose removal is not reported: probably the user's own edit."""

STATE = "taken_away"
"""Key in the journal's state of a larger removal that was not acknowledged yet."""

_KINDS = {
    "tags": "tag",
    "marks": "mark",
    "note": "note",
    "read": "read date",
    "entities": "corrected name",
    "conflicts": "conflict",
    "views": "view",
    "settings": "setting",
}


@dataclass(frozen=True, slots=True)
class RemovedFacts:
    """An external edit of `tags.yaml` that removed more than a few facts."""

    seq: int
    """Number of its change."""
    losses: str
    """What was removed, in words: `12 tags, 2 notes`."""
    backup: str | None
    """File name of the backup that has all of it; None until that is made."""
    is_latest: bool
    """Whether undo would undo this edit first."""
    is_new: bool
    """Whether it was merged by this program since the library was opened."""

    @property
    def remedy(self) -> str:
        """The remedy, as commands."""
        ways = ["cuttings undo reverts it"] if self.is_latest else []
        if self.backup is not None:
            ways.append(f"cuttings restore {self.backup} brings back the version before")
        return ", ".join([*ways, "cuttings accept keeps the edit"])

    @property
    def message(self) -> str:
        """What happened and the remedy, in one line for the command line."""
        return f"tags.yaml was edited elsewhere, which lost {self.losses} ({self.remedy})"


class Losses:
    """Tracks the edit whose removals wait to be acknowledged; used by the writer thread."""

    def __init__(self, journal: Journal, coder: str) -> None:
        self.waiting: RemovedFacts | None = None
        """The last such edit; None once it is acknowledged."""
        self._journal = journal
        self._coder = coder
        self._new: set[int | None] = set()

    def note(self, seq: int | None) -> None:
        """Record the number of a change that was read from the file here."""
        self._new.add(seq)

    def refresh(self) -> None:
        """Look for an unacknowledged edit in the journal."""
        state = self._journal.state(STATE)
        self.waiting = None
        if state is not None:
            seq, losses, backup = state
            is_latest = seq == self._journal.latest(self._coder)
            self.waiting = RemovedFacts(seq, losses, backup, is_latest, seq in self._new)

    def acknowledge(self, seq: int | None = None) -> None:
        """Acknowledge the edit; with `seq`, only if that is its number."""
        self.refresh()
        if self.waiting is not None and seq in (None, self.waiting.seq):
            self._journal.set_state(**{STATE: None})
            self.waiting = None


class Tally:
    """Counts the changes of one version by kind."""

    def __init__(self) -> None:
        self._removed: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._added: Counter[str] = Counter()
        self._tags: set[str] = set()
        """Codebook tags already counted: each counts once with all its fields."""

    def count(self, ops: Iterable[Op]) -> None:
        """Count ops, in order."""
        for op in sorted(ops, key=lambda op: len(op.path)):
            if op.path[0] == "tags":
                if op.path[1] in self._tags:
                    continue
                self._tags.add(op.path[1])
            self._counter(op)[_kind(op.path)] += 1

    def _counter(self, op: Op) -> Counter[str]:
        if op.before is None:
            is_field = op.path[0] == "tags" and len(op.path) > 2
            return self._changed if is_field else self._added
        is_whole = op.path[0] != "tags" or len(op.path) == 2
        return self._removed if op.after is None and is_whole else self._changed

    @property
    def is_loss(self) -> bool:
        """Return whether anything was removed or changed."""
        return bool(self._removed or self._changed)

    @property
    def is_much(self) -> bool:
        """Return whether more than a few facts were removed or overwritten."""
        return self._removed.total() + self._changed.total() > FEW

    @property
    def losses(self) -> str:
        """Return in words what was removed."""
        return _words({"": self._removed, " (overwritten)": self._changed})

    @property
    def label(self) -> str:
        """Return the label of the change: in words, what was done."""
        counts = {" removed": self._removed, " changed": self._changed, " added": self._added}
        words = _words(counts)
        return f"{OUTSIDE}: {words}" if words else OUTSIDE


def _words(counts: Mapping[str, Counter[str]]) -> str:
    parts = [
        ", ".join(f"{n:,} {kind}{'' if n == 1 else 's'}" for kind, n in some.items()) + behind
        for behind, some in counts.items()
        if some
    ]
    return "; ".join(parts)


def _kind(path: Fact) -> str:
    """Return the word for a kind of fact."""
    if path[0] == "tags":
        return "codebook entry" if path[2:] != ("conflicts",) else "conflict"
    return _KINDS.get(path[2] if path[0] == "articles" else path[0], "value")


def reverting_edits(
    connection: sqlite3.Connection, version: Mapping[str | None, dict[Fact, Any]], ops: Iterable[Op]
) -> Edits:
    """Return the edits that revert `ops` in a version of the file.

    `version` holds the version's facts by the id of the article.
    """
    back = net(op.inverse() for op in reversed(list(ops)))
    standing: dict[str, dict[Fact, Any]] = {}
    for path, op in back.items():
        if path[0] == "articles":
            facts = standing.setdefault(path[1], dict(version.get(path[1], {})))
            facts.pop(path, None)
            if op.after is not None:
                facts[path] = op.after
    return block_content.edits_of(
        connection, back, {path: op.after for path, op in back.items()}, standing
    )
