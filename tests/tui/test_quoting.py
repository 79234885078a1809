"""Copying a sentence with its source."""

from __future__ import annotations

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.services.quotations import quotation

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


async def test_the_sentence_of_the_match_is_copied_with_its_source(start: Start) -> None:
    async with start(start_at=SECOND) as pilot:
        await press(pilot, "slash", *"prior", "enter", "y")
        copied = pilot.app.clipboard
        assert copied.startswith("“Russia had prior knowledge")
        assert copied.endswith(f"” — TASS, 9 December, {SECOND}")
        assert "\n" not in copied
        assert "copied: “Russia had prior" in words(screen(pilot).status)


async def test_without_a_match_the_first_sentence_in_view_is_copied(start: Start) -> None:
    async with start(start_at=SECOND, size=(120, 16)) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("“Russia knew Turkey was being used")
        await press(pilot, "pagedown", "y")
        sentence = pilot.app.clipboard[1:].split("” — ")[0]
        shown = " ".join(words(screen(pilot).reader).split())
        assert sentence[:40] in shown


def test_a_quotation_has_one_pair_of_quotes_and_nothing_that_acts(library: Library) -> None:
    row = library.articles.row(FIRST)
    assert quotation("“We\n  knew.”", row).startswith("“We knew.” — ")
    assert quotation("“We” and “they”", row).startswith("“‘We’ and ‘they’” — ")
    assert quotation('"We knew," he said', row).startswith("“‘We knew,’ he said” — ")
    assert quotation('he ("the man") said "no', row).startswith("“he (‘the man’) said ‘no” — ")
    assert quotation("»Ja«, sagte er, „nein“", row).startswith("“›Ja‹, sagte er, ‚nein‘” — ")
    assert quotation("the fer-\nries and a well-\nknown man", row).startswith(
        "“the ferries and a well-known man” — "
    )
    assert "\x1b" not in quotation("a\x1b]52;c;x\x07b", row)
