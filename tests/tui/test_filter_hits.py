"""What the filter found is shown in the text, and n goes through it across articles."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from store import Library
from store.model import Hit
from store.search.text_search import TextSearch
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import read_folder, screen


def painted(pilot: Pilot[None]) -> list[str]:
    browse = screen(pilot)
    assert browse.state.article is not None
    text = browse.state.article.text
    return [text[start:end] for start, end, look in browse.reader.found.spans]


def at(pilot: Pilot[None]) -> str:
    browse = screen(pilot)
    assert browse.state.article is not None
    ((start, end, _),) = browse.reader.found_now.spans
    return browse.state.article.text[start:end]


async def test_the_words_of_the_filter_are_painted_and_the_reader_opens_at_the_first(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *'"islamic state" airbase', "enter")
        terms = {word.casefold() for word in painted(pilot)}
        assert terms == {"islamic state", "airbase"}
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
            assert browse.state.article is not None
            assert at(pilot).casefold() == "lavrov"
            seen.append(browse.state.article.id)
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
        assert screen(pilot).state.pane == "list"
        await press(pilot, "escape")
        assert screen(pilot).state.query == ""
        assert painted(pilot) == []


async def test_a_filter_without_words_paints_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"unread", "enter")
        assert painted(pilot) == []
        await press(pilot, "n")
        assert "nothing was searched for yet" in screen(pilot).status.message


def shown_hits(pilot: Pilot[None]) -> list[str]:
    """Return the second lines of the list's rows."""
    return words(screen(pilot).list).split("\n")[2::2]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    """Which articles were read for their hits: query, row number, name of the thread."""
    made = []
    hit = TextSearch.filter_hit

    def counted(self: TextSearch, query: str, num: int, seconds: float = 0.2) -> Hit | None:
        made.append((query, num, threading.current_thread().name))
        return hit(self, query, num, seconds)

    monkeypatch.setattr(TextSearch, "filter_hit", counted)
    return made


@pytest.fixture
def many(library_folder: Path) -> None:
    """Two hundred articles with a word of their own in a long line."""
    for number in range(200):
        text = (
            f"Title {number:03}\n\nAll of it is about the harbour {number:03} of Vallby. And more."
        )
        (library_folder / "seeds" / f"m{number:03}.txt").write_text(text)


async def test_the_list_shows_the_first_hit_of_each_article_in_sight(
    many: None, library: Library, start: Start, reads: list[tuple[str, int, str]]
) -> None:
    library.tag([library.ids("harbour")[0]], "ports")
    async with start() as pilot:
        await press(pilot, "f", *"harbour", "enter")
        first, *rest = shown_hits(pilot)[:-1]
        assert re.fullmatch(r"▌  …\w* ?\w* ?the harbour 000 o?f?…? +\+1 *[│┃]", first)
        assert all("the harbour 0" in line for line in rest)
        assert {line.index("harbour") for line in [first, *rest]} == {first.index("harbour")}
        browse = screen(pilot)
        assert sorted(num for _, num, _ in reads) == sorted(browse.list.seen_nums())
        assert threading.current_thread().name not in {thread for *_, thread in reads}
        style = browse.list.look("list--hit", "list--cursor")
        strip = browse.list.render_lines(Region(0, 0, *browse.list.size))[2]
        assert [segment.text for segment in strip if segment.style == style] == ["harbour"]


async def test_a_row_is_read_once_a_query_and_only_when_it_comes_into_sight(
    many: None, start: Start, reads: list[tuple[str, int, str]]
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"harbour", "enter")
        browse = screen(pilot)
        screenful = browse.list.shown
        assert len(reads) == screenful
        await press(pilot, "j", "j", "j", "k")
        assert len(reads) == screenful
        await press(pilot, "G")
        assert len(reads) == 2 * screenful
        await press(pilot, "g", "G")
        assert len(reads) == 2 * screenful
        assert "harbour 199" in shown_hits(pilot)[-1] + shown_hits(pilot)[-2]
        await press(pilot, "g", "f", "ctrl+u", *"vallby", "enter")
        assert {query for query, *_ in reads[2 * screenful :]} == {"vallby"}
        assert len(reads) == 3 * screenful
        await press(pilot, "escape")
        assert len(reads) == 3 * screenful
        assert "Vallby" not in "".join(shown_hits(pilot))


async def test_what_was_scrolled_past_is_not_read(
    many: None, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made = []

    def slow(self: Library, query: str, num: int, seconds: float = 0.2) -> Hit | None:
        made.append(num)
        begun.set()
        go_on.wait(10)
        return None

    monkeypatch.setattr(TextSearch, "filter_hit", slow)
    async with start() as pilot:
        await pilot.press("f", *"harbour", "enter")
        await wait_until(pilot, begun.is_set)
        browse = screen(pilot)
        passed = set(browse.list.seen_nums())
        await pilot.press("G")
        await wait_until(pilot, lambda: not passed & set(browse.list.seen_nums()))
        go_on.set()
        await settle(pilot)
        assert len(passed & set(made)) == 1
        assert set(browse.list.seen_nums()) <= set(made)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (60, 24), (20, 6)])
async def test_a_hit_takes_nothing_of_a_title(
    many: None, start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        await press(pilot, "f", *"harbour", "enter")
        article_list = screen(pilot).list
        with_hits = words(article_list).split("\n")
        article_list.snippets = None
        plain = words(article_list).split("\n")
        assert plain[1].startswith("▌● Title 000")
        height = article_list.row_height
        assert with_hits[1::height] == plain[1::height]
        assert ("harbour" in "".join(with_hits)) == (height == 2)


async def test_other_words_of_a_text_are_shown_when_its_file_changes(
    many: None, library_folder: Path, start: Start
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"harbour", "enter")
        path = library_folder / "seeds" / "m000.txt"
        path.write_text("Title 000\n\nNew words about another harbour now.")
        read_folder(pilot)
        await wait_until(pilot, lambda: "another harbour now" in shown_hits(pilot)[0])
