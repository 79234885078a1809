"""The screen through a real pseudo-terminal: start, keys, memory, as ratios to plain Textual."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.articles import folder
from bench.headlines import headlines
from bench.report import Figure, print_table, sizes
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
STATIC = """
from textual.app import App
from textual.widgets import Static
class Page(App):
    BINDINGS = [("j", "turn", "turn")]
    number = 0
    def compose(self):
        yield Static("ready")
    def action_turn(self):
        self.number += 1
        words = f"{self.number} some words of a page that is full of words, and one more " * 60
        self.query_one(Static).update(words)
Page().run()
"""
STARTS = 9
KEYS = 40
DOWN, HALF_A_PAGE, NEXT_PANE = b"j", b"\x04", b"\t"
LENGTHS = {"50 KB": 50_000, "5 MB": 5_000_000}
OPENINGS = 5


def reader(library: Path) -> list[str]:
    """Return the command that opens the reader on a library."""
    return [sys.executable, "-m", "tui", str(library)]


def plain(script: str) -> list[str]:
    """Return the command that runs a script."""
    return [sys.executable, "-c", script]


def prepared(count: int) -> tuple[Path, bytes]:
    """Return a library with a warm index where nobody has read, and its first word.

    No names are looked for: the clock is to run over keys alone.
    """
    root = folder(count)
    (root / "tags.yaml").write_text("settings: {model: none_of_them}\n", "utf-8")
    for path in (root / ".cuttings").glob("journal.db*"):
        path.unlink()
    with Library.open(root, refresh=True, yes=True) as library:
        library.duplicates.find()
        title = library.articles.row(library.ids()[0]).title
    return root, title.split()[0].encode()


def start_figure(root: Path, word: bytes, what: str) -> Figure:
    """Return how long rows and article take to be there, beside an empty app's first words."""
    ours, empty = [], []
    for _ in range(STARTS):
        with Terminal(reader(root)) as terminal:
            ours.append(terminal.until(word, b"min"))
        with Terminal(plain(EMPTY_APP)) as terminal:
            empty.append(terminal.until(b"ready"))
    first, second = statistics.median(ours), statistics.median(empty)
    return Figure(
        f"rows and article, {what}",
        f"{first:.2f} s = {first / second:.2f} × an empty app (quietest {min(ours):.2f} s"
        f" = {min(ours) / min(empty):.2f} ×)",
        "≤ 1.7 ×",
    )


def key_seconds(
    command: list[str], word: bytes, key: bytes, before: tuple[bytes, ...] = ()
) -> tuple[float, int]:
    """Return the median seconds from a key to its frame, and the memory in bytes."""
    with Terminal(command) as terminal:
        terminal.until(word)
        terminal.settle(1.5)
        for other in before:
            terminal.press(other)
            terminal.settle(0.3)
        times = []
        for _ in range(KEYS):
            times.append(terminal.press(key))
            terminal.settle(0.15)
        return statistics.median(times), terminal.memory()


@cache
def floors() -> tuple[float, int]:
    """Return the seconds of a key in an OptionList, and the bytes of an empty app."""
    options, _ = key_seconds(plain(OPTION_LIST), b"ready", b"\x1b[B")
    with Terminal(plain(EMPTY_APP)) as terminal:
        terminal.until(b"ready")
        terminal.settle(1.5)
        return options, terminal.memory()


def figures(count: int) -> Iterator[Figure]:
    """Yield what the screen costs in a library of `count` articles."""
    what = f"{count:,} articles"
    root, word = prepared(count)
    yield start_figure(root, word, what)
    options, empty = floors()
    key, memory = key_seconds(reader(root), word, DOWN)
    yield Figure(
        f"a key in the list, to its frame, {what}",
        f"{key * 1000:.1f} ms = {key / options:.2f} × an OptionList of 200",
        "≤ 1 ×",
    )
    yield Figure(
        f"memory, {what}",
        f"{memory / 1e6:.0f} MB = an empty app + {(memory - empty) / 1e6:.0f} MB",
        "≤ + 100 MB",
    )


def long_articles(root: Path) -> None:
    """Write a short article, then one of each of the lengths, and index them."""
    seeds = root / "seeds"
    seeds.mkdir()
    (seeds / "0.txt").write_text("Nothing much\n\nA short one.\n", "utf-8")
    paragraph = ". ".join(headlines(1_000))
    for number, length in enumerate(LENGTHS.values(), 1):
        text = "\n\n".join([paragraph] * (length // len(paragraph) + 1))[:length]
        title = f"Longwinded{number} report"
        (seeds / f"{number}.txt").write_text(f"{title}\n\nOpens{number} {text}\n", "utf-8")
    with Library.open(root, refresh=True):
        pass


def reading_figures() -> Iterator[Figure]:
    """Yield what scrolling costs, and opening a very long article beside a usual one."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        long_articles(root)
        times: dict[str, list[float]] = {name: [] for name in LENGTHS}
        for _ in range(OPENINGS):
            for path in (root / ".cuttings").glob("journal.db*"):
                path.unlink()
            with Terminal(reader(root)) as terminal:
                terminal.until(b"short one")
                terminal.settle(1.5)
                for number, name in enumerate(LENGTHS, 1):
                    times[name].append(terminal.press_until(b"J", f"Opens{number}".encode()))
                    terminal.settle(1.0)
        scroll, _ = key_seconds(reader(root), b"Opens2", HALF_A_PAGE, before=(NEXT_PANE,))
    page, _ = key_seconds(plain(STATIC), b"ready", b"j")
    yield Figure(
        "half a page in the reader, to its frame",
        f"{scroll * 1000:.1f} ms = {scroll / page:.2f} × a Static that is filled anew",
        "≤ 2 ×",
    )
    usual, long = (statistics.median(times[name]) for name in LENGTHS)
    yield Figure(
        "an article of 5 MB, from the key to its text",
        f"{long * 1000:.0f} ms = {long / usual:.1f} × one of 50 KB",
        "≤ 3 ×",
    )


def every_figure(counts: list[int]) -> Iterator[Figure]:
    """Yield the figures of every size, and of reading."""
    for count in counts:
        yield from figures(count)
    yield from reading_figures()


if __name__ == "__main__":
    print_table(every_figure(sizes(sys.argv, 100, 100_000)))
