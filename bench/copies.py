"""Copies: how many retold stories are found, by the way they were changed, and what is mistaken.

Stories are sentences of the seeds with most of their words exchanged, story by story, so that no
two say the same. `python -m bench.copies [ARTICLES]`
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.headlines import headlines
from bench.report import Figure, print_table, sizes
from store import Library

SEEDS = Path(__file__).parents[1] / "seeds"
LINES = (
    *("MOSCOW, March 3. /TASS/.", "LONDON, March 3 (Reuters) -", "GENEVA (AP) —"),
    "By Ann Lee\n\n",
)
EXCHANGED = 0.6
"""Share of the longer words that are exchanged in each story."""
Sentences = list[str]
Change = Callable[[Sentences, random.Random], Sentences]


def edited(told: Sentences, chosen: random.Random) -> Sentences:
    """Return a story with one word in thirty left out, doubled or exchanged for `said`."""
    out = []
    for sentence in told:
        words: list[str] = []
        for word in sentence.split():
            roll = chosen.randrange(90)
            words += [[], [word, word], ["said"]][roll] if roll < 3 else [word]
        out.append(" ".join(words))
    return out


def reordered(told: Sentences, chosen: random.Random) -> Sentences:
    """Return a story with what follows its lead in another order, pair by pair."""
    pairs = [told[at : at + 2] for at in range(2, len(told), 2)]
    chosen.shuffle(pairs)
    return [*told[:2], *(sentence for pair in pairs for sentence in pair)]


CHANGES: dict[str, Change] = {
    "another headline and dateline": lambda told, _: told,
    "small edits": edited,
    "cut to a half": lambda told, _: told[: len(told) // 2],
    "a brief of three sentences": lambda told, _: told[:3],
    "paragraphs in another order": reordered,
    "an update with a new lead": lambda told, chosen: [*edited(told[:2], chosen), *told[1:]],
    "edited and cut by a third": lambda told, chosen: edited(told[: 2 * len(told) // 3], chosen),
}
"""The ways in which a story is retold, each also under another headline and dateline."""


class Maker:
    """Makes stories, their retellings, and templates."""

    def __init__(self, seed: int = 0) -> None:
        self._chosen = random.Random(seed)
        text = " ".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
        parts = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
        self._sentences = [part for part in parts if 8 <= len(part.split()) <= 45]
        self._titles = headlines(4_000, seed)
        self._words = sorted({word for title in self._titles for word in title.split()})

    def headline(self) -> str:
        """Return a headline."""
        return self._chosen.choice(self._titles)

    def story(self) -> Sentences:
        """Return a story of ten to sixteen sentences that no other story has."""
        told = self._chosen.sample(self._sentences, self._chosen.randint(10, 16))
        exchange: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            word = match[0]
            if word not in exchange:
                new = self._chosen.choice(self._words)
                exchange[word] = new if self._chosen.random() < EXCHANGED else word
            return exchange[word]

        return [re.sub(r"\w{5,}", other, sentence) for sentence in told]

    def text(self, told: Sentences) -> str:
        """Return sentences as an article, two a paragraph."""
        paragraphs = [" ".join(told[at : at + 2]) for at in range(0, len(told), 2)]
        return (
            f"{self.headline()}\n\n{self._chosen.choice(LINES)} " + "\n\n".join(paragraphs) + "\n"
        )

    def template(self) -> str:
        """Return a report with the sentences of all others, and figures and names of its own."""
        name = self._chosen.choice(self._words).capitalize()
        profit, before, sales, expected = (self._chosen.randint(2, 9_999) for _ in range(4))
        cents, day, payable = (self._chosen.randint(1, 28) for _ in range(3))
        return (
            f"{name.upper()} REPORTS FOR THE QUARTER\n\nNEW YORK, April {day} - {name} Corp said"
            f" its net profit came to {profit} million in the quarter, against {before} million a"
            f" year before. Sales rose to {sales} million, and the board declared a dividend of"
            f" {cents} cents, payable on June {payable}. Analysts had expected {expected}"
            " million.\n"
        )


def write(folder: Path, articles: int) -> dict[str, tuple[int, str]]:
    """Write about so many articles; return which story each tells, and how, by id."""
    maker, chosen = Maker(), random.Random(1)
    told: dict[str, tuple[int, str]] = {}

    def put(story: int, kind: str, text: str) -> None:
        id = f"{len(told):06}.txt"
        (folder / id).write_text(text, "utf-8")
        told[id] = (story, kind)

    story = 0
    while len(told) < articles:
        story += 1
        sentences = maker.story()
        put(story, "first", maker.text(sentences))
        if story % 4 == 1:
            for kind, change in CHANGES.items():
                put(story, kind, maker.text(change(sentences, chosen)))
        story += 1
        put(story, "template", maker.template())
    return told


def figures(articles: int) -> Iterator[Figure]:
    """Yield what was found among so many articles, and what it took."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "seeds").mkdir()
        told = write(root / "seeds", articles)
        start = time.perf_counter()
        with Library.open(root, refresh=True, yes=True) as library:
            reading = time.perf_counter() - start
            start = time.perf_counter()
            library.duplicates.find()
            finding = time.perf_counter() - start
            groups = [
                [group.first.id, *(copy.row.id for copy in group.copies)]
                for group in library.duplicates.groups()
            ]
    where = {id: at for at, group in enumerate(groups) for id in group}
    firsts = {story: id for id, (story, kind) in told.items() if kind == "first"}
    made = Counter(kind for _, kind in told.values())
    found = Counter(
        kind
        for id, (story, kind) in told.items()
        if id in where and story in firsts and where[id] == where.get(firsts[story])
    )
    for kind in CHANGES:
        least = "≥ 0.90" if "brief" in kind else "≥ 0.95"
        yield Figure(f"found: {kind}", f"{found[kind] / made[kind]:.3f}", least)
    stories = [[told[id][0] for id in group] for group in groups]
    right = sum(n * n - n for group in stories for n in Counter(group).values())
    pairs = sum(len(group) ** 2 - len(group) for group in stories)
    yield Figure(f"pairs of one story, of {pairs // 2:,} grouped", f"{right / pairs:.3f}", "≥ 0.98")
    # Half of them are one template, whose pairs are all compared: the worst case.
    yield Figure(f"time, {len(told):,} articles", f"{finding / reading:.2f} × indexing", "≤ 4")


if __name__ == "__main__":
    for size in sizes(sys.argv, 8_000):
        print_table(figures(size))
