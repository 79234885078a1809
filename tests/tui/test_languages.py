"""What the screen says of languages, models and encodings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from store import Library
from store.entities.spacy_models import DEFAULT
from tests.tui.conftest import press, settle, wait_until, words
from tests.tui.probe import screen
from tui.app import CuttingsApp

FRENCH = "Le ministre est parti hier pour Ankara avec les membres de la délégation du Sénat."


@asynccontextmanager
async def opened(
    folder: Path, model: Sequence[str], size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[None]]:
    with Library.open(folder, refresh=True, model=model) as library:
        app = CuttingsApp(library)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield pilot
        app.browse.close()


async def test_a_model_that_is_missing_is_said_with_what_installs_it(library_folder: Path) -> None:
    async with opened(library_folder, ["de_core_news_sm"], (80, 24)) as pilot:
        status = screen(pilot).status
        said = "model de_core_news_sm is missing: python -m spacy download de_core_news_sm"
        await wait_until(pilot, lambda: said in words(status))
        await press(pilot, "J", "enter")
        assert screen(pilot).state.article is not None


async def test_an_article_in_a_language_that_no_model_reads_says_so(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_bytes((FRENCH * 3).encode("cp1252"))
    async with opened(tmp_path, [DEFAULT]) as pilot:
        side, reader = screen(pilot).side, screen(pilot).reader
        await wait_until(pilot, lambda: "no language model" in words(side), seconds=60)
        assert "Ankara" in words(side)
        assert "French · read as cp1252" in words(reader)
