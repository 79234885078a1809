"""What the screen says and does when tags.yaml can't be taken or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library
from store.model import Op
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen
from tui.overlays.menu import Menu

FIRST, SECOND, THIRD = (
    "000_74ea8e126a12d9c1.txt",
    "001_6b9e9eaf3fc6e8be.txt",
    "002_1617ac239fa79355.txt",
)


async def run(pilot: Pilot[None], name: str) -> None:
    """Run a command from the palette, and wait for the menu that it opens."""
    await press(pilot, ":", *name, "enter")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, Menu))
    await settle(pilot)


@pytest.fixture
def tags(library: Library) -> Path:
    """The library's tags.yaml with a tag in it."""
    library.tag([FIRST], "syria")
    library.userdata.flush()
    return library.places.tags_file


async def test_a_file_broken_by_an_editor_is_said_as_long_as_it_is_broken(
    start: Start, tags: Path
) -> None:
    good = tags.read_text("utf-8")
    async with start() as pilot:
        browse = screen(pilot)
        tags.write_text(f"{good}oops: [\n", "utf-8")
        await wait_until(pilot, lambda: "line 9, column 7" in words(browse.status))
        assert str(tags.parent) not in words(browse.status)
        await press(pilot, "t", *"new", "enter")
        assert "line 9, column 7" in words(browse.status)
        assert browse.library.articles.row(FIRST).tags == ("syria",)
        assert tags.read_text("utf-8") == f"{good}oops: [\n"
        tags.write_text(good, "utf-8")
        await wait_until(pilot, lambda: not browse.status.alert)
        await press(pilot, "t", *"new", "enter")
        assert browse.library.articles.row(FIRST).tags == ("syria", "new")


async def test_a_full_disk_is_said_beside_what_was_done_and_no_longer_when_it_is_over(
    start: Start, library: Library, tags: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(path))

    async with start() as pilot:
        browse = screen(pilot)
        with monkeypatch.context() as patched:
            patched.setattr("store.userdata.atomic_file.replace_own", full)
            await press(pilot, "t", *"new", "enter")
            await wait_until(pilot, lambda: "No space left" in words(browse.status))
            assert "tag new on 1 article" in words(browse.status)
        await wait_until(pilot, lambda: not browse.status.alert)
        assert "new" in tags.read_text("utf-8")


async def test_a_file_that_is_gone_is_written_anew_from_the_palette(
    start: Start, tags: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, ":", *"mend")
        assert "Mend tags.yaml" not in words(pilot.app.screen.query_one("PickList"))
        await press(pilot, "escape")
        tags.unlink()
        await wait_until(pilot, lambda: "tags.yaml is gone" in words(browse.status))
        assert ": mend tags.yaml" in words(browse.status)
        await run(pilot, "mend")
        assert "TAGS.YAML IS GONE" in words(pilot.app.screen.query_one("PickList"))
        await press(pilot, "escape")
        assert not tags.exists()
        await run(pilot, "mend")
        await press(pilot, "enter")
        assert "syria" in tags.read_text("utf-8")
        assert "written anew" in words(browse.status)
        await wait_until(pilot, lambda: not browse.status.alert)


async def test_a_file_that_was_emptied_can_be_taken_as_it_is_and_a_backup_goes_back(
    start: Start, library: Library, tags: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        tags.write_text("", "utf-8")
        await wait_until(pilot, lambda: "tags.yaml is empty" in words(browse.status))
        await run(pilot, "mend")
        await press(pilot, "down", "enter")
        await wait_until(pilot, lambda: "#syria" not in words(browse.list))
        assert library.articles.row(FIRST).tags == ()
        await run(pilot, "backups")
        await press(pilot, "enter")
        await wait_until(pilot, lambda: "#syria" in words(browse.list))
        await press(pilot, "u")
        assert library.articles.row(FIRST).tags == ()


async def test_conflicts_are_counted(start: Start, library: Library) -> None:
    noted = [{"field": "note", "value": "theirs", "at": "2026-01-01"}]
    async with start() as pilot:
        browse = screen(pilot)
        assert "conflict" not in words(browse.header)
        library.userdata.apply("x", [Op(("articles", FIRST, "conflicts"), None, noted * 2)])
        library.userdata.apply("x", [Op(("tags", "syria"), None, True)])
        library.userdata.apply("x", [Op(("tags", "syria", "conflicts"), None, noted)])
        await wait_until(pilot, lambda: "3 conflicts" in words(browse.header))


async def test_the_tag_picker_says_how_many_of_the_selection_have_a_tag(
    start: Start, library: Library
) -> None:
    library.tag([FIRST, SECOND], "syria")
    library.tag([THIRD], "elsewhere")
    library.tag([FIRST], "nato")
    async with start() as pilot:
        await press(pilot, "space", "space", "t")

        def row(name: str) -> str:
            lines = words(pilot.app.screen.query_one("PickList")).splitlines()
            return next(line for line in lines if f" {name} " in f"{line} ")

        await settle(pilot)
        assert row("syria").split()[-3:] == ["2", "of", "2"]
        assert "✓" in row("syria")
        assert row("nato").split()[-3:] == ["1", "of", "2"]
        assert "✓" not in row("nato")
        assert "of" not in row("elsewhere").split()
        await press(pilot, *"nato", "tab")
        assert row("nato").split()[-3:] == ["2", "of", "2"]
        assert library.articles.row(SECOND).tags == ("syria", "nato")
