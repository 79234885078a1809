"""A large folder read by another process."""

import os
import signal
import subprocess
import sys
import time

import pytest

from store.errors import LibraryError
from store.folder import walk
from store.index import refresh_process
from store.index.refresh_process import refresh_in_process
from store.index.refresh_results import Progress, Refreshed
from store.processes import child
from tests.conftest import MakeArticles
from tests.store.index.conftest import Folder


def run(folder: Folder, **how: object) -> tuple[Refreshed, list[Progress]]:
    told: list[Progress] = []
    done = refresh_in_process(
        folder.places,
        folder.database,
        progress=told.append,
        stop=how.get("stop", lambda: False),  # type: ignore[arg-type]
    )
    return done, told


@pytest.fixture
def many(folder: Folder, make_articles: MakeArticles, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr(walk, "FEW_FILES", 5)
    make_articles(folder.articles, 40)
    return folder


def test_a_few_files_are_read_by_the_process_itself(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt")
    monkeypatch.setattr(subprocess, "Popen", lambda *_: pytest.fail("a process was started"))
    assert run(folder)[0] == Refreshed(added=1)


def test_many_files_are_read_by_another_process_with_the_same_result(many: Folder) -> None:
    done, told = run(many)
    assert done == Refreshed(added=40)
    assert len(many.ids()) == 40
    assert told[-1] == Progress("reading", 40, 40)
    path = many.articles / "a0001.txt"
    path.rename(path.parent / "b.txt")
    assert run(many)[0].moved == (("a0001.txt", "b.txt"),)


def test_it_stops_when_asked_to(many: Folder, make_articles: MakeArticles) -> None:
    make_articles(many.articles, 3000)
    told: list[Progress] = []
    done = refresh_in_process(
        many.places, many.database, progress=told.append, stop=lambda: len(told) > 1
    )
    assert not done.complete
    assert len(many.ids()) == done.added < 3000


def test_an_error_there_is_raised_here(many: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh_process, "is_large", lambda *_: True)
    many.articles.rename(many.articles.parent / "away")
    with pytest.raises(LibraryError, match="can't be listed"):
        run(many)


def test_a_process_that_dies_is_an_error(many: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "__file__", os.devnull)
    with pytest.raises(LibraryError, match="ended early"):
        run(many)


def test_where_no_process_can_be_started_the_thread_does_it(
    many: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> object:
        raise OSError(11, "no more processes")

    monkeypatch.setattr(refresh_process, "start", refuse)
    assert run(many)[0] == Refreshed(added=40)


PARENT = """
import sys
from pathlib import Path
from store.folder.locations import find_locations
from store.folder import walk
from store.index import refresh_process
from store.index.database import Database

walk.FEW_FILES = 5
real = refresh_process.start
def start():
    process = real()
    print(process.pid, flush=True)
    return process
refresh_process.start = start
places = find_locations(Path(sys.argv[1]))
database = Database(places.index_path)
refresh_process.refresh_in_process(places, database, progress=lambda p: None, stop=lambda: False)
"""


def test_it_ends_when_its_parent_is_killed(many: Folder, make_articles: MakeArticles) -> None:
    make_articles(many.articles, 3000)
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(many.places.root)], stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(300):
        if not _runs(pid):
            break
        time.sleep(0.01)
    assert not _runs(pid)
    assert many.sound()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"
