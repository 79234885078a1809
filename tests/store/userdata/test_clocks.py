"""A clock that is set back, by hours and between starts, loses nothing and mixes nothing up."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store.userdata import backups, tags_file
from tests.store.userdata.opened import Opened

BACK = timedelta(hours=-5)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """Return what is added to the time that journal and backups see: set its one item."""
    off = [timedelta()]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + off[0]

    for module in ("journal", "backups"):
        monkeypatch.setattr(f"store.userdata.{module}.datetime", Clock)
    return off


def labels(opened: Opened) -> list[str]:
    return [change.label for change in opened.userdata.history()]


def test_history_and_undo_go_by_the_order_of_the_changes(
    opened: Opened, clock: list[timedelta]
) -> None:
    for name, off in (("one", timedelta()), ("two", BACK), ("three", 2 * BACK)):
        clock[0] = off
        opened.userdata.tag(["a.txt"], name)
        opened.again()
    assert labels(opened) == [f"tag {name} on 1 article" for name in ("three", "two", "one")]
    assert opened.userdata.undo().label == "undid: tag three on 1 article"
    opened.again(without_index=True)
    assert opened.tags("a.txt") == ["one", "two"]
    assert opened.userdata.redo() is not None
    assert opened.tags("a.txt") == ["one", "two", "three"]


def test_each_day_is_kept_once_and_another_day_never_overwrites_it(
    opened: Opened, clock: list[timedelta]
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.tag(["a.txt"], "two")
    opened.userdata.flush()
    (today,) = backups.all_backups(opened.places.backups)
    kept = today.read_bytes()
    clock[0] = timedelta(days=-1)
    for name in ("three", "four"):
        opened.userdata.tag(["a.txt"], name)
        opened.userdata.flush()
    assert len(backups.all_backups(opened.places.backups)) == 2
    assert today.read_bytes() == kept


def test_what_was_done_since_a_backup_is_there_although_the_clock_was_set_back(
    opened: Opened, clock: list[timedelta]
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.tag(["b.txt"], "two")
    opened.userdata.flush()
    clock[0] = BACK
    opened.userdata.tag(["c.txt"], "three")
    opened.userdata.flush()
    expected = opened.facts()
    opened.tags_file.unlink()
    opened.again(without_index=True)
    assert opened.userdata.state.fault is not None
    assert opened.facts() == expected
    opened.userdata.restore()
    assert opened.written() == expected


def test_a_change_that_only_the_journal_has_is_there_when_file_and_index_are_gone(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.userdata.tag(["b.txt"], "two")
    opened.userdata.flush()  # the day's backup is made now, of the version before
    opened.tags_file.unlink()
    opened.again(without_index=True)
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["one"], ["two"])


def test_a_file_of_the_future_is_taken_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags_file, "STILL_SECONDS", 0.3)
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("it was waited for"))
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    opened.tags_file.write_text(
        opened.tags_file.read_text("utf-8").replace("[one]", "[one, theirs]"), "utf-8"
    )
    future = time.time() + 5 * 3600
    os.utime(opened.tags_file, (future, future))
    opened.userdata.sync()
    assert opened.tags("a.txt") == ["one", "theirs"]


def test_changes_that_are_looked_up_by_their_time_are_not_lost_behind_a_clock_set_back(
    opened: Opened, clock: list[timedelta]
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    opened.userdata.tag(["b.txt"], "two")
    clock[0] = BACK
    opened.userdata.tag(["c.txt"], "three")
    since = [change.label for change in opened.userdata._journal.since(moment)]
    assert since == ["tag two on 1 article", "tag three on 1 article"]
