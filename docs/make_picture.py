"""Draws the README's picture from the seeds: `python docs/make_picture.py docs/screen.svg`."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from store import Library
from tui.app import CuttingsApp
from tui.themes import DARK

PROJECT = Path(__file__).parent.parent
SHOWN = "001_6b9e9eaf3fc6e8be.txt"
SIZE = (120, 36)
MARKED = ("Russia had prior knowledge", "Islamic State")
"""How the passage that is marked in the picture begins, and how it ends."""


def prepare(folder: Path) -> Library:
    """Return a library with the seeds, annotated, with a few tags and a mark on them."""
    shutil.copytree(PROJECT / "seeds", folder / "seeds")
    shutil.copy(PROJECT / "tags.yaml", folder / "tags.yaml")
    library = Library.open(folder, refresh=True, coder="picture")
    library.annotate()
    ids = list(library.ids())
    library.tag([SHOWN, ids[4]], "lavrov")
    library.tag([SHOWN], "claim")
    library.tag([ids[2]], "background")
    text = library.articles.text(SHOWN)
    start = text.index(MARKED[0])
    library.mark(SHOWN, start, text.index(MARKED[1], start) + len(MARKED[1]), "claim")
    library.set_read(ids[:1], "2026-01-01")
    library.duplicates.find()
    return library


async def draw(target: Path) -> None:
    """Write the picture of the three panes, one article open."""
    with tempfile.TemporaryDirectory() as place, prepare(Path(place) / "news") as library:
        app = CuttingsApp(library, start_at=SHOWN, theme=DARK.name, find_names=False)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            target.write_text(app.export_screenshot(title="cuttings"), "utf-8")
        app.browse.close()


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
