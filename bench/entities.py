"""Scores the entities against gold files: `python -m bench.entities GOLD.jsonl[.gz] …`.

A gold file is JSON Lines of `{"id", "text", "spans": [[start, end, label], …]}`, offsets in code
points. Labels are compared as the gold file has them: where it says PER, PERSON counts as PER;
where it has no GPE, GPE (and FAC, unless it has that) counts as LOC; others are left out.

Printed, in percent: F1 of exact spans and labels, the same after both sides are trimmed of quotes,
a leading *the* and a final *'s*, F1 of trimmed spans with any label, precision and recall of the
trimmed, the share of names with one label in their article, and the share of a found name's
mentions that are found. Where the gold file has `"names": [name, …]` beside the spans, also the
B-cubed F of the names over all articles (Bagga and Baldwin 1998), on the spans that both have.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.entities.pipelines import choose_pipelines
from store.entities.predict import Finding, annotate_texts, model_spans
from store.entities.spacy_models import DEFAULT
from store.text.language import language

Labelled = tuple[int, int, str]
"""Start, end, label."""

QUOTES = "\"'“”‘’«»`() \t\n"
NAMES = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT"}


@dataclass
class Score:
    """Counts of one comparison: right, found, in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Iterable[Any], gold: Iterable[Any]) -> None:
        """Count one article."""
        one, other = Counter(found), Counter(gold)
        self.right += (one & other).total()
        self.found += one.total()
        self.gold += other.total()

    @property
    def f1(self) -> float:
        """Percent."""
        return 200 * self.right / max(1, self.found + self.gold)

    @property
    def precision(self) -> float:
        """Percent."""
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Percent."""
        return 100 * self.right / max(1, self.gold)


@dataclass
class Report:
    """All scores of one gold file."""

    exact: Score = field(default_factory=Score)
    trimmed: Score = field(default_factory=Score)
    any_label: Score = field(default_factory=Score)
    labels: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    consistent: Score = field(default_factory=Score)
    propagated: Score = field(default_factory=Score)

    def line(self) -> str:
        """Return the scores as one line of a table."""
        cells = (
            self.exact.f1,
            self.trimmed.f1,
            self.any_label.f1,
            self.trimmed.precision,
            self.trimmed.recall,
            self.consistent.precision,
            self.propagated.precision,
        )
        return " ".join(f"{cell:8.1f}" for cell in cells)


HEAD = "   exact  trimmed any-label  prec.   recall  consist. propag."


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quotes and blanks around, a leading *the*, and a final *'s*."""
    while start < end and text[start] in QUOTES:
        start += 1
    if text[start : start + 4].lower() in ("the ", "the\n"):
        start += 4
    while start < end and text[end - 1] in QUOTES:
        end -= 1
    if text[max(start, end - 2) : end].lower() in ("'s", "’s"):
        end -= 2
    return start, end


def as_gold(label: str, known: set[str]) -> str | None:
    """Return a label as a gold file with the labels `known` calls it; None if it does not."""
    if label == "PERSON" and "PER" in known:
        return "PER"
    if label in known:
        return label
    if label in ("GPE", "FAC") and "GPE" not in known and "LOC" in known:
        return "LOC"
    return None


def mentions(text: str, words: str) -> Iterable[tuple[int, int]]:
    """Yield where `words` stand in `text` as whole words."""
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield match.span()


def compare(text: str, found: Sequence[Labelled], gold: Sequence[Labelled], report: Report) -> None:
    """Add one article to the scores."""
    report.exact.add(found, gold)
    ours = [(*trim(text, s, e), label) for s, e, label in found]
    theirs = [(*trim(text, s, e), label) for s, e, label in gold]
    report.trimmed.add(ours, theirs)
    report.any_label.add([(s, e) for s, e, _ in ours], [(s, e) for s, e, _ in theirs])
    for label in {label for *_, label in ours + theirs}:
        report.labels[label].add(
            [span for span in ours if span[2] == label],
            [span for span in theirs if span[2] == label],
        )
    called: dict[str, set[str]] = defaultdict(set)
    for start, end, label in ours:
        called[text[start:end]].add(label)
    report.consistent.right += sum(len(labels) == 1 for labels in called.values())
    report.consistent.found += len(called)
    for words in called:
        for start, end in mentions(text, words):
            report.propagated.found += 1
            report.propagated.right += any(s <= start and end <= e for s, e, _ in ours)


