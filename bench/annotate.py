"""Finding names with all that goes with it, against as many bare processes of the model.

The floor is `nlp.pipe` with only the parts that names need, in n processes, each over its share of
the same texts at the best of a few batch sizes. Loading the model counts on neither side; storing
what was found counts on ours.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

from bench.headlines import SEEDS
from bench.report import Figure, print_table, sizes
from store import Library
from store.entities.spacy_models import DEFAULT, load

PROCESSES = (1, 2)
BATCHES = (16, 64)
SENTENCES = 14
WARM = 40
"""Articles that are annotated before the clock runs, so that every worker has its model."""


def texts(count: int, seed: int = 0) -> list[str]:
    """Return texts of the seeds' own sentences, drawn at random: English as a model meets it."""
    chosen = random.Random(seed)
    whole = " ".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", " ".join(whole.split())) if len(s) > 40]
    return [
        "\n\n".join(" ".join(chosen.choices(sentences, k=SENTENCES // 2)) for _ in range(2))
        for _ in range(count)
    ]


def _bare(share: list[str], size: int, ready: Barrier) -> None:
    nlp = load(DEFAULT)
    list(nlp.pipe(share[:2]))
    ready.wait()
    for _ in nlp.pipe(share, batch_size=size):
        pass


def bare_seconds(every: list[str], processes: int, size: int) -> float:
    """Return how long some processes take with the model alone, each over its share."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(processes + 1)
    workers = [
        context.Process(target=_bare, args=(every[n::processes], size, ready))
        for n in range(processes)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    start = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start


def our_seconds(every: list[str], processes: int) -> float:
    """Return how long a library takes to annotate the texts and to store what it finds."""
    with tempfile.TemporaryDirectory() as place:
        seeds = Path(place) / "seeds"
        seeds.mkdir()
        for number, text in enumerate([*texts(WARM, seed=1), *every]):
            (seeds / f"{number:06}.txt").write_text(text, "utf-8")
        with Library.open(place, refresh=True) as library:
            ids = list(library.ids())
            workers = library.entities.workers(processes)
            library.entities.annotate(workers, only=ids[:WARM], jobs=processes)
            start = time.perf_counter()
            library.entities.annotate(workers, jobs=processes)
            took = time.perf_counter() - start
            workers.shutdown()
        return took


def figures(count: int) -> Iterator[Figure]:
    """Yield the rate over `count` texts with each number of processes."""
    every = texts(count)
    for processes in PROCESSES:
        bare = min(bare_seconds(every, processes, size) for size in BATCHES)
        ours = min(our_seconds(every, processes) for _ in BATCHES)
        yield Figure(
            f"finding names, {count:,} articles, {processes} at once",
            f"{count / ours:.0f} a second = {bare / ours:.2f} × the model's own rate",
            "≥ 0.9 ×",
        )


if __name__ == "__main__":
    print_table(figure for count in sizes(sys.argv, 500) for figure in figures(count))
