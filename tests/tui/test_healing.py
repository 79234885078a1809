"""The reader whose index or journal is damaged, deleted or replaced under its hands goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library
from store.errors import UnknownArticle
from store.health import Health
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import has_saved, screen, selected_nums
from tui.services import library_watcher

IDS = (
    "000_74ea8e126a12d9c1.txt",
    "001_6b9e9eaf3fc6e8be.txt",
    "002_1617ac239fa79355.txt",
)
Hurt = Callable[[Path], None]


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often."""
    monkeypatch.setattr(library_watcher, "LOOK_EVERY", 0.05)
    monkeypatch.setattr("tui.services.task_reports.AGAIN_AFTER", 0.05)


def overwrite(path: Path) -> None:
    for file in (path, Path(f"{path}-wal")):
        if file.exists():
            with file.open("r+b") as raw:
                raw.write(b"\xa7" * file.stat().st_size)


def garble(path: Path) -> None:
    """Write garbage behind the first page alone: it is seen only when something there is read."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = path.stat()
    with path.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xa7" * (before.st_size - 4096))


def empty(path: Path) -> None:
    os.truncate(path, 0)


def delete(path: Path) -> None:
    path.unlink()


def swap(path: Path) -> None:
    path.with_name("garbage").write_bytes(b"no database at all" * 500)
    os.replace(path.with_name("garbage"), path)


async def healed(pilot: Pilot[None], said: str) -> None:
    """Wait until something is said, and everything is listed."""
    browse = screen(pilot)
    await wait_until(pilot, lambda: said in words(browse.status))
    await wait_until(pilot, lambda: len(browse.list) == 5 and browse.state.folder_read)
    await settle(pilot)


@pytest.mark.parametrize(
    ("hurt", "said"),
    [
        (overwrite, "damaged: it is made again"),
        (garble, "damaged: it is made again"),
        (empty, "damaged: it is made again"),
        (delete, "put back"),
        (swap, "index.db was"),
    ],
)
async def test_an_index_that_is_hurt_is_made_again_while_one_reads_and_tags_on(
    start: Start, library: Library, hurt: Hurt, said: str
) -> None:
    library.tag([IDS[2]], "before")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "j")
        hurt(library.places.index_path)
        if hurt in (overwrite, garble):
            library._database.release()  # what it had in memory hides the damage
            library.health.retry_after_repair(lambda: library.ids("tag:before"))
        await pilot.press("t", *"syria", "enter", "J", "t", *"nato", "enter")
        await healed(pilot, said)
        await wait_until(pilot, lambda: has_saved(pilot))
        await settle(pilot)
        assert library.articles.row(IDS[1]).tags == ("syria",)
        assert library.articles.row(IDS[2]).tags == ("before", "nato")
        assert "#syria" in words(browse.list)
        assert browse.list.current is not None
        assert browse.list.current.id == IDS[2]
        assert browse.state.article is not None
        assert browse.state.article.id == IDS[2]
        await press(pilot, "u")
        await wait_until(pilot, lambda: library.articles.row(IDS[2]).tags == ("before",))


async def test_rows_that_can_not_be_read_are_shown_as_they_were_and_nothing_is_raised(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.health_check.HealthCheck.check", lambda _self: None)
    async with start() as pilot:
        browse = screen(pilot)
        before = words(browse.list)
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

        def refuse(*_: object) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr("store.index.rows.fetch", refuse)
            browse.list.forget()
            await settle(pilot)
            assert words(browse.list) == before
            await press(pilot, "j", "k")
            assert words(browse.list) == before
        assert library._database.is_suspected


async def test_a_selection_from_before_changes_nothing_in_an_index_that_was_made_again(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "space", "space")
        nums = selected_nums(pilot)
        empty(library.places.index_path)
        await healed(pilot, "damaged: it is made again")
        with pytest.raises(Exception, match="select the articles once more"):
            nums()
        assert browse.state.selected == 0


async def test_a_damaged_journal_is_put_aside_and_the_key_in_between_counts(
    start: Start, library: Library
) -> None:
    library.tag([IDS[1]], "before")
    async with start() as pilot:
        browse = screen(pilot)
        overwrite(library.places.journal_path)
        await press(pilot, "t", *"syria", "enter")
        await wait_until(pilot, lambda: "undo starts over" in words(browse.status))
        assert library.articles.row(IDS[0]).tags == ("syria",)
        assert library.articles.row(IDS[1]).tags == ("before",)
        library.userdata.flush()
        assert "before" in library.places.tags_file.read_text("utf-8")
        assert list(library.places.state.glob("journal.db.broken-*"))


async def test_a_deleted_state_folder_is_made_again_without_a_key(
    start: Start, library: Library
) -> None:
    library.tag([IDS[1]], "before")
    async with start() as pilot:
        shutil.rmtree(library.places.state)
        await healed(pilot, "put back")
        await press(pilot, "u")
        await wait_until(pilot, lambda: library.articles.row(IDS[1]).tags == ())
        assert library.places.journal_path.exists()


async def test_a_folder_that_goes_away_is_said_as_long_as_it_is_away(
    start: Start, library: Library, library_folder: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        away = library_folder.with_name("away")
        library_folder.rename(away)
        await wait_until(pilot, lambda: "the library is gone" in words(browse.status))
        await press(pilot, "j", "enter")
        assert browse.state.article is not None
        await press(pilot, "t", *"syria", "enter")
        assert "gone" in words(browse.status)
        assert not library_folder.exists()
        away.rename(library_folder)
        await wait_until(pilot, lambda: not browse.status.alert)
        await press(pilot, "t", *"nato", "enter")
        await wait_until(pilot, lambda: "tag nato on 1 article" in words(browse.status))
        (library_folder / "seeds" / "zz.txt").write_text("Fresh news about rain\n\nIt rained.")
        await wait_until(pilot, lambda: len(browse.list) == 6)


async def test_an_article_that_the_new_index_lacks_yet_is_not_said_to_be_missing(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        monkeypatch.setattr(Health, "generation", property(lambda _self: 1))
        monkeypatch.setattr(library, "article", _unknown)
        await press(pilot, "j", "enter")
        assert "no such article" not in words(browse.status)


def _unknown(id: str) -> None:
    raise UnknownArticle([id])
