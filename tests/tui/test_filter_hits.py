"""What the filter found is shown in the text, and n goes through it across articles."""

from __future__ import annotations

from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press
from tests.tui.test_moving import screen


def painted(pilot: Pilot[None]) -> list[str]:
    browse = screen(pilot)
    assert browse.reading.article is not None
    text = browse.reading.article.text
    return [text[start:end] for start, end, look in browse.reader.found.spans]


def at(pilot: Pilot[None]) -> str:
    browse = screen(pilot)
    assert browse.reading.article is not None
    ((start, end, _),) = browse.reader.found_now.spans
    return browse.reading.article.text[start:end]


async def test_the_words_of_the_filter_are_painted_and_the_reader_opens_at_the_first(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *'"islamic state" airbase', "enter")
        words = {word.casefold() for word in painted(pilot)}
        assert words == {"islamic state", "airbase"}
        browse = screen(pilot)
        first = browse.reader.found.spans[0][0]
        assert browse.reader.window is not None
        assert browse.reader.window.shows(first) is not None


async def test_n_goes_on_through_them_across_the_listed_articles(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"lavrov", "enter")
        browse = screen(pilot)
        number = len(browse.list)
        assert number > 1
        seen = []
        for _ in range(100):
            await press(pilot, "n")
            if "last article" in browse.status.message:
                break
            assert browse.reading.article is not None
            assert at(pilot).casefold() == "lavrov"
            seen.append(browse.reading.article.id)
        assert list(dict.fromkeys(seen)) == list(library.ids("lavrov"))
        await press(pilot, "N")
        assert f"article {number} of {number}" in browse.status.message


async def test_escape_leaves_the_words_of_the_filter_painted(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"lavrov", "enter", "enter")
        before = painted(pilot)
        await press(pilot, "slash", *"ankara", "enter")
        assert {word.casefold() for word in painted(pilot)} == {"ankara"}
        await press(pilot, "escape")
        assert painted(pilot) == before
        await press(pilot, "escape")
        assert screen(pilot).pane == "list"
        await press(pilot, "escape")
        assert screen(pilot).listed.query == ""
        assert painted(pilot) == []


async def test_a_filter_without_words_paints_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"unread", "enter")
        assert painted(pilot) == []
        await press(pilot, "n")
        assert "nothing was searched for yet" in screen(pilot).status.message
