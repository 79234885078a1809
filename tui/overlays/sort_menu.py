"""The overlay in which the order of the list is put together: columns, directions, groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual import on

from tui.list_order import COLUMNS, Order
from tui.overlays.picker import Picker
from tui.widgets.line_input import LineInput
from tui.widgets.pick_list import Choice, PickList

GROUP_KEY = "g"
AROUND = 5
"""Lines of the box around its rows: frame, heading, message, hints."""


class SortMenu(Picker[Order]):
    """Puts an order together, a letter a column; the result is the order that Enter takes."""

    title_text = "ORDER OF THE LIST"
    hints = (
        ("Enter", "sort"),
        ("letter", "by it, or turn"),
        ("Shift", "then by it"),
        ("Esc", "back"),
    )

    def __init__(self, order: Order) -> None:
        super().__init__()
        self._order = order
        self._moved_away = False

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what the letters do: there is nothing to type here."""
        keys: dict[str, Callable[[], None]] = {GROUP_KEY: partial(self._pick, len(COLUMNS))}
        for at, column in enumerate(COLUMNS):
            keys[column.letter] = partial(self._pick, at)
            keys[column.letter.upper()] = partial(self._pick, at, further=True)
        return keys

    def begin(self) -> None:
        """Be as high as the rows need, the cursor on the column that counts most."""
        if not self.has_class("-low"):
            self.query_one("#box").styles.height = len(COLUMNS) + 1 + AROUND
        first = [column.key for column in COLUMNS].index(self._order.keys[0][0])
        self._draw(first)

    def narrow(self, words: str) -> None:
        """Keep all the rows: nothing is typed here."""

    def _pick(self, at: int, further: bool = False) -> None:
        if at == len(COLUMNS):
            self._order = self._order.next_group()
        elif further:
            self._order = self._order.then_by(COLUMNS[at])
        else:
            self._order = self._order.sorted_by(COLUMNS[at])
        self._draw(at)

    def _draw(self, cursor: int) -> None:
        places = {key: place for place, (key, _) in enumerate(self._order.keys, 1)}
        rows = []
        for column in COLUMNS:
            falls = self._order.falls(column)
            way = "" if falls is None else column.down if falls else column.up
            number = str(places.get(column.key, ""))
            key = f"{column.letter}  "
            rows.append(Choice(column.name, key=key, behind=way, number=number, dim=not number))
        group = self._order.group
        words = "in groups" if group else "in groups by date, source, tag or folder"
        behind = f"by {group}" if group else ""
        rows.append(Choice(words, key=f"{GROUP_KEY}  ", behind=behind, dim=not group))
        self.choices.show(rows, cursor)
        self._moved_away = False

    @on(LineInput.Moved)
    def _went(self) -> None:
        self._moved_away = True

    @on(PickList.Chosen)
    def _clicked(self, event: PickList.Chosen) -> None:
        event.stop()
        event.prevent_default()
        self._pick(self.choices.cursor)

    def take(self) -> None:
        """Close with the order; a row that one has moved to is picked first."""
        self.take_and_stay()
        self.dismiss(self._order)

    def take_and_stay(self) -> None:
        """Pick the row that one has moved to."""
        if self._moved_away:
            self._pick(self.choices.cursor)
