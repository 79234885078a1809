"""Copies in a folder of files: found, kept in step, told the same whatever happened before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.duplicates import (
    candidates,
    detect,
    freshness,
    repository,
)
from store.duplicates.detect import find_copies
from store.duplicates.detect_progress import CopiesFound
from store.duplicates.similarity import Facts, are_copies
from tests.store.duplicates.conftest import CopiesFolder
from tests.store.duplicates.texts import article, dividend, edited, market, paragraphs


def test_an_edited_wire_under_another_headline_and_dateline_is_a_copy(folder: CopiesFolder) -> None:
    told = paragraphs(1)
    folder.write("tass.txt", article(told, "Talks Go On", "MOSCOW, March 3. /TASS/."))
    folder.write("ap.txt", article(edited(told, 2), "Diplomats keep talking", "GENEVA (AP) —"))
    folder.write("other.txt", article(paragraphs(5), "Something Else", "MOSCOW, March 3. /TASS/."))
    assert folder.find() == CopiesFound(1, 2)
    assert folder.groups() == {frozenset({"tass.txt", "ap.txt"})}


def test_cut_reordered_and_prolonged_versions_are_copies_of_the_longest(
    folder: CopiesFolder,
) -> None:
    told = paragraphs(3, 8)
    folder.write("all.txt", article(told, "The Whole Story"))
    folder.write("cut.txt", article(told[:4], "The short of it"))
    folder.write("turned.txt", article([*told[4:8], *told[:4]], "The Whole Story"))
    folder.write("update.txt", article([*paragraphs(8, 1), *told], "Update: the Whole Story"))
    folder.find()
    assert folder.groups() == {frozenset({"all.txt", "cut.txt", "turned.txt", "update.txt"})}
    assert folder.first_of("cut.txt") == "update.txt"


def test_a_report_with_other_figures_every_day_is_no_copy(folder: CopiesFolder) -> None:
    for day in range(1, 20):
        folder.write(f"market{day:02}.txt", market(day, day))
        folder.write(f"dividend{day:02}.txt", dividend(f"Acme{day} Corp", day % 3))
    assert folder.find() == CopiesFound(0, 0)


def test_a_round_up_is_no_copy_of_the_briefs_in_it(folder: CopiesFolder) -> None:
    briefs = [paragraphs(seed, 2) for seed in range(10, 16)]
    for number, brief in enumerate(briefs):
        folder.write(f"brief{number}.txt", article(brief, f"Brief Number {number}"))
    round_up = [paragraph for brief in briefs for paragraph in brief]
    folder.write("all.txt", article([*paragraphs(99, 3), *round_up], "The Day in Brief"))
    folder.find()
    assert folder.groups() == set()


def test_files_that_differ_in_line_ends_and_wrapping_alone_are_the_same(
    folder: CopiesFolder,
) -> None:
    text = "Short News Here\n\nNothing happened at all today.\n"
    folder.write("a.txt", text)
    folder.write("b.txt", text.replace("\n", "\r\n"))
    folder.write("c.txt", text.replace("at all ", "at all\n"))
    folder.write("d.txt", "Another Headline\n\nNothing happened at all today.\n")
    folder.find()
    assert folder.groups() == {frozenset({"a.txt", "b.txt", "c.txt"})}
    assert folder.first_of("c.txt") == "a.txt"


def test_texts_without_words_are_never_copies(folder: CopiesFolder) -> None:
    for name in "abc":
        folder.write(f"{name}.txt", "")
        folder.write(f"{name}2.txt", "--- *** ---\n")
    assert folder.find() == CopiesFound(0, 0)


def test_hundreds_of_copies_are_one_group(folder: CopiesFolder) -> None:
    told = paragraphs(4)
    for number in range(120):
        folder.write(f"{number:03}.txt", article(edited(told, number, 60), f"Paper {number}"))
    assert folder.find() == CopiesFound(1, 120)


def test_a_removed_or_rewritten_article_leaves_its_group_at_once(folder: CopiesFolder) -> None:
    told = paragraphs(6)
    paths = [folder.write(f"{name}.txt", article(told, f"Paper {name}")) for name in "abcd"]
    folder.find()
    paths[0].unlink()
    folder.write("b.txt", article(paragraphs(7), "News"))
    folder.refresh()
    assert folder.groups() == {frozenset({"c.txt", "d.txt"})}
    folder.find()
    assert folder.groups() == folder.from_scratch() == {frozenset({"c.txt", "d.txt"})}


def test_nothing_is_sampled_or_compared_twice(
    folder: CopiesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        told = edited(paragraphs(number % 3), number)
        folder.write(f"{number}.txt", article(told, f"Paper {number}"))
    folder.find()
    compared: list[Facts] = []

    def counted(one: Facts, other: Facts) -> bool:
        compared.extend((one, other))
        return are_copies(one, other)

    monkeypatch.setattr(detect, "are_copies", counted)
    folder.told.clear()
    assert folder.find() == CopiesFound(3, 6)
    assert folder.told == []
    new = article(paragraphs(2), "Paper 7")
    folder.write("new.txt", new)
    assert folder.find() == CopiesFound(3, 7)
    assert folder.told[0].total == 1
    assert all(
        "Paper 7" in (one.story.headline, other.story.headline)
        for one, other in zip(compared[::2], compared[1::2], strict=True)
    )


def test_a_search_that_was_stopped_goes_on_where_it_ended(
    folder: CopiesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detect, "SAMPLED_AT_ONCE", 2)
    for number in range(6):
        folder.write(f"{number}.txt", article(paragraphs(number // 2), f"Paper {number}"))
    folder.refresh()
    stopped = find_copies(
        folder.database, progress=folder.told.append, stop=lambda: len(folder.told) >= 2
    )
    assert not stopped.complete
    assert folder.groups() == set()
    folder.told.clear()
    assert folder.find() == CopiesFound(3, 6)
    assert (folder.told[0].completed, folder.told[0].total) == (2, 2)


def test_samples_and_pairs_of_contents_that_are_gone_are_forgotten(folder: CopiesFolder) -> None:
    for number in range(4):
        folder.write(f"{number}.txt", article(edited(paragraphs(1), number), f"Paper {number}"))
    folder.find()
    for number in range(3):
        (folder.articles / f"{number}.txt").unlink()
    folder.find()
    assert folder.one("SELECT count(*) FROM copy_samples") == (1,)
    assert folder.one("SELECT count(*) FROM copy_pairs") == (0,)


def test_another_recipe_works_everything_out_anew(
    folder: CopiesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", article(paragraphs(1), "One"))
    folder.write("b.txt", article(paragraphs(1), "Two"))
    folder.find()
    for module in (freshness, repository):
        monkeypatch.setattr(module, "RECIPE", 99)
    folder.told.clear()
    assert folder.find() == CopiesFound(1, 2)
    assert folder.told[0].total == 2


Version = tuple[int, int, int, bool]
"""Which story, from which paragraph, how many of them, and whether edited."""

_VERSIONS = st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 6), st.booleans())
_STEPS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.one_of(st.none(), _VERSIONS), st.booleans()),
    max_size=12,
)
"""Files to write or (None) to take away, and whether copies are looked for after it."""


def _change(folder: CopiesFolder, name: str, version: Version | None) -> None:
    if version is None:
        (folder.articles / f"{name}.txt").unlink(missing_ok=True)
        return
    story, first, count, changed = version
    told = paragraphs(story)[first : first + count]
    told = edited(told, ord(name), 15) if changed else told
    folder.write(f"{name}.txt", article(told, f"Story {story}"))


@settings(max_examples=25, deadline=None)
@given(steps=_STEPS, full_run=st.sampled_from([2, 16]))
def test_after_any_changes_the_groups_are_those_of_a_new_index(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, Version | None, bool]],
    full_run: int,
) -> None:
    folder = CopiesFolder(tmp_path_factory.mktemp("copies") / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "FULL_RUN", full_run)
        patch.setattr(candidates, "NEIGHBOURS", 1)
        for name, version, look in steps:
            _change(folder, name, version)
            if look:
                folder.find()
        folder.find()
        assert folder.groups() == folder.from_scratch()
    folder.database.close()