def b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the B-cubed F, in percent, of mentions as (our name, the gold name)."""
    ours = Counter(one for one, _ in pairs)
    theirs = Counter(other for _, other in pairs)
    both = Counter(pairs)
    precision = sum(count * count / ours[pair[0]] for pair, count in both.items())
    recall = sum(count * count / theirs[pair[1]] for pair, count in both.items())
    return 200 * precision * recall / max(1, len(pairs)) / max(1e-9, precision + recall)


def name_pairs(
    rows: list[dict[str, Any]], findings: list[list[tuple[int, int, str, str, str]]]
) -> list[tuple[str, str]]:
    """Return our name and the gold name of each mention that both have."""
    pairs = []
    for row, found in zip(rows, findings, strict=True):
        text = row["text"]
        gold = {
            trim(text, start, end): name
            for (start, end, _), name in zip(row["spans"], row["names"], strict=True)
        }
        for start, end, _, name, _ in found:
            if (place := trim(text, start, end)) in gold:
                pairs.append((name, gold[place]))
    return pairs


def routed(model: str, texts: list[str]) -> list[list[Finding]]:
    """Return what the program finds: with the model, unless it doesn't read a text's language."""
    reads = next(
        route for route in choose_pipelines(model).routes if route.pipeline is not None
    ).reads
    mine = [reads(language(text)) for text in texts]
    by_model = iter(
        annotate_texts(model, [t for t, is_mine in zip(texts, mine, strict=True) if is_mine])
    )
    alone = iter(
        annotate_texts(None, [t for t, is_mine in zip(texts, mine, strict=True) if not is_mine])
    )
    return [next(by_model if is_mine else alone) for is_mine in mine]


Finder = Callable[[list[str]], list[list[Labelled]]]


def score(rows: list[dict[str, Any]], find: Finder) -> Report:
    """Return the scores of `find` on the articles `rows` of one gold file."""
    known = {label for row in rows for _, _, label in row["spans"]}
    report = Report()
    texts = [row["text"] for row in rows]
    for row, spans in zip(rows, find(texts), strict=True):
        found = [(s, e, label) for s, e, name in spans if (label := as_gold(name, known))]
        gold = [(s, e, label) for s, e, label in row["spans"]]
        compare(row["text"], found, gold, report)
    return report


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a gold file, packed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode().splitlines() if line.strip()]


def main() -> None:
    """Print the table for the gold files of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--raw", action="store_true", help="the model without the rules")
    parser.add_argument("--labels", action="store_true", help="also F1 of each label")
    options = parser.parse_args()

    def ruled(texts: list[str]) -> list[list[Labelled]]:
        return [[f[:3] for f in found] for found in routed(options.model, texts)]

    def raw(texts: list[str]) -> list[list[Labelled]]:
        return model_spans(options.model, texts)

    print(f"{'':24}{HEAD}   words/s")
    for path in options.gold:
        rows = read_gold(path)
        began = time.perf_counter()
        report = score(rows, raw if options.raw else ruled)
        rate = sum(len(row["text"].split()) for row in rows) / (time.perf_counter() - began)
        print(f"{path.name.split('.')[0]:24}{report.line()} {rate:9,.0f}")
        if "names" in rows[0] and not options.raw:
            found = routed(options.model, [row["text"] for row in rows])
            print(f"  B-cubed of names {b_cubed(name_pairs(rows, found)):.1f}")
        for label, one in sorted(report.labels.items()) if options.labels else ():
            print(f"  {label:10} F1 {one.f1:5.1f}  of {one.gold}")


if __name__ == "__main__":
    main()
