"""The index: building it against a bare FTS5 insert, listing it, searching it against ripgrep."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.articles import folder
from bench.report import Figure, print_table, sizes
from store import Library
from store.processes.helper import processors

SEARCHES = ("minister", "treaty", '"the talks"', "zq*")
ROUNDS = 3


def seconds(job: Callable[[], object]) -> float:
    """Return the median time of a few rounds of a job."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def worked(job: Callable[[], object]) -> float:
    """Return the processor time of a job and of the processes that it started and saw end."""
    before, others = time.process_time(), sum(os.times()[2:4])
    job()
    return time.process_time() - before + sum(os.times()[2:4]) - others


def floor(articles: Path) -> None:
    """Read, hash and insert every article into a bare FTS5 table, in one transaction."""
    with tempfile.TemporaryDirectory() as place:
        connection = sqlite3.connect(Path(place) / "floor.db")
        connection.execute("CREATE VIRTUAL TABLE fts USING fts5 (body)")
        for path in sorted(articles.rglob("*.txt")):
            content = path.read_bytes()
            hashlib.sha256(content).hexdigest()
            connection.execute("INSERT INTO fts VALUES (?)", (content.decode(),))
        connection.commit()
        connection.close()


def build(root: Path) -> None:
    """Make the index of a library from nothing."""
    shutil.rmtree(root / ".cuttings", ignore_errors=True)
    with Library.open(root, refresh=True, yes=True):
        pass


def refresh(root: Path) -> None:
    """Look through the folder of a library whose index is up to date."""
    with Library.open(root, refresh=True, yes=True):
        pass


def search_figure(root: Path, words: str, what: str) -> Figure:
    """Return how a search compares with ripgrep over the same files."""
    with Library.open(root, yes=True) as library:
        library.search(words)
        ours = seconds(lambda: library.search(words))
    name, budget = f"search {words}, {what}", "≤ 1/20 of ripgrep"
    if shutil.which("rg") is None:
        return Figure(name, f"{ours * 1000:.1f} ms (no ripgrep to compare with)", budget)
    pattern = words.strip('"').rstrip("*")
    command = ["rg", "--ignore-case", "--context=0", pattern, str(root / "seeds")]
    peer = seconds(lambda: subprocess.run(command, capture_output=True, check=False))
    return Figure(name, f"{ours * 1000:.1f} ms = 1/{peer / ours:.0f} of ripgrep", budget)


def figures(count: int) -> Iterator[Figure]:
    """Yield what building, opening, listing and searching an index of `count` articles costs."""
    what = f"{count:,} articles"
    root = folder(count)
    bare = seconds(partial(floor, root / "seeds"))
    ours = seconds(partial(build, root))
    yield Figure(
        f"index, {what}", f"{ours:.1f} s = {ours / bare:.2f} × a bare FTS5 insert", "≤ 3 ×"
    )
    bare_work = worked(partial(floor, root / "seeds"))
    work = worked(partial(build, root))
    yield Figure(
        f"processor time of that, {what}",
        f"{work:.1f} s = {work / bare_work:.2f} × that of the insert; {processors()} processors",
    )
    again = seconds(partial(refresh, root))
    yield Figure(f"look for what changed, {what}", f"{again:.2f} s = {again / ours:.3f} × it all")
    with Library.open(root, yes=True) as library:
        listing = seconds(library.articles.listing)
    yield Figure(f"the whole list, {what}", f"{listing * 1000:.0f} ms")
    for words in SEARCHES:
        yield search_figure(root, words, what)


if __name__ == "__main__":
    print_table(figure for count in sizes(sys.argv, 20_000) for figure in figures(count))
