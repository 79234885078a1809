"""When something happened, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui.relative_time import relative_time

NOW = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-02-28T22:05:00.123+00:00", "today 00:05"),
        ("2026-02-28T21:59:59+00:00", "yesterday 23:59"),
        ("2026-02-26T08:00:00+00:00", "26 Feb 10:00"),
        ("2025-12-31T21:30:00+00:00", "31 Dec 2025 23:30"),
        ("2026-03-02T08:00:00+00:00", "2 Mar 10:00"),
        ("some day", "some day"),
    ],
)
def test_a_moment_is_told_in_the_readers_time(at: str, words: str) -> None:
    assert relative_time(at, NOW) == words


def test_days_are_those_of_the_calendar_not_of_24_hours() -> None:
    late = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
    assert relative_time("2026-02-28T00:01:00+00:00", late) == "yesterday 00:01"
