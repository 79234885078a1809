"""Articles that are empty, binary, hostile, wrongly encoded: listed, shown, harmless."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Articles that are empty, binary, in another encoding, hostile, or one long line."""
    (tmp_path / "a_empty.txt").write_bytes(b"")
    (tmp_path / "b_binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c_latin.txt").write_bytes("Café münchen déjà vu".encode("latin-1"))
    (tmp_path / "d_hostile.txt").write_text("\x1b[2J\x1b[31mRed [/] [b]\u202egnp.exe\n\x07" * 3)
    (tmp_path / "e_long.txt").write_text("word " * 100_000)
    (tmp_path / "f_[red]x.txt").write_text("A headline [Reuters] [/] here\n\nAnd a text.")
    with Library.open(tmp_path, refresh=True) as opened:
        yield opened


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10)])
async def test_strange_articles_are_listed_and_can_be_read(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        browse = screen(pilot)
        seen = ""
        for _ in range(len(browse.list)):
            await press(pilot, "enter", "G", "g")
            seen += words(browse.reader)
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            await press(pilot, "J")
        assert "Café" in seen
        assert "␛[31mRed [/] [b]" in seen
        assert "headline [Reuters] [/]" in seen
        assert "the file is empty" in seen
