"""The five articles of the repository against annotations made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.entities import Report, b_cubed, compare, name_pairs
from store.entities.predict import Finding, annotate_texts
from store.entities.spacy_models import DEFAULT

GOLD = Path(__file__).parent / "gold_seeds.jsonl"
SCORED = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT"}


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def findings(rows: list[dict[str, Any]]) -> list[list[Finding]]:
    return annotate_texts(DEFAULT, [row["text"] for row in rows])


@pytest.fixture(scope="session")
def report(rows: list[dict[str, Any]], findings: list[list[Finding]]) -> Report:
    report = Report()
    for row, found in zip(rows, findings, strict=True):
        ours = [one[:3] for one in found if one[2] in SCORED]
        compare(row["text"], ours, [(s, e, label) for s, e, label in row["spans"]], report)
    return report


def test_spans_and_labels_are_those_of_the_gold(report: Report) -> None:
    assert report.trimmed.f1 >= 95


def test_a_name_has_one_label_and_all_its_mentions(report: Report) -> None:
    assert report.consistent.precision >= 97
    assert report.propagated.precision >= 97


def test_other_names_for_the_same_are_joined(
    rows: list[dict[str, Any]], findings: list[list[Finding]]
) -> None:
    assert b_cubed(name_pairs(rows, findings)) >= 95


def test_the_words_are_exactly_those_of_the_text(
    rows: list[dict[str, Any]], findings: list[list[Finding]]
) -> None:
    for row, found in zip(rows, findings, strict=True):
        for start, end, *_ in found:
            words = row["text"][start:end]
            assert words == words.strip() != ""
            assert "\n\n" not in words


def test_b_cubed_is_that_of_the_textbook() -> None:
    assert b_cubed([("x", "a"), ("x", "a"), ("y", "b")]) == 100
    # one name for two things of one mention each: precision 1/2, recall 1
    assert b_cubed([("x", "a"), ("x", "b")]) == pytest.approx(200 / 3)
