"""Work off the UI thread: the newest job of a group counts, its result comes as a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, runtime_checkable

from textual.message import Message
from textual.screen import Screen

from store.errors import CuttingsError, LibraryError
from store.userdata.writer import TRANSIENT_ERRORS, error_words

Result = TypeVar("Result")


@runtime_checkable
class RetriesAfterRepair(Protocol):
    """A program that puts right what a call of its library fails for, where it can."""

    def insist(self, call: Callable[[], Result]) -> Result:
        """Return what a call gives; called again where something was put right."""
        ...


def _once(call: Callable[[], Result]) -> Result:
    return call()


class TaskDone(Message):
    """A job has ended, or reports: what to do with its result, or its error."""

    def __init__(self, then: Callable[[Any], None], result: object, replaces: str = "") -> None:
        super().__init__()
        self.then = then
        self.result = result
        self.replaces = replaces

    def can_replace(self, message: Message) -> bool:
        """Say whether another report of the same kind is void, now that this one has come."""
        same = isinstance(message, TaskDone) and message.replaces == self.replaces
        return bool(self.replaces) and same


class Tasks:
    """Runs functions in threads for a screen; a newer job of the same group outdates an older."""

    def __init__(self, screen: Screen[Any], fail: Callable[[CuttingsError], None]) -> None:
        self._screen = screen
        self._fail = fail
        self._latest: dict[str, int] = {}
        self._settled: dict[str, int] = {}
        self.running = 0
        """Jobs that were started and whose results are not yet dealt with."""

    def run(
        self,
        group: str,
        job: Callable[[Callable[[], bool]], Result],
        then: Callable[[Result], None],
        failed: Callable[[CuttingsError], None] | None = None,
    ) -> None:
        """Run `job(stop)` in a thread and `then(result)` on the UI thread, unless outdated.

        `stop()` turns true when a newer job of the group was started: a long job asks it. `failed`
        hears of an error, also one of the disk; without it the screen's own way of saying it does.
        """
        ticket = self._latest[group] = self._latest.get(group, 0) + 1

        def stop() -> bool:
            return self._latest[group] != ticket or not self._screen.is_attached

        app = self._screen.app
        insist = app.insist if isinstance(app, RetriesAfterRepair) else _once

        def work() -> None:
            answer: Callable[[Any], None] = then
            try:
                result: object = insist(lambda: job(stop))
            except CuttingsError as error:
                answer, result = failed or self._fail, error
            except TRANSIENT_ERRORS as error:
                answer, result = failed or self._fail, LibraryError(error_words(error))
            self._screen.post_message(TaskDone(self._unless(group, ticket, stop, answer), result))

        self.running += 1
        self._screen.run_worker(
            work, thread=True, group=group, description=group, exit_on_error=True
        )

    def post(self, call: Callable[[], None], replaces: str = "") -> None:
        """From any thread: call a function on the UI thread.

        One that `replaces` something makes an earlier one void that does and has not run yet.
        """
        self._screen.post_message(TaskDone(lambda _none: call(), None, replaces))

    def cancel(self, group: str) -> None:
        """Outdate whatever runs in a group."""
        self._latest[group] = self._settled[group] = self._latest.get(group, 0) + 1

    def busy(self, group: str) -> bool:
        """Say whether the result of the newest job of a group is still to come."""
        return self._latest.get(group, 0) != self._settled.get(group, 0)

    def _unless(
        self, group: str, ticket: int, stop: Callable[[], bool], then: Callable[[Any], None]
    ) -> Callable[[Any], None]:
        def answer(result: object) -> None:
            self.running -= 1
            if not stop():
                self._settled[group] = ticket
                then(result)

        return answer
