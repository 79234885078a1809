"""The processes that annotate: they start, die, are replaced, and end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.entities.worker_pool import WorkerDied, WorkerPool, make_executor
from store.errors import ModelMissing

PARENT = """
import os, sys, time
from store.entities.worker_pool import WorkerPool
pool = WorkerPool(1)
print(pool.submit(os.getpid).result(), flush=True)
pool.submit(time.sleep, 60)
time.sleep(60)
"""


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[WorkerPool]:
    pool = WorkerPool(1, tmp_path / "log")
    yield pool
    pool.shutdown(wait=False, cancel_futures=True)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc").exists()


def gone(pid: int) -> bool:
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_runs_a_function_in_another_process(pool: WorkerPool) -> None:
    assert pool.submit(os.getpid).result() not in (os.getpid(), 0)
    assert pool.submit(divmod, 7, 2).result() == (3, 1)
    assert pool.started == 1


def test_starts_nothing_before_the_first_call() -> None:
    assert WorkerPool(2).pids() == []


def test_an_error_of_the_function_is_the_futures(pool: WorkerPool) -> None:
    assert isinstance(pool.submit(int, "x").exception(), ValueError)
    assert pool.submit(int, "1").result() == 1


def test_a_call_that_cannot_be_pickled_fails_alone(pool: WorkerPool) -> None:
    assert pool.submit(lambda: 1).exception() is not None
    assert pool.submit(int, "1").result() == 1


def test_a_dead_worker_fails_its_call_only_and_another_one_is_started(pool: WorkerPool) -> None:
    bad = pool.submit(os._exit, 1)
    good = pool.submit(int, "1")
    assert isinstance(bad.exception(), WorkerDied)
    assert good.result() == 1
    assert pool.started == 2


def test_a_worker_does_not_listen_to_interrupts(pool: WorkerPool) -> None:
    pid = pool.submit(os.getpid).result()
    os.kill(pid, signal.SIGINT)
    assert pool.submit(os.getpid).result() == pid


def test_what_a_worker_prints_goes_to_the_log(
    pool: WorkerPool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pool.submit(os.system, "echo said; echo complained >&2").result()
    assert (tmp_path / "log").read_text() == "said\ncomplained\n"
    assert capfd.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    with WorkerPool(1, tmp_path / "missing" / "log") as pool:
        assert pool.submit(int, "1").result() == 1


def test_leaving_does_not_wait_for_what_runs() -> None:
    pool = WorkerPool(1)
    pid = pool.submit(os.getpid).result()
    running, waiting = pool.submit(time.sleep, 60), pool.submit(int)
    threading.Event().wait(0.05)
    pool.shutdown(wait=False, cancel_futures=True)
    assert isinstance(running.exception(), WorkerDied)
    assert waiting.cancelled()
    assert gone(pid)
    with pytest.raises(RuntimeError):
        pool.submit(int)


def test_a_patient_shutdown_finishes_what_was_submitted() -> None:
    with WorkerPool(2) as pool:
        futures = [pool.submit(int, str(number)) for number in range(5)]
    assert [future.result() for future in futures] == list(range(5))
    assert pool.pids() == []


@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
def test_a_worker_ends_with_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert alive(worker)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(worker)


def test_a_missing_model_is_said_before_anything_starts() -> None:
    with pytest.raises(ModelMissing, match="pip install xx-none-sm"):
        make_executor(1, "xx_none_sm")
    with pytest.raises(ModelMissing, match="not a spaCy pipeline"):
        make_executor(1, "pytest")
    with pytest.raises(ModelMissing, match="not the name"):
        make_executor(1, "a b")
    with pytest.raises(ModelMissing, match="not the folder"):
        make_executor(1, "../x")
    with pytest.raises(ModelMissing, match="python -m spacy download de_core_news_md"):
        make_executor(1, "de_core_news_md")


def test_a_call_goes_where_its_pipeline_is_loaded_and_none_waits_for_long() -> None:
    with WorkerPool(2) as pool:
        both = [pool.submit(_slow, kind) for kind in ("en", "de")]
        home = {future.result(): kind for future, kind in zip(both, ("en", "de"), strict=True)}
        assert len(home) == 2
        asked = ["de", "en", "en", "de", "en", "de", "de", "de", "de", "fr"]
        answers = [pool.submit(_slow, kind) for kind in asked]
        at_home = [
            home[future.result()] == kind for future, kind in zip(answers, asked, strict=True)
        ]
    assert sum(at_home[:6]) >= 5
    assert all(answer.done() for answer in answers)


def _slow(_kind: str) -> int:
    time.sleep(0.05)
    return os.getpid()
