"""The index: building it against a bare FTS5 insert, listing it, searching it against ripgrep."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.articles import folder
from store import Library

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


def search_ratio(root: Path, words: str) -> str:
    """Return how a search compares with ripgrep over the same files, in words."""
    with Library.open(root, yes=True) as library:
        library.search(words)
        ours = seconds(lambda: library.search(words))
    if shutil.which("rg") is None:
        return f"{ours * 1000:.1f} ms (no ripgrep to compare with)"
    pattern = words.strip('"').rstrip("*")
    command = ["rg", "--ignore-case", "--context=0", pattern, str(root / "seeds")]
    peer = seconds(lambda: subprocess.run(command, capture_output=True, check=False))
    return f"{ours * 1000:.1f} ms = 1/{peer / ours:.0f} of ripgrep"


def main() -> None:
    """Print the table for the sizes that are named, 20,000 else."""
    for count in [int(word) for word in sys.argv[1:]] or [20_000]:
        root = folder(count)
        bare = seconds(partial(floor, root / "seeds"))
        ours = seconds(partial(build, root))
        print(f"{count:>9,} articles: index {ours:.1f} s = {ours / bare:.2f} x a bare FTS5 insert")
        with Library.open(root, yes=True) as library:
            listing = seconds(library.listing)
        print(f"{'':19} list {listing * 1000:.0f} ms")
        for words in SEARCHES:
            print(f"{'':19} search {words}: {search_ratio(root, words)}")


if __name__ == "__main__":
    main()
