"""Opens a library and shows it; what is shown first is read while the screen's parts are loaded."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from store import Library
from store.userdata.drafts import DraftText
from store.userdata.ops import Fact
from tui.prefetch import begin
from tui.settings import load


def open_library(
    argument: Path | None,
    *,
    library: Path | None = None,
    tags_file: Path | None = None,
    model: Sequence[str] = (),
    yes: bool = False,
) -> Library:
    """Return the library of a folder or a file, with the user's settings for it.

    Raises CuttingsError where it can't be opened.
    """
    settings = load()
    return Library.open(
        library or argument,
        tags_file=tags_file,
        remember=True,
        coder=settings.coder,
        model=model or settings.model,
        jobs=settings.jobs,
        yes=yes,
        wait=False,
    )


def read(library: Library, theme: str | None = None) -> int:
    """Show a library until it is left, close it, and return the exit code.

    No garbage is collected until the first screen is there.
    """
    gc.disable()
    with library:
        code = _show(library, theme)
    if library.userdata.unkept:
        _tell(library.userdata.unkept)
    return code


def _tell(unkept: Sequence[tuple[Fact, DraftText]]) -> None:
    """Print the words that were typed and not saved, and that no disk took."""
    from tui.cli import output

    for path, typed in unkept:
        output.say(f"could be kept on no disk: the {path[-1]} on {path[1]}: {typed.words}")


def _show(library: Library, theme: str | None) -> int:
    first = begin(library, library.places.single)
    from tui.app import CuttingsApp

    app = CuttingsApp(
        library,
        start_at=library.places.single,
        theme=theme,
        settings=load(),
        first=first,
    )
    try:
        app.run()
    finally:
        app.browse.close()
    return app.return_code or 0


def run(
    argument: Path | None,
    *,
    library: Path | None = None,
    tags_file: Path | None = None,
    theme: str | None = None,
    model: Sequence[str] = (),
    yes: bool = False,
) -> int:
    """Open the reader on a folder or a file, and return the exit code when it is left.

    Raises CuttingsError where the library can't be opened.
    """
    opened = open_library(argument, library=library, tags_file=tags_file, model=model, yes=yes)
    return read(opened, theme)
