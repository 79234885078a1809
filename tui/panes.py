"""Which panes have room, and how wide they are."""

from __future__ import annotations

from dataclasses import dataclass

LIST, READER, SIDE = "list", "reader", "side"
PANES = (LIST, READER, SIDE)
"""The panes that can have the focus."""
MARK = "mark"
"""The mode of the reader in which a passage is chosen."""
MODES = (*PANES, MARK)
"""Everything that the meaning of a key can depend on."""

NARROW = 70
"""Cells under which one pane shows at a time."""
WIDE = 100
"""Cells from which on all three panes show."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The widths of list and sidebar in cells, 0 where they are not shown; None fills the rest."""

    list: int | None
    reader: bool
    side: int | None


def arrange(width: int, pane: str, only_text: bool) -> Arrangement:
    """Return which panes a window of some cells shows while `pane` has the focus."""
    if only_text:
        return Arrangement(0, True, 0)
    if width < NARROW:
        return Arrangement(
            None if pane == "list" else 0, pane == "reader", None if pane == "side" else 0
        )
    column = max(28, min(46, width * 28 // 100))
    if width < WIDE:
        return Arrangement(0, True, 28) if pane == "side" else Arrangement(column, True, 0)
    return Arrangement(column, True, 24 if width < 140 else 32)
