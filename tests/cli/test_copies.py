"""`cuttings copies`, and what the other commands know of copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.store.duplicates.texts import article, edited, market, paragraphs


@pytest.fixture
def wires(library_folder: Path) -> Path:
    """Two stories that several wires tell, and one that none else tells, beside the seeds."""
    seeds = library_folder / "seeds"
    for number in (1, 2):
        told = paragraphs(number)
        (seeds / f"story{number}.txt").write_text(article(told, f"Story {number}"))
        (seeds / f"story{number}-cut.txt").write_text(article(told[:5], f"Brief {number}"))
    changed = edited(paragraphs(1)[:7], 3)
    (seeds / "story1-edited.txt").write_text(article(changed, "Another Headline", "BONN (AP) —"))
    (seeds / "market.txt").write_text(market(1, 1))
    return library_folder


def test_groups_are_printed_with_the_longest_article_first(here: Call, wires: Path) -> None:
    ran = here("copies")
    assert ran.code == 0
    rows = [line.split("\t") for line in ran.lines]
    assert [row[:3] for row in rows] == [
        ["1.00", "first", "story1.txt"],
        ["1.00", "contained", "story1-cut.txt"],
        [rows[2][0], "near", "story1-edited.txt"],
        [""],
        ["1.00", "first", "story2.txt"],
        ["1.00", "contained", "story2-cut.txt"],
    ]
    assert 0.55 < float(rows[2][0]) < 1


def test_a_query_chooses_groups_and_these_are_printed_whole(here: Call, wires: Path) -> None:
    ran = here("copies", "title:brief", "title:2", "--json")
    (group,) = ran.values
    assert list(group) == ["first", "copies"]
    assert group["first"]["id"] == "story2.txt"
    assert list(group["first"]) == ["id", "title", "source", "published", "words"]
    (copy,) = group["copies"]
    assert (copy["likeness"], copy["kind"], copy["id"]) == (1.0, "contained", "story2-cut.txt")


def test_queries_of_every_command_know_the_copies(here: Call, wires: Path) -> None:
    listed = [line.split("\t")[0] for line in here("list", "copies:story2.txt").lines]
    assert listed == ["story2-cut.txt", "story2.txt"]
    once = [line.split("\t")[0] for line in here("list", "-copy:", "title:story").lines]
    assert once == ["story1.txt", "story2.txt"]
    assert here("tag", "add", "wire", "-q", "copies:").code == 0
    assert len(here("list", "tag:wire").lines) == 5


def test_without_copies_nothing_is_found(here: Call, library_folder: Path) -> None:
    assert here("copies").code == 1
    assert here("copies", "nosuchword").code == 1
    assert here("copies", "copy:x").code == 2


def test_check_tells_files_with_the_same_words(here: Call, wires: Path) -> None:
    text = (wires / "seeds" / "market.txt").read_text()
    (wires / "seeds" / "market2.txt").write_text(text.replace("\n", "\r\n"))
    (line,) = [line for line in here("check").lines if "market2" in line]
    assert line.split("\t")[:3] == ["same text", "market2.txt", "the same words as market.txt"]


def test_index_counts_the_stories(here: Call, wires: Path) -> None:
    ran = here("index", "--no-entities")
    assert "2 stories told in the same words by 5 articles" in ran.lines
