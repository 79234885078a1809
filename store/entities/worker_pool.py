"""An executor that runs functions in worker processes, which always end when it ends.

Unlike with `ProcessPoolExecutor`, a worker starts from the bare interpreter, so the program's own
modules are not imported again and scripts need no main guard; a worker that dies fails only its
current call; and closing never blocks.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import IO, Any, TypeVar

from store.entities import spacy_models as models
from store.entities.pipelines import choose_pipelines
from store.folder import own_files
from store.processes.pool import NICENESS, NOWHERE, SIGKILL, Child, ChildDied, Message, ending

Result = TypeVar("Result")

IDLE_AFTER = 60.0
"""Seconds of inactivity after which a worker process ends to free its memory."""

MOST_PASSED = 2
"""How often a call may be overtaken by one for which the worker has the model loaded."""

LONGEST_LOG = 1_000_000
"""Bytes at which the log is restarted."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Environment variables that limit numeric libraries to one thread per worker."""


class WorkerDied(BrokenExecutor):
    """The process that ran this call died before it answered; the pool itself goes on."""

    def __init__(self, status: int | None) -> None:
        """Take the exit status as `subprocess` reports it: negative for a signal."""
        super().__init__(f"the annotating process ended unexpectedly ({ending(status)})")
        self.was_killed = status == -SIGKILL
        """Whether it was killed from outside, as systems do when memory runs out."""


_Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class _Task:
    """A call, the model it needs, and the future for its result."""

    def __init__(self, call: _Call, kind: Hashable) -> None:
        self.call = call
        self.kind = kind
        self.passed = 0
        """How often later calls have overtaken it."""
        self.future: Future[Any] = Future()


class _Process:
    """A worker process, and which models it has loaded."""

    def __init__(self, log: Path | None) -> None:
        output = _log_output(log)
        try:
            self.child = Child(
                niceness=NICENESS,
                stderr=output,
                environment=os.environ | dict.fromkeys(ONE_THREAD, "1"),
            )
        finally:
            if not isinstance(output, int):
                output.close()
        self.recent_kinds: deque[Hashable] = deque(maxlen=models.MOST_LOADED)
        """The models of the latest calls, without repetitions: those that are loaded."""

    def is_ready(self, kind: Hashable) -> bool:
        """Return whether the model for a call of this kind is loaded; None needs none."""
        return kind is None or kind in self.recent_kinds

    def note_call(self, kind: Hashable) -> None:
        """Record the model of a call."""
        if kind in self.recent_kinds:
            self.recent_kinds.remove(kind)
        if kind is not None:
            self.recent_kinds.append(kind)

    def call(self, call: _Call) -> Message:
        """Return the worker's answer. Raises ChildDied."""
        function, args, kwargs = call
        self.child.call(function, *args, **kwargs)
        return self.child.receive()


def _log_output(log: Path | None) -> IO[bytes] | int:
    """Return the destination of a worker's output: the log, truncated if too long."""
    if log is not None:
        with suppress(OSError):  # a folder that can't be written to must not stop the work
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            handle = own_files.open_file(log, flags, in_place=True)
            if os.fstat(handle).st_size > LONGEST_LOG:
                os.ftruncate(handle, 0)
            return os.fdopen(handle, "ab")
    return NOWHERE


class WorkerPool(Executor):
    """Runs calls in up to `jobs` processes, started on demand and restarted after they die.

    The function and its arguments are pickled; functions of `__main__` can't be called. The
    workers' output goes to the file `log`, or is discarded. Safe to use from any thread. A call
    whose first argument is a string (a model) preferably goes to a worker that has served the same
    one, which has it loaded.
    """

    def __init__(self, jobs: int, log: Path | None = None) -> None:
        self.jobs = max(1, jobs)
        """How many calls run in parallel."""
        self.started = 0
        """How many processes have been started so far."""
        self._log = log
        self._tasks: deque[_Task] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._killed = False
        self._processes: dict[int, _Process] = {}
        self._threads: list[threading.Thread] = []

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Return the future of `fn(*args, **kwargs)`. Raises RuntimeError after `shutdown`.

        The future fails with WorkerDied if the process dies during the call.
        """
        task = _Task((fn, args, kwargs), args[0] if args and isinstance(args[0], str) else None)
        with self._changed:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._tasks.append(task)
            if len(self._threads) < self.jobs:
                slot = len(self._threads)
                thread = threading.Thread(
                    target=self._work, args=(slot,), name=f"worker-{slot}", daemon=True
                )
                self._threads.append(thread)
                thread.start()
            self._changed.notify()
        return task.future

    def pids(self) -> list[int]:
        """Return the ids of the running processes."""
        with self._changed:
            return [process.child.pid for process in self._processes.values()]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop the workers: after all submitted calls (`wait`), or at once by killing them."""
        with self._changed:
            self._closed = True
            if cancel_futures or not wait:
                for task in self._tasks:
                    task.future.cancel()
                self._tasks.clear()
            if not wait:
                self._killed = True
                for process in self._processes.values():
                    process.child.kill()
            self._changed.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()

    def _next(self, slot: int) -> _Task | None:
        """Wait for a task; None when the pool is closed. Ends a worker that is idle too long."""
        with self._changed:
            while not self._tasks:
                if self._closed:
                    return None
                idle = not self._changed.wait(IDLE_AFTER)
                if idle and not self._tasks and slot in self._processes:
                    self._processes.pop(slot).child.close()
            return self._take_task(self._processes.get(slot))

    def _take_task(self, process: _Process | None) -> _Task:
        """Take the oldest task that suits the process, without overtaking any too often."""
        chosen = self._tasks[0]
        if process is not None:
            ready = (
                task
                for task in self._tasks
                if process.is_ready(task.kind) or task.passed >= MOST_PASSED
            )
            chosen = next(ready, chosen)
        for task in takewhile(lambda task: task is not chosen, self._tasks):
            task.passed += 1
        self._tasks.remove(chosen)
        return chosen

    def _work(self, slot: int) -> None:
        """Run tasks in this thread's process until the pool is closed."""
        while (task := self._next(slot)) is not None:
            if task.future.set_running_or_notify_cancel():
                self._run(slot, task)
        with self._changed:
            process = self._processes.pop(slot, None)
        if process is not None:
            process.child.close()

    def _run(self, slot: int, task: _Task) -> None:
        try:
            process = self._process(slot)
            process.note_call(task.kind)
            kind, value = process.call(task.call)
        except (ChildDied, OSError):
            with self._changed:
                dead = self._processes.pop(slot, None)
            status = None
            if dead is not None:
                status = dead.child.status()
                dead.child.close()
            task.future.set_exception(WorkerDied(status))
            return
        except (TypeError, AttributeError, pickle.PickleError) as error:
            task.future.set_exception(error)  # the call can't be pickled
            return
        if kind == "value":
            task.future.set_result(value)
        else:
            task.future.set_exception(value)

    def _process(self, slot: int) -> _Process:
        with self._changed:
            if slot not in self._processes:
                if self._killed:
                    raise ChildDied
                self._processes[slot] = _Process(self._log)
                self.started += 1
            return self._processes[slot]


def make_executor(jobs: int, model: models.Models | None, log: Path | None = None) -> WorkerPool:
    """Return an executor with `jobs` processes for annotating with the pipelines of `model`.

    No process starts before the first call. Raises ModelMissing if no model is installed.
    """
    choose_pipelines(model)
    return WorkerPool(jobs, log)
