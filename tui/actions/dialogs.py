"""What asks for words: find, filter, and the overlays that choose, imported when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.actions.filter_hits import FILTER_HITS
from tui.actions.note_prompt import NOTE
from tui.actions.pipe import PIPE
from tui.actions.search_hits import SEARCH, SearchHits
from tui.actions.tag_actions import Told
from tui.commands import COMMANDS, Command
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.actions.filter_prompt import FilterPrompt
    from tui.browse import BrowseScreen
    from tui.overlays.picker import Picker

FIND, FILTER = "find", "filter"
"""The purposes of the prompt, which are its labels too."""
FIND_HINTS = (("Enter", "stay here"), ("Esc", "go back"))
"""The keys that work while words are found as they are typed."""


class Dialogs:
    """The prompt at the foot, and the overlays."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._place = 0
        self.searching: SearchHits = SearchHits(screen)
        """The search of all texts."""
        self._filtering: FilterPrompt | None = None
        self.last_find: tuple[str, str] | None = None
        """The pane in which something was found last (or that it was a search), and the words."""

    @property
    def filtering(self) -> FilterPrompt:
        """The prompt of the filter, made when it is first asked for."""
        if self._filtering is None:
            from tui.actions.filter_prompt import FilterPrompt

            self._filtering = FilterPrompt(self._screen)
        return self._filtering

    # -- the prompt

    def find(self) -> None:
        """Ask for words to find in the pane that has the focus."""
        self._place = (
            self._screen.reader.place if self._screen.pane == "reader" else self._screen.list.cursor
        )
        self._screen.prompt.ask(FIND, hints=FIND_HINTS)

    def filter(self) -> None:
        """Ask for a query to filter the list by."""
        self.filtering.open()

    def typed(self, event: Prompt.Changed) -> None:
        """Act on the words in the prompt: while they are typed, when entered, when given up."""
        if event.purpose == FILTER:
            self.filtering.typed(event)
        elif event.purpose == FIND:
            self._typed_find(event)
        elif event.purpose == PIPE:
            self._screen.piping.typed(event)
        elif event.purpose == NOTE:
            self._screen.noting.typed(event)
        else:
            self._screen.going.typed(event)

    def _close(self) -> None:
        self._screen.prompt.close()
        self._screen.moving.go(self._screen.pane)

    def _typed_find(self, event: Prompt.Changed) -> None:
        screen = self._screen
        if isinstance(event, Prompt.Cancelled):
            self._close()
            if screen.pane == "reader":
                screen.reading.finding.clear()
                screen.reader.go_to(self._place, opening=False)
            else:
                screen.seeking.stop()
                screen.list.move_to(self._place)
            return
        if event.words.strip():
            if screen.pane == "reader":
                screen.reading.finding.find(event.words)
            else:
                screen.seeking.find(event.words, self._place)
        if isinstance(event, Prompt.Entered):
            if event.words.strip():
                self.last_find = (screen.pane, event.words)
            self._close()

    def find_again(self, by: int) -> None:
        """Go to the next or previous match of what was found last, in its pane."""
        if self.last_find is None:
            return
        pane, words = self.last_find
        if pane == SEARCH:
            self.searching.step(by)
        elif pane == FILTER_HITS:
            self._screen.reading.filter_hits.step(by)
        elif pane == "reader":
            self._screen.reading.finding.again(words, by)
        else:
            self._screen.seeking.find_again(words, by)

    # -- overlays

    def teller(self, overlay: Picker[Any]) -> Told:
        """Return what says in an overlay, or here when it is closed, what came of a change."""

        def told(words: str, refused: bool) -> None:
            if overlay.is_there:
                overlay.say(words, warning=refused)
            elif words:
                self._screen.say(words, warning=refused)

        return told

    def tags(self) -> None:
        """Open the tag picker for the selection, or the article.

        At once, so that what is typed next goes there; with the codebook that is known.
        """
        from tui.overlays.tag_picker import TagPicker

        screen = self._screen
        ticked, articles = screen.changes.target_tags()
        library = screen.library
        nums = screen.choosing.nums()
        count_tags = (
            (lambda: library.articles.tag_counts(nums())) if screen.choosing.count else None
        )
        tags, toggle = screen.showing.tags, screen.changes.toggle
        screen.app.push_screen(TagPicker(tags, ticked, articles, toggle, count_tags))

    def jump(self) -> None:
        """Open the jump."""
        from tui.overlays.jump_picker import JumpPicker

        screen = self._screen

        def then(id: str | None) -> None:
            if id is not None:
                screen.listed.go_to_id(id)

        screen.app.push_screen(
            JumpPicker(screen.library, screen.list.tag_colors, screen.reading.hidden), then
        )

    def palette(self) -> None:
        """Open the command palette."""
        from tui.overlays.palette import Palette

        screen = self._screen
        working = [c for c in COMMANDS if c.works(screen) and c.id != "palette"]
        screen.app.push_screen(Palette(working, screen.keymap, self._run))

    def help(self) -> None:
        """Open the help page of the pane that has the focus."""
        from tui.overlays.help_page import HelpPage

        screen = self._screen
        screen.app.push_screen(HelpPage(screen.mode, screen.keymap, self._run))

    def _run(self, command: Command) -> None:
        # Not before the overlay is gone, and as the screen's own doing: what is opened in the name
        # of an overlay that has closed never gives its result to anybody.
        if command.works(self._screen):
            self._screen.call_after_refresh(self._screen.call_later, command.run, self._screen)
