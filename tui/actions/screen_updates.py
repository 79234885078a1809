"""What the bars and headings say, and what is drawn again after a change."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.model import Change, Tag
from store.userdata.removed_facts import RemovedFacts
from tui import display_text
from tui.commands import COMMANDS
from tui.key_names import shown_key
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from store.index.totals import Totals
    from tui.browse import BrowseScreen


class ScreenUpdates:
    """Keeps header, headings, sidebar and hints in step with the library and the panes."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self.tags: list[Tag] = []
        """The codebook as it was read last."""
        self.can_undo = False
        """Whether there was anything to undo when that was looked up last."""

    def library_name(self) -> None:
        """Say which library is open, and whose tags where they are not its own."""
        places = self._screen.library.places
        name, tags = places.root.name or str(places.root), places.elsewhere
        whose = "" if tags is None else f" · tags of {tags.parent.name}/{tags.name}"
        self._screen.header.library = f"{name}{whose}"

    # -- facts from the library

    def codebook(self) -> None:
        """Read tags and totals anew, off this thread, and show them."""
        library = self._screen.library

        def job(_stop: Callable[[], bool]) -> tuple[list[Tag], Totals, bool]:
            return library.tags(), library.articles.totals(), library.userdata.can_undo()

        def then(result: tuple[list[Tag], Totals, bool]) -> None:
            screen = self._screen
            self.tags, totals, self.can_undo = result
            self.hints()
            colors = {tag.name.casefold(): tag.color for tag in self.tags if tag.color}
            for pane in (screen.list, screen.reader, screen.side):
                if pane.tag_colors != colors:
                    pane.tag_colors = colors
            screen.side.show_tags(self.tags)
            screen.header.totals = _totals_words(totals)
            if not screen.listed.query and totals.articles != screen.listed.articles:
                screen.listed.following.follow()
            self.problem()

        self._screen.jobs.run("codebook", job, then)

    @property
    def says_taken_away(self) -> bool:
        """Whether what an edit of `tags.yaml` took away is on the screen."""
        state = self._screen.library.userdata.state
        trouble = state.problem or self._screen.background.trouble
        return state.removed_facts is not None and not trouble

    def problem(self) -> None:
        """Say what keeps the work from the disk, for as long as it does."""
        state = self._screen.library.userdata.state
        background = self._screen.background
        words = state.problem or background.trouble or _versions_words(background.looking.versions)
        if state.fault is not None:
            key = shown_key(next(iter(self._screen.keymap.keys["palette"]), ""))
            words = f"{key} mend tags.yaml · {state.fault}"
        elif state.removed_facts is not None and self.says_taken_away:
            words = self._taken_away(state.removed_facts)
        self._screen.status.alert = self.short(words)

    def _taken_away(self, taken: RemovedFacts) -> str:
        """Say what an edit of the file took away, and which keys help."""
        keys = self._screen.keymap.keys
        back = "undo" if taken.is_latest else "history"
        ways = {back: "takes it back" if taken.is_latest else "shows it", "back": "lets it go"}
        named = [f"{shown_key(keys[id][0])} {does}" for id, does in ways.items() if keys[id]]
        return " · ".join([f"an edit of tags.yaml took away {taken.losses}", *named])

    def short(self, words: str) -> str:
        """Return a message without the folder of `tags.yaml`: the library's name is on screen."""
        return display_text.one_line(words).replace(
            f"{self._screen.library.places.tags_file.parent}{os.sep}", ""
        )

    def change(self, change: Change) -> None:
        """Show a change of the user's: the rows, the article, the codebook."""
        screen = self._screen
        self.codebook()
        library, listing, article = screen.library, screen.listed.listing, screen.reading.article

        def job(_stop: Callable[[], bool]) -> tuple[frozenset[int], bool]:
            ids = change.ids
            everywhere = any(op.path[0] == "entities" for op in change.ops)
            reads_it = article is not None and (article.id in ids or not ids or everywhere)
            if everywhere and listing is not None:
                return frozenset(listing.nums()), reads_it
            return frozenset(library.articles.nums_of(ids)), reads_it

        def then(result: tuple[frozenset[int], bool]) -> None:
            nums, reads_it = result
            screen.list.forget(nums)
            screen.listed.mark_stale(nums, change)
            if reads_it:
                screen.reading.reload()

        screen.jobs.run("change", job, then)

    def index_changed(self, anything: bool, changes: Sequence[Change] = ()) -> None:
        """Show what was found behind the screen: changes, or with `anything` all there may be."""
        self.codebook()
        changed = anything or bool(changes)
        if changed:
            self._screen.listed.following.follow(() if anything else changes)
        article = self._screen.reading.article
        if article is not None and (changed or article.entities is None):
            self._screen.reading.reload()

    # -- bars and headings

    def article(self) -> None:
        """Show the names of the article in view, and its place."""
        screen = self._screen
        article = screen.reading.article
        row = screen.list.current
        screen.background.want(row.id if row is not None else None)
        why = screen.background.why_no_entities()
        screen.side.show_article(article, screen.reading.hidden, why)
        screen.status.legend = bool(article is not None and article.entities)
        self.place()

    def place(self) -> None:
        """Say where one is, and which keys work there."""
        screen = self._screen
        total = len(screen.list)
        selected = screen.choosing.count
        screen.list.heading = self._list_heading(selected)
        screen.list.tail = f"{screen.list.cursor + 1:,}/{total:,}" if total else ""
        article, percent = screen.reading.article, screen.reader.percent
        screen.reader.heading = article.id if article is not None else ""
        screen.reader.tail = f"{percent} %" if percent is not None else ""
        screen.side.heading = "TAGS"
        screen.header.filter = screen.listed.query
        self.hints()

    def _list_heading(self, selected: int) -> str:
        if selected:
            return f"{selected:,} SELECTED"
        return self._screen.listed.heading

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        app = self._screen.app
        app.theme = LIGHT.name if app.current_theme.dark else DARK.name

    def hints(self) -> None:
        """Name the keys that work now."""
        screen = self._screen
        if screen.prompt.is_open:
            screen.keys.hints = screen.prompt.hints
            return
        hints = []
        for command in COMMANDS:
            keys = screen.keymap.keys[command.id]
            if command.hint and keys and command.works(screen) and command.hint_when(screen):
                hints.append((shown_key(keys[0]), command.hint_in(screen.pane)))
        screen.keys.hints = tuple(hints)


def _totals_words(totals: Totals) -> str:
    parts = [display_text.count(totals.articles, "article")]
    if totals.unread:
        parts.append(f"{totals.unread:,} unread")
    if totals.tagged:
        parts.append(f"{totals.tagged:,} tagged")
    if totals.unreadable:
        parts.append(f"{totals.unreadable:,} unreadable")
    if totals.conflicts:
        parts.append(display_text.count(totals.conflicts, "conflict"))
    return " · ".join(parts)


def _versions_words(names: list[str]) -> str:
    """Return what is said of other versions of `tags.yaml`; nothing where there are none."""
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"{names[0]}{more}: other work beside yours? See cuttings check" if names else ""
