"""Folders of generated articles, of any size, made once and kept in the system's cache folder."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import platformdirs

from bench.headlines import headlines

AGENCIES = ("TASS", "Reuters", "AP", "Xinhua")
PLACES = ("ANKARA", "MOSCOW", "GENEVA", "BRUSSELS", "DAMASCUS", "WASHINGTON")
PER_FOLDER = 1_000
RECIPE = "b"
"""Changes with what is written, so that no folder of another making is taken."""


def folder(count: int, seed: int = 0) -> Path:
    """Return a library folder with `count` articles of some two hundred words."""
    root = (
        Path(platformdirs.user_cache_dir("cuttings-bench", appauthor=False))
        / f"{count}-{seed}{RECIPE}"
    )
    if not (root / "made").exists():
        _write(root, count, seed)
        (root / "made").touch()
    return root


def copy(count: int, root: Path) -> None:
    """Make `root` a library of the same articles, without an index or anybody's work."""
    shutil.copytree(
        folder(count), root, ignore=shutil.ignore_patterns(".cuttings", "tags.yaml", "made")
    )


def _write(root: Path, count: int, seed: int) -> None:
    chosen = random.Random(seed)
    titles = headlines(count, seed)
    for number, title in enumerate(titles):
        place = root / "seeds" / f"{number // PER_FOLDER:04}"
        if number % PER_FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        opening = (
            f"{chosen.choice(PLACES)}, March {chosen.randint(1, 28)}. /{chosen.choice(AGENCIES)}/."
        )
        body = [". ".join(chosen.choices(titles, k=5)) + "." for _ in range(chosen.randint(2, 5))]
        text = f"{title}\n\n{opening} " + "\n\n".join(body) + "\n"
        (place / f"{number:07}.txt").write_text(text, "utf-8")
