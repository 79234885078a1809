"""Runs one function in another process, and passes on its reports."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from store.errors import CuttingsError, LibraryError
from store.processes.pool import NICENESS, Child, ChildDied

LOOK_EVERY = 0.1
"""Seconds between two looks at `stop`."""

TELL_EVERY = 0.1
"""Seconds between two reports of progress."""

Say = Callable[[str, dict[str, Any]], None]
"""Sends a report: a kind, and picklable values."""
Message = tuple[str, dict[str, Any]]


def start() -> Child:
    """Start a process in the background. Raises OSError where none can be started."""
    return Child(niceness=NICENESS)


def run(
    process: Child,
    function: Callable[..., None],
    *arguments: object,
    stop: Callable[[], bool],
) -> Iterator[Message]:
    """Yield the reports of `function(say, stopped, *arguments)` in a process, until it ends.

    The function is at the top of a module, and returns soon after the event `stopped` is set.
    Blocks the calling thread without holding the interpreter. The process ends within a second when
    this one does, and with the iterator.
    """
    is_cancelled = False
    try:
        process.call_reporting(function, *arguments)
        while True:
            if not is_cancelled and stop():
                is_cancelled = True
                process.cancel()
            with suppress(queue.Empty):
                kind, values = process.receive(LOOK_EVERY)
                if kind != "progress":
                    return
                yield values
    except ChildDied:
        return
    finally:
        process.end()


def result_of(
    process: Child,
    function: Callable[..., None],
    *arguments: object,
    progress: Callable[[dict[str, Any]], None],
    stop: Callable[[], bool],
) -> dict[str, Any] | None:
    """Return the result of a function that calls `report` in a process; None where it died.

    Blocks the calling thread; `progress` gets the values of each report. Raises LibraryError with
    the message of an error in the process.
    """
    for kind, values in run(process, function, *arguments, stop=stop):
        if kind == "error":
            raise LibraryError(str(values["message"]))
        if kind == "result":
            return values
        progress(values)
    return None


def report(say: Say, work: Callable[[Callable[[Any], None]], Any]) -> None:
    """Send the progress of `work` now and then, and at last its result, or an error of the store.

    Progress and result are dataclasses; progress has the fields `completed` and `total`.
    """
    reported = 0.0

    def progress(report: Any) -> None:
        nonlocal reported
        now = time.monotonic()
        if now - reported >= TELL_EVERY or report.completed == report.total:
            reported = now
            say("progress", asdict(report))

    try:
        say("result", asdict(work(progress)))
    except CuttingsError as error:
        say("error", {"message": str(error)})
