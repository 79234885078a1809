"""The screen through a real pseudo-terminal: start, keys, memory, as ratios to plain Textual."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from bench.articles import folder
from bench.terminal import Terminal
from store import Library

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("ready")
Empty().run()
"""
OPTION_LIST = """
from textual.app import App
from textual.widgets import OptionList
class Plain(App):
    def compose(self):
        yield OptionList(*(f"ready headline number {n}" for n in range(200)))
Plain().run()
"""
STARTS = 7
KEYS = 40


def reader(library: Path) -> list[str]:
    """Return the command that opens the reader on a library."""
    return [sys.executable, "-m", "tui", str(library)]


def plain(script: str) -> list[str]:
    """Return the command that runs a script."""
    return [sys.executable, "-c", script]


def prepared(count: int) -> tuple[Path, bytes]:
    """Return a library with a warm index where nobody has read, and its first word."""
    root = folder(count)
    for path in (root / ".cuttings").glob("journal.db*"):
        path.unlink()
    with Library.open(root, refresh=True, yes=True) as library:
        title = library.row(library.ids()[0]).title
    return root, title.split()[0].encode()


def start_ratio(count: int) -> tuple[float, float, float]:
    """Return the medians of our start and an empty app's, in seconds, and their ratio."""
    root, word = prepared(count)
    ours, empty = [], []
    for _ in range(STARTS):
        with Terminal(reader(root)) as terminal:
            ours.append(terminal.until(word, b"min"))
        with Terminal(plain(EMPTY_APP)) as terminal:
            empty.append(terminal.until(b"ready"))
    first, second = statistics.median(ours), statistics.median(empty)
    return first, second, first / second


def key_seconds(command: list[str], word: bytes, key: bytes = b"j") -> tuple[float, int]:
    """Return the median seconds from a key to its frame, and the memory in bytes."""
    with Terminal(command) as terminal:
        terminal.until(word)
        terminal.settle(1.5)
        times = []
        for _ in range(KEYS):
            times.append(terminal.press(key))
            terminal.settle(0.15)
        return statistics.median(times), terminal.memory()


def main() -> None:
    """Print the table for the sizes that are named, 100 and 100,000 else."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 100_000]
    options, floor = key_seconds(plain(OPTION_LIST), b"ready", b"\x1b[B")
    _, empty = key_seconds(plain(EMPTY_APP), b"ready")
    print(f"OptionList of 200: key {options * 1000:.1f} ms, memory {floor / 1e6:.0f} MB")
    for count in sizes:
        ours, plain_start, ratio = start_ratio(count)
        root, word = prepared(count)
        key, memory = key_seconds(reader(root), word)
        print(
            f"{count:>9,} articles: start {ours:.2f} s = {ratio:.2f} x empty app"
            f" ({plain_start:.2f} s); key {key * 1000:.1f} ms = {key / options:.2f} x OptionList;"
            f" memory {memory / 1e6:.0f} MB = empty app + {(memory - empty) / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
