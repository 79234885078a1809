"""The reader on a disk that is full, or fails: it reads on, and says so as long as it lasts."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from store import Library
from tests.tui.conftest import Start, press, wait_until, words
from tui.services import task_reports
from tui.widgets.status_line import StatusLine


async def test_a_full_disk_is_said_until_it_has_room_and_reading_goes_on(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_reports, "AGAIN_AFTER", 0.05)
    refresh, full = library.refresh, True

    def refuse(*args: Any, **more: Any) -> Any:
        if full:
            raise sqlite3.OperationalError("database or disk is full")
        return refresh(*args, **more)

    monkeypatch.setattr(library, "refresh", refuse)
    async with start() as pilot:
        status = pilot.app.screen.query_one(StatusLine)
        await wait_until(pilot, lambda: "disk is full" in words(status))
        await press(pilot, "j", "enter")
        assert "disk is full" in words(status)
        full = False
        await wait_until(pilot, lambda: "disk is full" not in words(status))


async def test_a_change_that_the_disk_refuses_is_said_and_the_next_one_is_made(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.userdata.create_tag("syria")
    lacking = library.articles.lacking

    def refuse(*_: object) -> list[str]:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(library.articles, "lacking", refuse)
    async with start() as pilot:
        status = pilot.app.screen.query_one(StatusLine)
        await press(pilot, "1")
        await wait_until(pilot, lambda: "not saved: disk I/O error" in words(status))
        monkeypatch.setattr(library.articles, "lacking", lacking)
        await press(pilot, "1")
        await wait_until(pilot, lambda: "tag syria on 1 article" in words(status))
