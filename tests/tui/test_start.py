"""What the start leaves for later."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from store import OWN_TAGS, Library
from store.entities.entity_service import Entities
from tests.tui.conftest import Start, wait_until, words
from tui.app import CuttingsApp
from tui.services.background_work import BackgroundWork


async def test_garbage_is_collected_only_from_the_first_screen_on_and_not_in_what_made_it(
    start: Start,
) -> None:
    gc.disable()
    try:
        async with start() as pilot:
            await wait_until(pilot, gc.isenabled)
            assert gc.get_freeze_count() > 0
    finally:
        gc.enable()
        gc.unfreeze()


async def test_where_garbage_is_collected_all_along_nothing_is_frozen(start: Start) -> None:
    frozen = gc.get_freeze_count()
    async with start() as pilot:
        await pilot.pause(0.4)
        assert gc.get_freeze_count() == frozen


async def test_names_are_looked_for_only_when_the_first_screen_is_there(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    begin = BackgroundWork.start

    def start_behind(background: BackgroundWork) -> None:
        begun.append("background")
        begin(background)

    monkeypatch.setattr(BackgroundWork, "start", start_behind)
    monkeypatch.setattr(Entities, "annotate", lambda *_args, **_more: begun.append("names"))
    app = CuttingsApp(library)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: "names" in begun)
    app.browse.close()
    assert begun[0] == "background"


def test_what_is_loaded_before_the_first_screen_leaves_out_what_it_does_not_need() -> None:
    code = "import tui.startup, tui.app, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    modules = set(loaded.split())
    assert "tui.browse" in modules
    assert not modules & {
        "email",
        "importlib.metadata",
        "store.entities.annotate",
        "store.query.parser",
        "store.text.description",
        "tui.overlays.jump_picker",
        "tui.overlays.sort_menu",
    }


async def test_the_screen_says_whose_tags_are_open_where_they_are_not_the_librarys_own(
    library_folder: Path, tmp_path: Path
) -> None:
    for tags_file, shown in ((tmp_path / "coders" / "anna.yaml", True), (Path(OWN_TAGS), False)):
        (tmp_path / "coders").mkdir(exist_ok=True)
        with Library.open(library_folder, refresh=True, tags_file=tags_file) as library:
            app = CuttingsApp(library, find_names=False)
            async with app.run_test(size=(120, 36)) as pilot:
                await pilot.pause()
                assert ("tags of coders/anna.yaml" in words(app.browse.header)) == shown
            app.browse.close()
