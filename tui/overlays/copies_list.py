"""The copies of an article: each with its likeness, source and date, and what is new in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import on

from store.model import Copy, Row
from tui import display_text
from tui.overlays.preview_picker import PreviewPicker
from tui.reading.page import Page, page_of
from tui.widgets.pick_list import Choice, PickList

if TYPE_CHECKING:
    from store import Library
    from store.duplicates.diff import Differences


KINDS = {"same": "same", "near": "edited", "contains": "longer", "contained": "shorter"}
"""What a copy is to the article, in a word."""


@dataclass(frozen=True, slots=True)
class CopyChosen:
    """What was chosen: to open a copy, to list all that tell the story, or to tag them."""

    action: Literal["open", "list", "tag"]
    ids: tuple[str, ...] = ()
    """The copy to open; all copies, for tags."""


class CopiesList(PreviewPicker[CopyChosen]):
    """Chooses a copy of an article; beside the choices stands its text, with what is new in it."""

    narrowing = "copies"
    placeholder = "words of a title or source"
    hints = (
        ("Enter", "open"),
        ("Tab", "list all"),
        ("^T", "tag all"),
        ("↑↓", "move"),
        ("Esc", "close"),
    )

    def __init__(
        self,
        library: Library,
        row: Row,
        colors: dict[str, str],
        hidden: frozenset[str],
    ) -> None:
        super().__init__(library, colors, hidden)
        self._row = row
        self._copies: Sequence[Copy] = ()
        self._is_loaded = False
        self._shown: Sequence[Copy] = ()
        number = display_text.count(row.copies, "copy", "copies").upper()
        self.title_text = f"{number} OF {display_text.one_line(row.title)}"

    def begin(self) -> None:
        """Compare the copies, off this thread."""
        super().begin()
        library, id = self._library, self._row.id

        def then(copies: list[Copy]) -> None:
            self._copies, self._is_loaded = copies, True
            self.narrow(self.input.value)

        self.jobs.run("copies", lambda _stop: library.duplicates.of(id), then)

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what the overlay's own keys do."""
        return {"ctrl+t": self._tag}

    def narrow(self, words: str) -> None:
        """Show the copies whose title, source or id has all the words."""
        sought = words.casefold().split()
        self._shown = [copy for copy in self._copies if _has(copy, sought)]
        self.choices.empty = "no copy like that" if self._is_loaded else "comparing …"
        self.choices.show([_choice(copy) for copy in self._shown])
        if not self._shown:
            self.preview.clear()
            self.preview.heading = self.preview.tail = ""

    @property
    def _current(self) -> Copy | None:
        at = self.choices.cursor
        return self._shown[at] if at < len(self._shown) else None

    @on(PickList.Moved)
    def _show_current(self) -> None:
        copy = self._current
        if copy is None or not self.preview.display:
            self.jobs.cancel("preview")
            return
        library, hidden, here, copy_id = self._library, self._hidden, self._row.id, copy.row.id

        def job(_stop: Callable[[], bool]) -> tuple[Page, Differences]:
            return page_of(library.article(copy_id), hidden), library.duplicates.differences(
                here, copy_id
            )

        self.jobs.run("preview", job, self._show_preview)

    def _show_preview(self, result: tuple[Page, Differences]) -> None:
        page, differences = result
        preview = self.preview
        preview.show(page)
        preview.heading = page.article.id
        preview.tail = _difference_words(differences)
        preview.paint(differences.new)

    def take(self) -> None:
        """Open the copy under the cursor."""
        copy = self._current
        if copy is not None:
            self.dismiss(CopyChosen("open", (copy.row.id,)))

    def take_and_stay(self) -> None:
        """List all articles that tell the story."""
        self.dismiss(CopyChosen("list"))

    def _tag(self) -> None:
        if self._is_loaded:
            self.dismiss(CopyChosen("tag", tuple(copy.row.id for copy in self._copies)))


def _has(copy: Copy, sought: Sequence[str]) -> bool:
    searchable = " ".join((copy.row.title, copy.row.source or "", copy.row.id)).casefold()
    return all(word in searchable for word in sought)


def _choice(copy: Copy) -> Choice:
    where = display_text.origin(copy.row) or copy.row.id
    words = f"{where} · {display_text.one_line(copy.row.title)}"
    return Choice(words, before=f"{int(100 * copy.likeness):>3} % {KINDS[copy.kind]:<8}")


def _difference_words(differences: Differences) -> str:
    """Return how many words are new and how many are gone: `+34 −12 words`."""
    if not differences.new_words and not differences.missing_words:
        return "the same words"
    return f"+{differences.new_words:,} −{differences.missing_words:,} words"
