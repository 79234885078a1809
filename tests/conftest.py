"""Fixtures for all tests: own home folders, a copy of the seeds, generated articles."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")  # a busy machine is no fault of an example

SEEDS = Path(__file__).parent.parent / "seeds"

PLACES = ("ANKARA", "MOSCOW", "GENEVA", "BRUSSELS", "DAMASCUS", "WASHINGTON")
TEXT = """minister talks border city council report army oil price court vote treaty airport
president foreign police attack market export refugee parliament election summit gas"""
WORDS = TEXT.split()

MakeArticles = Callable[..., Path]
"""Writes generated articles: `(folder, count, seed=0)`, and returns the folder."""


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of each collection of garbage, as the program does."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are processors: many tests wait for a screen."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a home folder of its own, so that the user's stays untouched."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in (
        ("HOME", home),
        ("USERPROFILE", home),
        ("XDG_CONFIG_HOME", home / ".config"),
        ("XDG_CACHE_HOME", home / ".cache"),
        ("XDG_DATA_HOME", home / ".local" / "share"),
        ("XDG_STATE_HOME", home / ".local" / "state"),
    ):
        monkeypatch.setenv(name, str(folder))
    return home


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the seed articles, which is only to be read."""
    return SEEDS


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Return a library folder of its own: `seeds/` with copies of the seed articles."""
    folder = tmp_path / "library"
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


@pytest.fixture
def make_articles() -> MakeArticles:
    """Return a function that writes `count` generated articles, named `a0000.txt` and so on."""
    return write_articles


def write_articles(folder: Path, count: int, seed: int = 0) -> Path:
    """Write `count` different articles of some hundred words into `folder` and return it."""
    generator = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"a{number:04}.txt").write_text(generated(generator, number), encoding="utf-8")
    return folder


def generated(generator: random.Random, number: int) -> str:
    """Return one article: a headline, a dateline with agency, and a few paragraphs."""
    headline = " ".join(generator.choices(WORDS, k=7)).capitalize()
    day = generator.randint(1, 28)
    opening = f"{generator.choice(PLACES)}, December {day}. /TASS/."
    paragraphs = [" ".join(generator.choices(WORDS, k=30)).capitalize() + "." for _ in range(4)]
    return f"{headline} {number}\n\n{opening} " + "\n\n".join(paragraphs) + "\n"
