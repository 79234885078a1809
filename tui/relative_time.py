"""When something happened, as people say it: today, yesterday, or a date, in local time."""

from __future__ import annotations

from datetime import datetime

from tui.display_text import MONTHS


def relative_time(at: str, now: datetime) -> str:
    """Return an ISO 8601 time as seen at `now`, in the time zone of `now`: `yesterday 09:10`.

    Times of another year have it; what is no time is returned as it is.
    """
    try:
        then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return at
    clock = f"{then:%H:%M}"
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return f"{('today', 'yesterday')[days]} {clock}"
    date = f"{then.day} {MONTHS[then.month - 1]}"
    return f"{date} {clock}" if then.year == now.year else f"{date} {then.year} {clock}"
