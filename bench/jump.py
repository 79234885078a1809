"""Measures jump against fzf: `python -m bench.jump [ARTICLES …] [--queries N]`.

Headlines are invented (see `bench.headlines`). For each kind of typing, 2 or 3 words of a headline
that is wanted: how often it comes first and among ten, and the median time of a keystroke. fzf's
time is that of `fzf --filter` less that of the same over an empty list; without fzf only jump is
measured. `keys` types each query letter by letter, as a person does.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.headlines import headlines, vocabulary_size
from bench.report import Figure, print_table
from store.index.database import Database
from store.jump.engine import Jumper

FZF = shutil.which("fzf")

Words = list[str]
Typing = Callable[[Words, random.Random], Words]


@dataclass
class Tally:
    """How often the wanted headline was found, and how long each search took (seconds)."""

    first: int = 0
    among_ten: int = 0
    times: list[float] = field(default_factory=list)

    def add(self, wanted: str, found: Sequence[str], seconds: float) -> None:
        """Count one search."""
        self.first += found[:1] == [wanted]
        self.among_ten += wanted in found[:10]
        self.times.append(seconds)

    def __str__(self) -> str:
        searches = len(self.times)
        return (
            f"first {self.first / searches:.2f}, among ten {self.among_ten / searches:.2f},"
            f" {median(self.times) * 1000:.1f} ms"
        )


def with_error(words: Words, chosen: random.Random) -> Words:
    """Return `words` with one letter of the longest replaced, left out, put in, or swapped."""
    number = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[number]
    at = chosen.randrange(len(word) - 1)
    letter = chosen.choice("abcdefghijklmnopqrstuvwxyz")
    word = chosen.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return [*words[:number], word, *words[number + 1 :]]


def reordered(words: Words, chosen: random.Random) -> Words:
    """Return `words` in another order."""
    return words[1:] + words[:1] if chosen.random() < 0.5 else words[::-1]


def begun(words: Words, chosen: random.Random) -> Words:
    """Return the beginnings of `words`, of 3 to 5 letters."""
    return [word[: chosen.randint(3, 5)] for word in words]


KINDS: dict[str, Typing] = {
    "exact": lambda words, chosen: words,
    "prefixes": begun,
    "error": with_error,
    "order": reordered,
    "error+order": lambda words, chosen: reordered(with_error(words, chosen), chosen),
}


BUDGETS = {
    "exact": "first: fzf's - 0.02; time ≤ 0.5 ×",
    "prefixes": "first: fzf's - 0.02; time ≤ 0.5 ×",
    "error": "first ≥ 0.88; time ≤ 0.5 ×",
    "order": "first ≥ 0.90; time ≤ 0.5 ×",
    "error+order": "time ≤ 0.5 ×",
}


def queries(
    titles: Sequence[str], count: int, typing: Typing, seed: int = 1
) -> list[tuple[str, str]]:
    """Return `count` pairs of a wanted headline and what is typed for it."""
    chosen = random.Random(seed)
    found: list[tuple[str, str]] = []
    while len(found) < count:
        title = chosen.choice(titles)
        words = [word for word in title.lower().split() if len(word) > 2]
        wanted = chosen.choice((2, 3, 3))
        if len(words) >= wanted:
            places = sorted(chosen.sample(range(len(words)), wanted))
            found.append((title, " ".join(typing([words[at] for at in places], chosen))))
    return found


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


def figures(articles: int, searches: int, folder: Path) -> Iterator[Figure]:
    """Yield how well and how fast headlines are found in a library of so many."""
    titles = headlines(articles)
    listed, empty = folder / "titles.txt", folder / "empty.txt"
    listed.write_text("\n".join(titles) + "\n", "utf-8")
    empty.write_text("", "utf-8")
    database = index(titles, folder)
    start = time.perf_counter()
    jumper = Jumper(database)
    jumper.search("a")
    built = time.perf_counter() - start
    start = time.perf_counter()
    again = Jumper(database)
    again.search("a")
    what = f"{articles:,} headlines of {vocabulary_size(articles):,} different words"
    yield Figure(
        f"jump, {what}",
        f"built in {built:.1f} s, at the next start {time.perf_counter() - start:.2f} s",
    )
    fzf_start = median(fzf(empty, "a")[1] for _ in range(10)) if FZF else 0.0
    for kind, typing in KINDS.items():
        ours, theirs = Tally(), Tally()
        for wanted, text in queries(titles, searches, typing):
            start = time.perf_counter()
            found = [match.title for match in jumper.search(text)]
            ours.add(wanted, found, time.perf_counter() - start)
            if FZF:
                found, seconds = fzf(listed, text)
                theirs.add(wanted, found, seconds - fzf_start)
        value = str(ours)
        if FZF:
            value += f" = {median(ours.times) / median(theirs.times):.2f} × fzf ({theirs})"
        yield Figure(f"jump {kind}, {articles:,} headlines", value, BUDGETS[kind])
    yield letter_by_letter(jumper, titles, max(1, searches // 10))
    jumper.close()
    again.close()
    database.close()


def letter_by_letter(jumper: Jumper, titles: Sequence[str], searches: int) -> Figure:
    """Return how long each letter of so many searches takes."""
    times = []
    for _, text in queries(titles, searches, KINDS["exact"]):
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            jumper.search(text[:end])
            times.append(time.perf_counter() - start)
    return Figure(
        f"jump, letter by letter, {len(titles):,} headlines",
        f"{median(times) * 1000:.1f} ms, longest {max(times) * 1000:.1f} ms",
    )


def every_figure(sizes: Sequence[int], searches: int) -> Iterator[Figure]:
    """Yield the figures of every size."""
    for articles in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from figures(articles, searches, Path(folder))


def main() -> None:
    """Measure each size that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="*", type=int, default=[100_000])
    parser.add_argument("--queries", type=int, default=60, help="searches of each kind")
    given = parser.parse_args()
    print_table(every_figure(given.articles, given.queries))


if __name__ == "__main__":
    main()
