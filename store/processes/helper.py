"""Work shared with other processes: each calls the same function for a part of it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import Any, Generic, TypeVar

from store.processes.pool import Child, ChildDied

IN_HAND = 2
"""The number of parts sent to a helper in advance, so that it never waits."""
MOST_AHEAD = 4
"""Parts that this process does itself while it waits for the result of an earlier one."""
MOST_HELPERS = 3

Part = TypeVar("Part")
Result = TypeVar("Result")


_function: list[Callable[[Any], Any]] = []
"""The function that this process calls, where it is a helper."""


def set_function(function: Callable[[Any], Any]) -> None:
    """Set the function for the calls to come; runs in the helper."""
    _function[:] = [function]


def call_function(part: Any) -> Any:
    """Call the function for a part; runs in the helper."""
    return _function[0](part)


class HelperLost(Exception):
    """The process has ended without an answer."""


class Helper(Generic[Part, Result]):
    """A process that calls one function, and answers in the order of the questions.

    The function must be picklable. Raises OSError where no process can be started.
    """

    def __init__(self, function: Callable[[Part], Result]) -> None:
        self._child = Child()
        self._child.call(set_function, function)  # once: it may carry a large set
        self._is_set = False
        self.in_hand = 0
        """The number of unanswered questions."""
        self.is_lost = False

    def ask(self, part: Part) -> None:
        """Have the function called for a part."""
        self.in_hand += 1
        self._child.call(call_function, part)

    def is_ready(self) -> bool:
        """Return whether `answer` would return, or raise, at once."""
        return self.is_lost or self._child.is_ready()

    def answer(self) -> Result:
        """Return the next answer, waiting for it. Raises HelperLost where none can come."""
        if not self._is_set:
            self._receive()
            self._is_set = True
        result: Result = self._receive()
        self.in_hand -= 1
        return result

    def _receive(self) -> Any:
        kind, value = "error", None
        with suppress(ChildDied):
            if not self.is_lost:
                kind, value = self._child.receive()
        if kind == "error":
            self.close()
            raise HelperLost
        return value

    def close(self) -> None:
        """End the process, whatever it is at; it has no more answers."""
        self.is_lost = True
        self._child.close()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    parts: Iterator[Part],
    function: Callable[[Part], Result],
    may_be_sent: Callable[[Part], bool],
    helpers: int,
) -> Generator[tuple[Part, Result]]:
    """Yield each part with the function's result for it, in order.

    Up to `helpers` other processes do some of them. This process does parts while it would
    otherwise wait, parts lost with a process that died, and each part for which `may_be_sent`
    returns False when its turn comes.
    """
    sharing = _Sharing(parts, function, may_be_sent)
    try:
        sharing.start(helpers)
        yield from sharing.run()
    finally:
        sharing.close()


class _Answered(Generic[Part, Result]):
    """A part that was done here."""

    def __init__(self, part: Part, result: Result) -> None:
        self.part = part
        self._result = result

    def is_ready(self) -> bool:
        return True

    def result(self) -> Result:
        return self._result


class _Request(Generic[Part, Result]):
    """A part that a helper is working on."""

    def __init__(self, part: Part, helper: Helper[Part, Result]) -> None:
        self.part = part
        self._helper = helper
        helper.ask(part)

    def is_ready(self) -> bool:
        return self._helper.is_ready()

    def result(self) -> Result:
        return self._helper.answer()


class _Sharing(Generic[Part, Result]):
    """The parts taken up, in order, and the helpers."""

    def __init__(
        self,
        parts: Iterator[Part],
        function: Callable[[Part], Result],
        may_be_sent: Callable[[Part], bool],
    ) -> None:
        self._parts = parts
        self._function = function
        self._may_be_sent = may_be_sent
        self._helpers: list[Helper[Part, Result]] = []
        self._jobs: deque[_Answered[Part, Result] | _Request[Part, Result]] = deque()
        self._completed = 0
        """The number of finished parts."""
        self._later: Part | None = None
        """A part that is to be done here, when those before it are."""

    def start(self, helpers: int) -> None:
        with suppress(OSError):  # Where no process can be started, this one does it all.
            while len(self._helpers) < helpers:
                self._helpers.append(Helper(self._function))

    def close(self) -> None:
        for helper in self._helpers:
            helper.close()

    def run(self) -> Iterator[tuple[Part, Result]]:
        while True:
            self._hand_out()
            if self._jobs:
                if self._jobs[0].is_ready() or not self._do_one():
                    yield self._first()
            elif self._later is not None:
                part, self._later = self._later, None
                yield part, self._function(part)
            elif not self._do_one() and self._later is None:
                return

    def _next(self) -> Part | None:
        """Return the next part that needs not wait for its turn, if it is its."""
        if self._later is None:
            part = next(self._parts, None)
            if part is None or self._may_be_sent(part):
                return part
            self._later = part
        return None

    def _hand_out(self) -> None:
        for helper in self._helpers:
            while helper.in_hand < IN_HAND and (part := self._next()) is not None:
                self._jobs.append(_Request(part, helper))

    def _do_one(self) -> bool:
        """Do the next part here; return False where there is none, or too many await their turn."""
        part = self._next() if self._completed < MOST_AHEAD else None
        if part is None:
            return False
        self._jobs.append(_Answered(part, self._function(part)))
        self._completed += 1
        return True

    def _first(self) -> tuple[Part, Result]:
        job = self._jobs.popleft()
        self._completed -= isinstance(job, _Answered)
        try:
            return job.part, job.result()
        except HelperLost:
            self._helpers = [helper for helper in self._helpers if not helper.is_lost]
            return job.part, self._function(job.part)
