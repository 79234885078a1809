"""Measures jump against fzf: `python -m bench.jump [ARTICLES …] [--queries N] [--titles FILE]`.

Headlines are invented (see `bench.headlines`), or the lines of FILE. For each kind of typing, two
or three words of a headline that is wanted (see `bench.picking`): how often it comes first and
among ten, and the median time of a keystroke. A headline of the very same words counts as the
wanted one, for both programs. `at best` is how often anybody could name the wanted headline who
knew how the words were picked: often several have them all. fzf's time is that of `fzf --filter`
less that of the same over an empty list; without fzf only jump is measured.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from statistics import fmean, median

from bench.headlines import headlines
from bench.picking import Telling, queries
from bench.report import Figure, print_table
from store.index.database import Database
from store.jump.jump_engine import Jumper
from store.text.words import words_of

FZF = shutil.which("fzf")


@dataclass
class Tally:
    """How often the wanted headline was found, and how long each search took (seconds)."""

    first: int = 0
    among_ten: int = 0
    times: list[float] = field(default_factory=list)

    def add(self, wanted: str, found: Sequence[str], seconds: float) -> None:
        """Count one search; a headline of the same words in the same order is as good."""
        words = words_of(wanted)
        good = [title == wanted or words_of(title) == words for title in found[:10]]
        self.first += any(good[:1])
        self.among_ten += any(good)
        self.times.append(seconds)

    def __str__(self) -> str:
        searches = len(self.times)
        return (
            f"first {self.first / searches:.2f}, among ten {self.among_ten / searches:.2f},"
            f" {median(self.times) * 1000:.1f} ms"
        )


BUDGETS = {
    "exact": "first: fzf's - 0.02; time ≤ 0.5 ×",
    "prefixes": "first: fzf's - 0.02; time ≤ 0.5 ×",
    "error": "first ≥ 0.88; time ≤ 0.5 ×",
    "order": "first ≥ 0.90; time ≤ 0.5 ×",
    "error+order": "time ≤ 0.5 ×",
}

HOSTILE = {
    "one letter": "e",
    "common words": " ".join(["the of and to in a is for on with"] * 2),
    "sixteen errors": " ".join(["mniister presidnet governmnet turksh"] * 4),
    "10,000 letters": "a" * 10_000,
    "signs": "!?." * 100,
    "no blanks": "安倍晋三首相がモスクワ" * 20,
    "operators": "='e !'x",
}


def fzf(listed: Path, text: str) -> tuple[list[str], float]:
    """Return the headlines that fzf gives, best first, and how long it took in seconds."""
    start = time.perf_counter()
    with listed.open() as lines:
        found = subprocess.run(
            [str(FZF), "--filter", text], stdin=lines, capture_output=True, text=True, check=False
        )
    return found.stdout.split("\n")[:10], time.perf_counter() - start


def index(titles: Sequence[str], folder: Path) -> Database:
    """Return an index of articles that have only their titles."""
    database = Database(folder / "index.db")
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO articles (id, title) VALUES (?, ?)",
            ((f"{number:07d}.txt", title) for number, title in enumerate(titles)),
        )
    return database


def figures(titles: Sequence[str], searches: int, seed: int, folder: Path) -> Iterator[Figure]:
    """Yield how well and how fast the headlines of a library are found."""
    what = f"{len(titles):,} headlines"
    database = index(titles, folder)
    start = time.perf_counter()
    jumper = Jumper(database)
    jumper.search("a")
    built = time.perf_counter() - start
    start = time.perf_counter()
    again = Jumper(database)
    again.search("a")
    loaded = time.perf_counter() - start
    different = len({word for title in titles for word in words_of(title)})
    yield Figure(
        f"jump, {what} of {different:,} different words",
        f"built in {built:.1f} s, at the next start {loaded:.2f} s",
    )
    if sys.platform == "linux":
        held = subprocess.check_output(
            [sys.executable, "-m", "bench.resident", str(database.path)], text=True
        )
        yield Figure(f"jump, memory, {what}", f"{held.strip()} MB")
    yield from found_figures(jumper, titles, searches, seed, folder)
    yield letter_by_letter(jumper, titles, max(1, searches // 10), seed)
    yield hostile(jumper, what)
    again.close()
    jumper.close()
    database.close()


def found_figures(
    jumper: Jumper, titles: Sequence[str], searches: int, seed: int, folder: Path
) -> Iterator[Figure]:
    """Yield for each kind of typing how often the wanted headline is found, and how fast."""
    listed, empty = folder / "titles.txt", folder / "empty.txt"
    listed.write_text("\n".join(titles) + "\n", "utf-8")
    empty.write_text("", "utf-8")
    fzf_start = median(fzf(empty, "a")[1] for _ in range(10)) if FZF else 0.0
    telling = Telling(titles)
    for kind, budget in BUDGETS.items():
        ours, theirs, best = Tally(), Tally(), []
        for wanted, text, meant in queries(titles, searches, kind, seed):
            start = time.perf_counter()
            found = [match.title for match in jumper.search(text)]
            ours.add(wanted, found, time.perf_counter() - start)
            best.append(telling.at_best(kind, text, meant))
            if FZF:
                found, seconds = fzf(listed, text)
                theirs.add(wanted, found, seconds - fzf_start)
        value = f"at best {fmean(best):.2f}; {ours}"
        if FZF:
            value += f" = {median(ours.times) / median(theirs.times):.2f} × fzf ({theirs})"
        # The standard error of a share near 0.9.
        unsure = sqrt(0.9 * 0.1 / searches)
        what = f"jump {kind}, {len(titles):,} headlines, {searches} searches (± {unsure:.2f})"
        yield Figure(what, value, budget)


def letter_by_letter(jumper: Jumper, titles: Sequence[str], searches: int, seed: int) -> Figure:
    """Return how long each letter of so many searches takes, as a person types them."""
    times = [
        _seconds(jumper, text[:end])
        for _, text, _ in queries(titles, searches, "exact", seed)
        for end in range(1, len(text) + 1)
    ]
    return Figure(
        f"jump, letter by letter, {len(titles):,} headlines",
        f"{median(times) * 1000:.1f} ms, longest {max(times) * 1000:.1f} ms",
    )


def hostile(jumper: Jumper, what: str) -> Figure:
    """Return how long what nobody would type takes."""
    times = {called: _seconds(jumper, text) for called, text in HOSTILE.items()}
    shown = ", ".join(f"{called} {seconds * 1000:.0f}" for called, seconds in times.items())
    return Figure(f"jump, odd texts, {what}", f"ms: {shown}")


def _seconds(jumper: Jumper, text: str) -> float:
    start = time.perf_counter()
    jumper.search(text)
    return time.perf_counter() - start


def every_figure(
    sizes: Sequence[int], listed: Path | None, searches: int, seed: int
) -> Iterator[Figure]:
    """Yield the figures of every size, or of the headlines that a file lists."""
    every: Iterable[list[str]] = (headlines(size, seed) for size in sizes)
    if listed is not None:
        lines = (" ".join(line.split()) for line in listed.read_text("utf-8").splitlines())
        every = [list(dict.fromkeys(line for line in lines if line))]
    for titles in every:
        with tempfile.TemporaryDirectory() as folder:
            yield from figures(titles, min(searches, len(titles)), seed, Path(folder))


def main() -> None:
    """Measure each size that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="*", type=int, default=[100_000])
    parser.add_argument("--titles", type=Path, help="a file with a headline a line")
    parser.add_argument("--queries", type=int, default=200, help="searches of each kind")
    parser.add_argument("--seed", type=int, default=1, help="other headlines, other searches")
    given = parser.parse_args()
    print_table(every_figure(given.articles, given.titles, given.queries, given.seed))


if __name__ == "__main__":
    main()
