"""How a command ends: its exit code, and every error as one line on standard error."""

from __future__ import annotations

from collections.abc import Callable

import click

from store.errors import (
    CuttingsError,
    NothingToDo,
    UnknownArticle,
    UnknownTag,
)
from tui.cli import output

DONE = 0
NOTHING = 1
"""Found nothing, had nothing to do, or a check failed."""
UNUSABLE = 2
"""Wrong use, or input that can't be used."""
INTERRUPTED = 130
"""Ended by Ctrl-C, as shells have it."""


class IndexRebuilt(CuttingsError):
    """A command met a damaged file of the library, which is in order now: it may be run again."""

    def __init__(self, has_effect: bool) -> None:
        super().__init__(
            "the library's index was damaged, and is made again: run the command again"
        )
        self.has_effect = has_effect
        """Whether the command had written or changed something by then."""


def exit_code(error: CuttingsError) -> int:
    """Return the exit code that an error of the store stands for."""
    return NOTHING if isinstance(error, UnknownArticle | UnknownTag | NothingToDo) else UNUSABLE


def exit_code_for(anything: bool) -> int:
    """Return the exit code of a command that looked for something."""
    return DONE if anything else NOTHING


def guarded(work: Callable[[], int]) -> int:
    """Return what `work` returns, or the exit code for its error, which is said in one line.

    A closed pipe ends the program in silence. KeyboardInterrupt passes through.
    """
    try:
        code = _without_known_errors(work)
        output.finish()
        return code
    except BrokenPipeError:
        output.abandon()
        return DONE
    except OSError as error:
        output.abandon()
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        output.say(f"{place}{error.strerror or error}")
        return UNUSABLE


def _without_known_errors(work: Callable[[], int]) -> int:
    try:
        return work()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        output.say(error.format_message(), context.command_path.strip() if context else "cuttings")
        return UNUSABLE
    except click.Abort:
        return UNUSABLE
    except CuttingsError as error:
        output.say(str(error))
        return exit_code(error)
