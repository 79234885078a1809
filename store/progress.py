"""What stands in where a caller gives no callback: nobody stops the work, nobody hears of it."""

from __future__ import annotations


def never_cancel() -> bool:
    """Say that the work is not to stop."""
    return False


def ignore_progress(*_how_far: object) -> None:
    """Take what is told of the work, and do nothing."""
