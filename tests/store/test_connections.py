"""Connections that are closed while other threads read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.index.database import Database
from store.userdata.journal import Journal

ROWS = 200_000
COUNTING = (
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT ?) SELECT x FROM n"
)


@pytest.mark.parametrize("make", [Database, Journal])
def test_a_thread_that_reads_reads_on_while_another_closes(
    tmp_path: Path, make: Callable[[Path], Database | Journal]
) -> None:
    opened = make(tmp_path / "some.db")
    begun, closed = threading.Event(), threading.Event()

    def read() -> int:
        rows = opened.connection().execute(COUNTING, (ROWS,))
        (total,) = next(rows)
        begun.set()
        closed.wait(10)
        return int(total + sum(x for (x,) in rows))

    with ThreadPoolExecutor(1) as threads:
        total = threads.submit(read)
        assert begun.wait(10)
        opened.close()
        closed.set()
        assert total.result() == ROWS * (ROWS + 1) // 2


@pytest.mark.parametrize("make", [Database, Journal])
def test_nothing_stays_open_for_threads_that_have_read(
    tmp_path: Path, make: Callable[[Path], Database | Journal]
) -> None:
    opened = make(tmp_path / "some.db")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: opened.connection().execute("SELECT 1").fetchall()).result()
        opened.close()
        assert not (tmp_path / "some.db-wal").exists(), "the last connection takes it away"
