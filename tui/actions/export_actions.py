"""Exporting from the screen: format, articles and file are asked for, then it runs behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import CuttingsError, Stopped
from store.exports.export_formats import Format
from tui import display_text
from tui.key_names import shown_key
from tui.state import with_entry

if TYPE_CHECKING:
    from store import Library
    from store.exports.export_run import Exported
    from store.index.listings import Listing
    from tui.overlays.export_menu import ExportRequest
    from tui.overlays.list_editor import Came
    from tui.ports import Stop, Ui
    from tui.services.targets import Targets
    from tui.state import BrowseState

TASK = "export"
"""The group of the job, and its line in what goes on behind the screen."""

Articles = Callable[[], "Listing"]
"""Gives the articles to export, in a thread of its own."""


class ExportActions:
    """Asks what to export, runs it, and says what came of it."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, targets: Targets) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._targets = targets
        self._replace: Path | None = None
        """The file that was said to exist already: entered once more, it is replaced."""

    def open(self) -> None:
        """Choose a format; while an export runs, ask whether to stop it."""
        from tui.overlays.export_menu import ExportMenu, Scope

        if self._ui.busy(TASK):
            self._ask_to_stop()
            return
        articles = self._choices()
        totals = [Scope(name, number) for name, number, _ in articles]

        def then(request: ExportRequest | None) -> None:
            if request is not None:
                self._ask_file(request.format, articles[request.scope][2])

        self._ui.push(ExportMenu(totals), then)

    def _choices(self) -> list[tuple[str, int, Articles]]:
        """Return what may go in: selection, filter, all; the first is what is meant most likely."""
        state, library = self._state, self._library
        query, sort = state.query, state.order.sort
        choices: list[tuple[str, int, Articles]] = []
        if state.selected:
            nums = self._targets.nums()
            selected: Articles = lambda: library.articles.listing_of(nums())  # noqa: E731
            choices.append(("the selection", state.selected, selected))
        if query:
            number = state.articles
            choices.append(("the filter", number, lambda: library.articles.listing(query, sort)))
        choices.append(("all", library.articles.totals().articles, library.articles.listing))
        return choices

    # -- the file

    def _ask_file(self, format: Format, articles: Articles) -> None:
        from tui.overlays.menu import Words

        folder = self._folder()
        name = self._library.places.root.name or "cuttings"
        name += "" if format.suffix == f".{format.name}" else f"-{format.name}"
        kind = "a folder" if format.kind == "folder" else "a file"
        title = f"EXPORT AS {format.name.upper()}: {kind.upper()}"
        help = f"It is written in {_short(folder)},\nor wherever a path says."
        self._replace = None

        def enter(words: str, report: Came) -> None:
            self._check(format, articles, folder, words, report)

        overlay = Words(title, f"{name}{format.suffix}", help, enter, lambda _words, _refused: True)
        self._ui.push(overlay)

    def _folder(self) -> Path:
        """Return the current folder, or the one beside the library where that has the articles."""
        places, here = self._library.places, Path.cwd()
        articles = Path(os.path.realpath(places.articles))
        inside = articles in (here, *here.parents)
        return places.root.parent if inside else here

    def _check(
        self, format: Format, articles: Articles, folder: Path, words: str, report: Came
    ) -> None:
        """See whether the file can be written, then begin; what exists is asked about once."""
        if not words.strip():
            report("the name of a file, please", True)
            return
        path = folder / Path(words.strip()).expanduser()
        force = path == self._replace
        library = self._library

        def job(_stop: Stop) -> CuttingsError | None:
            try:
                library.formats.check_export(format.name, path, force=force)
            except CuttingsError as error:
                return error
            return None

        def then(error: CuttingsError | None) -> None:
            if error is None:
                report("", False)
                self._run(format, articles, path, force)
            elif not force and path.exists() and "--force" in str(error):
                self._replace = path
                report("that exists already: Enter once more replaces it", True)
            else:
                report(_without(folder, str(error)), True)

        self._ui.run("export.check", job, then)

    # -- the work

    def _report(self, words: str) -> None:
        self._state.update(progress=with_entry(self._state.progress, TASK, words))

    def _run(self, format: Format, articles: Articles, path: Path, force: bool) -> None:
        ui, library = self._ui, self._library
        key = shown_key(next(iter(self._state.keys["export"]), ""))

        def progress(exported: int, total: int) -> None:
            if exported % 50 == 0:
                words = f"exporting {exported:,} of {total:,} ({key} stops)"
                ui.post(lambda: self._report(words), replaces=TASK)

        def job(stop: Stop) -> Exported | CuttingsError:
            try:
                return library.formats.export(
                    format.name, path, articles(), force=force, progress=progress, stop=stop
                )
            except Stopped as stopped:
                return stopped
            except CuttingsError as error:
                return error

        self._report(f"exporting … ({key} stops)")
        self._ui.run(TASK, job, self._done)

    def _done(self, outcome: Exported | CuttingsError) -> None:
        self._report("")
        if isinstance(outcome, CuttingsError):
            self._ui.failed(outcome)
            return
        articles = f"from {display_text.count(outcome.articles, 'article')}"
        contents = articles if outcome.format.articles else "with the codebook"
        parts = [f"wrote {_short(outcome.path)} {contents}" if outcome.path else contents]
        lost = list(outcome.losses.lines())
        if lost:
            more = f", and {len(lost) - 1} kinds more" if len(lost) > 1 else ""
            parts.append(f"not carried: {lost[0]}{more}")
        parts += outcome.losses.notes
        self._ui.say(display_text.one_line(" · ".join(parts)), warning=bool(lost))

    def _ask_to_stop(self) -> None:
        from tui.overlays.menu import Choice, Menu

        def then(stop: bool | None) -> None:
            if stop and self._ui.busy(TASK):
                self._ui.cancel(TASK)
                self._report("")
                self._ui.say("the export is stopped: nothing was written")

        rows = [(Choice("Go on"), False), (Choice("Stop it", behind="nothing is written"), True)]
        self._ui.push(Menu("AN EXPORT IS UNDER WAY", rows), then)


def _without(folder: Path, words: str) -> str:
    """Return a message without the folder that is on the screen already."""
    for name in (os.path.realpath(folder), str(folder)):
        words = words.replace(f"{name}{os.sep}", "")
    return words


def _short(path: Path) -> str:
    """Return a path with the home folder as `~`, and relative to the current one where it can."""
    here, home = Path.cwd(), Path.home()
    if path.parent == here and path != here:
        return path.name
    return f"~/{path.relative_to(home)}" if home in path.parents else str(path)
