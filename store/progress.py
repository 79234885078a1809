"""No-op defaults for callbacks: never cancel, ignore progress."""

from __future__ import annotations


def never_cancel() -> bool:
    """Say that the work is not to stop."""
    return False


def ignore_progress(*_how_far: object) -> None:
    """Ignore a progress report."""
