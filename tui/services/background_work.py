"""What goes on in the background: reading the folder, finding names, changes from elsewhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tui.services.change_display import ChangeDisplay
from tui.services.duplicate_finder import DuplicateFinder
from tui.services.folder_reader import FolderReader
from tui.services.folder_watch import FolderWatch
from tui.services.library_watcher import FileEvent, LibraryWatcher
from tui.services.name_finder import NameFinder
from tui.services.task_reports import TaskReports

if TYPE_CHECKING:
    from store import Library
    from store.folder.watch import FilesChanged
    from tui.ports import Ui
    from tui.services.list_query import ListQuery
    from tui.state import BrowseState

NOTED_FOR = 8.0
"""Seconds for which it is said what was put right."""
GONE, MENDED = "there", "mended"
"""The alerts that are no task's."""

MADE_AGAIN = "index.db was damaged: it is made again from the articles and tags.yaml"
PUT_BACK = "index.db was gone: it is put back, and nothing is lost"


class BackgroundWork:
    """Starts the background tasks, and has each followed by those that depend on it."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        listings: ListQuery,
        display: ChangeDisplay,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._listings = listings
        self._display = display
        self._closing = threading.Event()
        self._reports = TaskReports(state, ui)
        self.watcher = LibraryWatcher(library, state, ui, display, self._files)
        self._watch = FolderWatch(library, ui, self._touched)
        self.folder = FolderReader(library, state, ui, self._reports, self._closing)
        self._names = NameFinder(library, state, ui, self._reports, self._closing)
        self._duplicates = DuplicateFinder(library, ui, self._reports, self.watcher, self._closing)
        self.folder.on_change = self.watcher.changed
        self.folder.next = (
            self.watcher.show,
            self._names.look_up_models,
            self._duplicates.find,
            self._names.find_all,
        )
        self._names.on_done = self._names_found

    def start(self) -> None:
        """Begin to read the folder, then to find entities, and look for changes all along."""
        self._library.health.visible_ids = self._listings.ids_in_sight
        self._names.start()
        self.watcher.start()
        self.watcher.look_beside()
        self.folder.read()
        self._watch.start()

    def close(self) -> None:
        """Stop what goes on; what is done is kept."""
        self._closing.set()
        self._watch.close()
        self.watcher.close()
        self._names.close()

    def _names_found(self) -> None:
        self.watcher.show()
        self._display.names()

    def _touched(self, touched: FilesChanged) -> None:
        """Read again what another program has written."""
        if touched.articles:
            self.folder.read()
        if touched.tags:
            self.watcher.show()
        self.watcher.look_beside()

    def _files(self, event: FileEvent) -> None:
        """Report what happened to the files, and put right what follows from it."""
        if event == "gone":
            words = f"{self._library.places.articles}: the folder is gone"
            self._reports.alert(GONE, words)
        elif event == "there" and GONE in self._state.alerts:
            self._reports.alert(GONE, "")
            self._watch.start()
            self.folder.read()
        elif event == "rebuilt":
            self._note(MADE_AGAIN)
            self._listings.start_again()
            self.folder.read()
        elif event == "restored":
            self._note(PUT_BACK)

    def _note(self, words: str) -> None:
        """Say what was put right, for a while, whatever else is said."""
        self._reports.alert(MENDED, words)
        self._ui.after(NOTED_FOR, lambda: self._reports.alert(MENDED, ""))
