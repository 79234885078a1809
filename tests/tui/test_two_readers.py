"""Two readers on one library, each in a terminal of its own, typed into at the same time."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from store import Library
from tests.tui.test_killed import LETTERS, Reader, said_of

TURNS = int(os.environ.get("TURNS", "40"))
"""How many tags each of the two makes: `TURNS=300 pytest -m long …` for more."""


@pytest.fixture
def readers(library_folder: Path) -> Iterator[tuple[Reader, Reader]]:
    """Two readers that have drawn their first screen, the second one on the next article."""
    with Library.open(library_folder, refresh=True):
        pass
    both = (Reader(library_folder), Reader(library_folder))
    try:
        for reader in both:
            reader.until(b"ARTICLES")
        both[1].press("J")
        yield both
    finally:
        for reader in both:
            reader.kill()


def names(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices(LETTERS, k=12)) for _ in range(count)]


def type_at_once(readers: tuple[Reader, Reader], count: int) -> tuple[list[str], list[str]]:
    """Type tags into both in turn, without waiting for either; return what each was given."""
    chance = random.Random(5)
    typed = names(chance, count), names(chance, count)
    for pair in zip(*typed, strict=True):
        for reader, name in zip(readers, pair, strict=True):
            reader.press(f"t{name}\r")
        for reader in readers:
            reader.look(chance.random() * 0.1)
    for reader, mine in zip(readers, typed, strict=True):
        reader.until(said_of(mine[-1]), 60)
    return typed


def assert_all_is_there(folder: Path, typed: tuple[list[str], list[str]]) -> None:
    """Library and `tags.yaml` have what was typed, and agree."""
    with Library.open(folder) as library:
        library.userdata.flush()
        assert library.userdata.state.problem is None
        used = {
            row.id: set(row.tags) for row in map(library.articles.row, library.ids()) if row.tags
        }
    written = yaml.safe_load((folder / "tags.yaml").read_text("utf-8"))["articles"]
    assert {one: set(block["tags"]) for one, block in written.items() if "tags" in block} == used
    every = set().union(*used.values())
    assert {*typed[0], *typed[1]} <= every


def test_two_readers_that_are_typed_into_at_once_lose_nothing(
    library_folder: Path, readers: tuple[Reader, Reader]
) -> None:
    assert_all_is_there(library_folder, type_at_once(readers, 4))


def test_each_reader_shows_what_the_other_has_done(readers: tuple[Reader, Reader]) -> None:
    for here, there in (readers, readers[::-1]):
        (name,) = names(random.Random(id(here)), 1)
        here.press(f"t{name}\r")
        here.until(said_of(name))
        there.until(name[:8].encode())


@pytest.mark.long
def test_two_readers_that_are_typed_into_for_long_lose_nothing(
    library_folder: Path, readers: tuple[Reader, Reader]
) -> None:
    assert_all_is_there(library_folder, type_at_once(readers, TURNS))
