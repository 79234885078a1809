"""Converts files in child processes, each bounded in time and memory, whatever they do."""

from __future__ import annotations

import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress

from store.index.file_conversion import Conversion, Limits, Look, convert_files
from store.index.file_diff import Task
from store.processes.pool import NICENESS, Child, ChildDied, Message, ending

WALL_TIMES = 5
"""How much longer than its processor time a file may take by the clock, on a busy machine."""
TRIES = 2
"""How often a file is given to a reader whose process ended: the first may have been bad luck."""
LOOK_EVERY = 0.2
"""Seconds between two looks at `stop`."""

OUT_OF_TIME = getattr(signal, "SIGXCPU", None)
"""The signal that ends a process at its limit of processor time."""

TOO_SLOW = "takes longer than"

Failure = str
"""Why no process could read a file, in words."""

Result = tuple[Task, Conversion | Failure]


class ConversionPool:
    """A few child processes that convert files, each fed and watched by a thread.

    The processes start with the first files. A file that ends its process is tried once more, and
    then given up with a reason; the files behind it in the same batch go on in a new process.
    """

    def __init__(self, look: Look, processes: int, limits: Limits | None = None) -> None:
        self._look = look
        self._limits = limits or Limits()
        self._processes = max(processes, 1)
        self._batches: queue.SimpleQueue[Sequence[Task] | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Result | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._is_closed = False

    def run(self, batches: Iterator[Sequence[Task]], stop: Callable[[], bool]) -> Generator[Result]:
        """Yield each file with its conversion, as they come; ends early once `stop()` says so."""
        unfinished = 0
        try:
            while True:
                while unfinished < 2 * self._processes and (batch := next(batches, None)):
                    self._batches.put(batch)
                    unfinished += 1
                    self._start_thread()
                if not unfinished:
                    return
                result = self._next(stop)
                if result is None:
                    unfinished -= 1
                    if stop():
                        return
                else:
                    yield result
        finally:
            self._close()

    def _next(self, stop: Callable[[], bool]) -> Result | None:
        """Return the next result; None where a batch is complete, or all is to stop."""
        while not stop():
            with suppress(queue.Empty):
                return self._results.get(timeout=LOOK_EVERY)
        return None

    def _start_thread(self) -> None:
        if len(self._threads) < self._processes:
            thread = threading.Thread(target=self._serve, name="conversions", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _close(self) -> None:
        self._is_closed = True
        for _ in self._threads:
            self._batches.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        worker = _Worker(self._look, self._limits, self._results.put, lambda: self._is_closed)
        try:
            while (batch := self._batches.get()) is not None and not self._is_closed:
                worker.convert(batch)
                self._results.put(None)
        finally:
            worker.close()


class _Worker:
    """One child process at a time, and the batch that it converts."""

    def __init__(
        self,
        look: Look,
        limits: Limits,
        report: Callable[[Result], None],
        is_closed: Callable[[], bool],
    ) -> None:
        self._look = look
        self._limits = limits
        self._report = report
        self._is_closed = is_closed
        self._child: Child | None = None

    def convert(self, batch: Sequence[Task]) -> None:
        """Convert a batch, and report each file; a new process takes over from one that ended."""
        todo = deque(batch)
        tries = 0
        while todo and not self._is_closed():
            before = len(todo)
            failure = self._attempt(todo)
            if failure is None:
                return
            tries = 1 if len(todo) < before else tries + 1
            if tries == TRIES or failure.startswith(TOO_SLOW):
                self._report((todo.popleft(), failure))
                tries = 0

    def _attempt(self, todo: deque[Task]) -> Failure | None:
        """Convert files until all are done or the process ends; return why it ended."""
        try:
            child = self._child = self._child or Child(niceness=NICENESS)
        except OSError as error:
            return f"no process could be started to read it ({error.strerror})"
        child.call_reporting(convert_files, self._look, list(todo), self._limits)
        try:
            while todo:
                kind, payload = self._receive(child, todo[0])
                if kind != "progress":
                    return f"its reader failed ({payload})"
                self._report((todo.popleft(), payload[0]))
            self._receive(child, None)  # the call's own end
        except queue.Empty:
            self.close()
            return self._too_slow(todo[0])
        except ChildDied:
            return self._reason(child, todo)
        return None

    def _receive(self, child: Child, task: Task | None) -> Message:
        """Return the child's next message. Raises ChildDied, and queue.Empty after a long time."""
        left: float = WALL_TIMES * self._limits.seconds_for(task.size if task else 0)
        while True:
            try:
                return child.receive(LOOK_EVERY)
            except queue.Empty:
                left -= LOOK_EVERY
                if left <= 0 or self._is_closed():
                    raise

    def _reason(self, child: Child, todo: deque[Task]) -> Failure:
        status = child.status()
        self.close()
        if status is not None and -status == OUT_OF_TIME:
            return self._too_slow(todo[0])
        return f"its reader's process ended ({ending(status)})"

    def _too_slow(self, task: Task) -> Failure:
        return f"{TOO_SLOW} {self._limits.seconds_for(task.size)} s to read"

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
            self._child = None
