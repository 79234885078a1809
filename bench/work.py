"""The user's work in a library with thousands of tagged articles: from a key to the disk."""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

from bench.articles import copy, folder
from bench.report import Figure, print_table, sizes
from bench.terminal import Terminal
from store import Library

ROUNDS = 60
LOOKS = 12
"""Tags of which it is timed when another program shows them."""
AT_ONCE = 2_000
"""Articles that one change tags while the library is made."""


def bare_inserts(place: Path) -> list[float]:
    """Return the seconds that single inserts take with full syncs, in a database of its own."""
    connection = sqlite3.connect(place / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE changes (seq INTEGER PRIMARY KEY, ops BLOB)")
    times = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        connection.execute("INSERT INTO changes (ops) VALUES (?)", (os.urandom(200),))
        times.append(time.perf_counter() - start)
        time.sleep(0.01 + number % 3 * 0.005)
    connection.close()
    return times


def tags_in(tags_file: Path, tag: str) -> int:
    """Return how many articles have a tag, as another YAML reader finds it in the file."""
    content = yaml.load(tags_file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return sum(tag in (block or {}).get("tags", ()) for block in content["articles"].values())


def changes(library: Library, ids: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the seconds that tags take, each of one article, and the undo of each."""
    tags, undone = [], []
    for number in range(ROUNDS):
        start = time.perf_counter()
        library.tag([ids[number * 7 % len(ids)]], f"topic {number % 5}")
        tags.append(time.perf_counter() - start)
        start = time.perf_counter()
        library.undo()
        undone.append(time.perf_counter() - start)
        time.sleep(0.01 + number % 3 * 0.005)
    return tags, undone


def seen_elsewhere(root: Path, ids: Sequence[str]) -> list[float]:
    """Return the seconds from tags made here until a reader in another process has drawn each.

    It looks for no names: their count would never let its screen come to rest.
    """
    times = []
    command = [sys.executable, "-m", "tui", "--model", "none_of_them", str(root)]
    with Library.open(root, yes=True) as library, Terminal(command) as reader:
        reader.until(b"ARTICLES")
        reader.settle(2.0)
        for number in range(LOOKS):
            time.sleep(number * 0.13 % 0.5)
            start = time.perf_counter()
            library.tag(ids[:1], f"seen{number}")
            reader.until(f"seen{number}".encode(), timeout=600)
            times.append(time.perf_counter() - start)
            library.undo()
            reader.settle(1.0)
    return times


def figures(count: int) -> list[Figure]:
    """Return what a tag and its undo cost where `count` articles are tagged."""
    with tempfile.TemporaryDirectory(dir=folder(count).parent) as place:
        root = Path(place) / "library"
        copy(count, root)
        with Library.open(root, refresh=True, yes=True) as library:
            ids = list(library.ids())
            for at in range(0, len(ids), AT_ONCE):
                library.tag(ids[at : at + AT_ONCE], "all")
            library.userdata.flush()
            tags, undone = changes(library, ids)
            library.userdata.flush()
            start = time.perf_counter()
            library.tag(ids[:1], "last")
            tagged_at = time.perf_counter()
            library.userdata.flush()
            written = time.perf_counter() - tagged_at
            seen = tags_in(root / "tags.yaml", "last")
        start = time.perf_counter()
        with Library.open(root, yes=True):
            opened = time.perf_counter() - start
        bare = statistics.median(bare_inserts(Path(place)))
        size = (root / "tags.yaml").stat().st_size
        looks = seen_elsewhere(root, ids)
    what = f"{count:,} tagged articles ({size / 1e6:.1f} MB of tags.yaml)"

    def against(times: list[float]) -> str:
        middle = statistics.median(times)
        return f"{middle * 1000:.1f} ms = {middle / bare:.1f} × a bare insert"

    return [
        Figure(f"a tag, to durable, {what}", against(tags), "≤ 2 × + one frame"),
        Figure(f"undo of it, {what}", against(undone), "≤ 2 × + one frame"),
        Figure(
            f"from a tag to tags.yaml, {what}",
            f"{written * 1000:.0f} ms when asked for; another YAML reader finds it {seen} time",
            "≤ 1 s",
        ),
        Figure(
            f"from a tag to the screen of another program, {what}",
            f"{statistics.median(looks) * 1000:.0f} ms, the longest {max(looks) * 1000:.0f} ms",
            "≤ 1 s",
        ),
        Figure(f"opening the library, {what}", f"{opened * 1000:.0f} ms"),
    ]


if __name__ == "__main__":
    print_table([figure for count in sizes(sys.argv, 20_000) for figure in figures(count)])
