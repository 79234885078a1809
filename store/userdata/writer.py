"""The writer thread: runs tasks in order and flushes between them."""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from store.errors import CuttingsError, Defect, ReadOnlyError
from store.index.db_identity import UNREADABLE

P = ParamSpec("P")
T = TypeVar("T")

FLUSH_SECONDS = 0.3
"""Seconds from a change to the flush; changes in between are written together."""

RETRY_SECONDS = 1.0
"""Seconds to wait after a failure before the next attempt."""

LONGEST_PAUSE = 4.0
"""Maximum number of seconds to wait after repeated failures."""

MOST_MENDED = 2
"""How often a call is repeated at once after repairs: both files may be damaged."""

TRANSIENT_ERRORS = (OSError, *UNREADABLE)
"""Failures that may pass: disk full, locked, no permission, missing folder, unreadable sector.

SQLite reports an unreadable sector as a damaged database.
"""


@dataclass(slots=True)
class _Task:
    run: Callable[[], Any]
    future: Future[Any]
    retries: bool
    """Whether the task is retried until it succeeds, instead of failing at once."""


class Writer:
    """Runs tasks one at a time on its own thread, in order.

    `due` is called on that thread within FLUSH_SECONDS after `wake_for_flush`, and repeated until
    it stops raising; if it returns False, something else will wake the writer. `repair` is asked
    whether it repaired the cause of a disk error; if so, the call is repeated at once. `problem` is
    what prevents writing, or None; it is kept while `is_checking` returns True, because its cause
    is being checked. Any other error is a fault of the program: the caller gets it as a Defect, and
    `due`, which would only fail again, is not called until the writer is woken.
    """

    def __init__(
        self,
        due: Callable[[], bool],
        repair: Callable[[Exception], bool],
        is_checking: Callable[[], bool],
    ) -> None:
        self.problem: str | None = None
        self._is_checking = is_checking
        self._due = due
        self._repair = repair
        self._last: Callable[[], object] | None = None
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._pending = 0
        self._count = threading.Lock()
        self._due_at: float | None = None
        self._pause = RETRY_SECONDS
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="cuttings-writer", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """Return how many tasks are waiting or running."""
        return self._pending

    @property
    def is_behind(self) -> bool:
        """Return whether `due` has yet to be called or to succeed."""
        return self._due_at is not None

    def submit(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call and return at once; it is retried while the disk refuses it."""
        return self._put(lambda: fn(*args, **kwargs), retries=True)

    def run(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the writer thread and return its result.

        Raises ReadOnlyError if the disk refuses it, or whatever the call raised.
        """
        if threading.current_thread() is self._thread:
            return fn(*args, **kwargs)
        return self._put(lambda: fn(*args, **kwargs), retries=False).result()

    def submit_once(self, fn: Callable[[], object]) -> None:
        """Queue a call and return at once; it is not retried.

        Raises ReadOnlyError after `close`.
        """
        self._put(fn, retries=False)

    def _put(self, run: Callable[[], T], *, retries: bool) -> Future[T]:
        if self._closing.is_set():
            raise ReadOnlyError("the library is closed")
        future: Future[T] = Future()
        with self._count:
            self._pending += 1
        self._tasks.put(_Task(run, future, retries))
        return future

    def wake_for_flush(self) -> None:
        """Schedule a flush; call this on the writer thread."""
        if self._due_at is None:
            self._due_at = time.monotonic() + FLUSH_SECONDS

    def clear_problem(self) -> None:
        """Record that everything was written; call this on the writer thread."""
        self.problem = self._due_at = None
        self._pause = RETRY_SECONDS

    def _loop(self) -> None:
        try:
            self._serve()
        finally:
            self._closing.set()
            while not self._tasks.empty():
                if (task := self._tasks.get()) is not None:
                    self._fail(task, ReadOnlyError("the library is closed"))

    def _serve(self) -> None:
        while not self._closing.is_set() or not self._tasks.empty():
            wait = None if self._due_at is None else max(self._due_at - time.monotonic(), 0)
            try:
                task = self._tasks.get(timeout=wait)
            except queue.Empty:
                task = None
            if task is not None:
                self._execute(task)
            if self._due_at is not None and time.monotonic() >= self._due_at:
                self._flush(self._due)
        if self._last is not None:
            self._flush(self._last)

    def _flush(self, call: Callable[[], object]) -> None:
        try:
            is_done = call()
        except Defect as error:
            self.problem, self._due_at = str(error), None
        except (*TRANSIENT_ERRORS, CuttingsError) as error:
            self.problem = error_words(error)
            pause = (
                0.0
                if isinstance(error, TRANSIENT_ERRORS) and self._is_repaired(error)
                else self._pause
            )
            self._due_at = time.monotonic() + pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        except Exception as error:  # the thread must survive any error
            self.problem, self._due_at = str(defect(error)), None
        else:
            self._due_at = None
            if is_done is not False:
                self.clear_problem()

    def _execute(self, task: _Task) -> None:
        held: list[_Task | None] = []
        mended = 0
        while True:
            try:
                result = task.run()
            except TRANSIENT_ERRORS as error:
                self.problem = error_words(error)
                if mended < MOST_MENDED and self._is_repaired(error):
                    mended += 1
                    continue
                if task.retries and not self._closing.is_set():
                    self._wait(held)
                    continue
                self._fail(task, ReadOnlyError(f"not saved: {self.problem}"))
            except BaseException as error:  # passed to the caller through the future
                foreseen = isinstance(error, CuttingsError) or not isinstance(error, Exception)
                self._fail(task, error if foreseen else defect(error))
            else:
                self._succeed(task, result)
            break
        for held_task in held:
            if held_task is not None:
                self._execute(held_task)

    def _is_repaired(self, error: Exception) -> bool:
        """Return whether the cause of a failure was repaired."""
        try:
            return self._repair(error)
        except Exception as failure:  # the thread must survive any error
            self.problem = str(defect(failure))
            return False

    def _wait(self, held: list[_Task | None]) -> None:
        """Wait before a retry; other patient tasks keep their order, the rest fail at once."""
        until = time.monotonic() + RETRY_SECONDS
        while (left := until - time.monotonic()) > 0 and not self._closing.is_set():
            with suppress(queue.Empty):
                task = self._tasks.get(timeout=left)
                if task is None or task.retries:
                    held.append(task)
                else:
                    self._fail(task, ReadOnlyError(f"not saved: {self.problem}"))

    def _succeed(self, task: _Task, result: Any) -> None:
        with self._count:
            self._pending -= 1
        if self._due_at is None and not self._is_checking():
            self.problem = None
        with suppress(InvalidStateError):
            task.future.set_result(result)

    def _fail(self, task: _Task, error: BaseException) -> None:
        with self._count:
            self._pending -= 1
        with suppress(InvalidStateError):
            task.future.set_exception(error)

    def close(self, last: Callable[[], object]) -> None:
        """Finish the queued tasks, call `last` on the writer thread, and end the thread."""
        if not self._closing.is_set():
            self._last = last
            self._closing.set()
            self._tasks.put(None)
        self._thread.join()


def error_words(error: BaseException) -> str:
    """Return a disk error in one line."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def defect(error: BaseException) -> Defect:
    """Return an unexpected error as a Defect with its type and its place in the program.

    The error's message is left out, because it may quote the content of a file.
    """
    frames = traceback.extract_tb(error.__traceback__)
    root = Path(__file__).parents[1]
    own_frames = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    place = ""
    if own_frames:
        place = f" in store/{Path(own_frames[-1].filename).relative_to(root).as_posix()}"
        place += f", line {own_frames[-1].lineno}"
    wrapped = Defect(f"cuttings itself failed ({type(error).__name__}{place})")
    wrapped.__cause__ = error
    return wrapped
