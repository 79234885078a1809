"""Watches the folder of the articles and `tags.yaml` in a thread, and reports what was touched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING

from store.folder.watch import FilesChanged, watch_in_process

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Ui


class FolderWatch:
    """One watch at a time."""

    def __init__(self, library: Library, ui: Ui, touched: Callable[[FilesChanged], None]) -> None:
        self._library = library
        self._ui = ui
        self._touched = touched
        self._stopped = threading.Event()

    def start(self) -> None:
        """Watch the folder from now on, and no longer as it was watched before."""
        self._stopped.set()
        stop = self._stopped = threading.Event()

        def watch() -> None:
            for touched in watch_in_process(self._library.places, stop):
                self._ui.post(partial(self._touched, touched))

        context = copy_context()  # a message to a screen that is closing needs to know its app
        threading.Thread(target=partial(context.run, watch), name="watch", daemon=True).start()

    def close(self) -> None:
        """Watch no more."""
        self._stopped.set()
