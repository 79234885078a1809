"""What tests ask of the running program beyond what it shows: one place that knows its parts."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from tui.app import CuttingsApp
from tui.browse import BrowseScreen
from tui.overlays.codebook_editor import CodebookEditor
from tui.overlays.picker import Picker
from tui.reading.page import Page
from tui.services.change_display import ChangeDisplay
from tui.services.library_watcher import LibraryWatcher


def screen(pilot: Pilot[None]) -> BrowseScreen:
    """Return the screen of three panes."""
    assert isinstance(pilot.app, CuttingsApp)
    return pilot.app.browse


def is_idle(pilot: Pilot[None]) -> bool:
    """Say whether no task and no change is under way, and the reader has followed the cursor."""
    browse = screen(pilot)
    running = browse.ui.tasks.running + browse.services.edits.waiting
    overlays = (other for other in pilot.app.screen_stack if isinstance(other, Picker))
    running += sum(overlay.jobs.running for overlay in overlays)
    return not running and not browse.services.loader.is_following


def has_followed(pilot: Pilot[None]) -> bool:
    """Say whether the reader has followed the cursor of the list."""
    return not screen(pilot).services.loader.is_following


def has_saved(pilot: Pilot[None]) -> bool:
    """Say whether every change that was queued is made or refused."""
    return not screen(pilot).services.edits.waiting


def is_running(pilot: Pilot[None], group: str) -> bool:
    """Say whether a task of a group is under way."""
    return screen(pilot).ui.tasks.busy(group)


def place(pilot: Pilot[None]) -> int | None:
    """Return the code point of the match or name that one is at."""
    return screen(pilot).services.place.at


def selected_nums(pilot: Pilot[None]) -> Callable[[], list[int]]:
    """Return what gives the row numbers that are selected now."""
    return screen(pilot).services.targets.nums()


def read_folder(pilot: Pilot[None]) -> None:
    """Have the folder read again."""
    screen(pilot).services.background.folder.read()


def list_only(pilot: Pilot[None], query: str) -> None:
    """List what a query gives."""
    screen(pilot).services.listings.run(query)


def show(pilot: Pilot[None], page: Page) -> None:
    """Show a page in the reader."""
    screen(pilot).services.loader.show(page, 0)


def step(pilot: Pilot[None], by: int) -> None:
    """Go to another article of the list."""
    screen(pilot).actions.library.pane_focus.step(by)


def toggle_once(pilot: Pilot[None]) -> None:
    """List one article of each story, or all again."""
    screen(pilot).actions.calls["copies.once"]()


def watcher(pilot: Pilot[None]) -> LibraryWatcher:
    """Return what polls for changes of others."""
    return screen(pilot).services.background.watcher


def display(pilot: Pilot[None]) -> ChangeDisplay:
    """Return what shows the changes of others."""
    return screen(pilot).services.display


def closed_codebook(pilot: Pilot[None]) -> CodebookEditor:
    """Return an editor of the codebook that is not opened."""
    return CodebookEditor(screen(pilot).library, screen(pilot).actions.library.codebook._do)
