"""Opening the original of an article: the page on the web, the PDF, the mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.model import Article
from tui import desktop
from tui.display_text import page_at

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ReaderPort, Ui
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState


class OriginalActions:
    """Leads back from an article to where it came from."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, reader: ReaderPort, place: TextPlace
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._reader = reader
        self._place = place

    def open(self) -> None:
        """Open the address of the article, else its file; without a desktop, copy it."""
        article = self._state.article
        if article is None:
            return
        target = article.url or self._library.articles.path(article.id)
        if target is None:
            self._ui.say("its file is gone", warning=True)
        elif desktop.is_remote():
            self._copy(str(target))
        else:
            self._launch(article, target)

    def _launch(self, article: Article, target: str | Path) -> None:
        at = self._place.at
        page = page_at(article, self._reader.place if at is None else at)
        command = desktop.command_for(target, page if isinstance(target, Path) else None)
        if command is None:
            self._copy(str(target))
            return
        try:
            desktop.launch(command)
        except OSError as error:
            self._ui.say(f"{command[0]} can't be started ({error.strerror})", warning=True)
        else:
            self._ui.say(f"opened {target}")

    def _copy(self, target: str) -> None:
        self._ui.copy(target)
        self._ui.say(f"no desktop here; copied: {target}")
