"""One change is read and drawn once, however many ways there are to hear of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen
from tui.services.library_watcher import LibraryWatcher
from tui.widgets.sidebar import Sidebar

FIRST = "000_74ea8e126a12d9c1.txt"


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the codebook and an article were read, the sidebar was made, a look was shown."""
    numbers: Counter[str] = Counter()

    def count(owner: type, method: str) -> None:
        original = getattr(owner, method)

        def counted(*args: Any, **more: Any) -> Any:
            numbers[method] += 1
            return original(*args, **more)

        monkeypatch.setattr(owner, method, counted)

    for owner, method in (
        (Library, "tags"),
        (Library, "article"),
        (Sidebar, "_rebuild"),
        (LibraryWatcher, "show"),
        (LibraryWatcher, "_look"),
    ):
        count(owner, method)
    return numbers


async def until_quiet(pilot: Pilot[None], counts: Counter[str]) -> None:
    """Wait until the folder was read, and two looks have passed with nothing to show."""
    await wait_until(pilot, lambda: screen(pilot).state.folder_read)
    shown = -1
    while shown != counts["show"]:
        shown, looks = counts["show"], counts["_look"]
        await wait_until(pilot, lambda looks=looks: counts["_look"] > looks + 2)  # type: ignore[misc]
        await settle(pilot)


async def test_a_tag_is_read_and_drawn_once_though_its_commit_and_its_file_are_seen_too(
    start: Start, library: Library, counts: Counter[str]
) -> None:
    library.userdata.create_tag("syria")
    library.userdata.flush()
    async with start() as pilot:
        await until_quiet(pilot, counts)
        counts.clear()
        await press(pilot, "1")
        assert "✓ syria" in words(screen(pilot).side)
        await wait_until(pilot, lambda: counts["show"] >= 2)  # its commit, and its file
        await until_quiet(pilot, counts)
        assert "tag syria on 1 article" in library.userdata.history(1)[0].label
        assert "syria" in library.places.tags_file.read_text("utf-8")
        assert (counts["tags"], counts["article"], counts["_rebuild"]) == (1, 1, 1)


async def test_two_quick_changes_are_both_shown(start: Start, library: Library) -> None:
    library.userdata.create_tag("syria")
    library.userdata.create_tag("nato")
    async with start() as pilot:
        await wait_until(pilot, lambda: len(screen(pilot).state.codebook) == 2)
        await pilot.press("1", "2", "j", "1")
        await settle(pilot)
        rows = [screen(pilot).list.row(at) for at in (0, 1)]
        tags = [set(row.tags) for row in rows if row is not None]
        assert tags == [{"syria", "nato"}, {"syria"}]
