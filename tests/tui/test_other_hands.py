"""What others do to the folder while it is open."""

from __future__ import annotations

from pathlib import Path

from store import Library
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen

FIRST = "000_74ea8e126a12d9c1.txt"


async def test_a_new_article_appears_and_a_deleted_one_goes(
    start: Start, library_folder: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        (library_folder / "seeds" / "zz.txt").write_text("Fresh news about rain\n\nIt rained.")
        await wait_until(pilot, lambda: len(browse.list) == 6)
        await settle(pilot)
        assert "Fresh news about rain" in words(browse.list)
        (library_folder / "seeds" / "zz.txt").unlink()
        await wait_until(pilot, lambda: len(browse.list) == 5)


async def test_a_tag_written_by_another_hand_appears_and_its_comment_stays(
    start: Start, library: Library, library_folder: Path
) -> None:
    tags = library_folder / "tags.yaml"
    library.tag([FIRST], "mine")
    library.userdata.flush()
    async with start() as pilot:
        browse = screen(pilot)
        text = tags.read_text("utf-8").replace("tags: [mine]", "tags: [mine, theirs]  # by hand")
        tags.write_text(text, "utf-8")
        await wait_until(pilot, lambda: "#theirs" in words(browse.list))
        await press(pilot, "j", "t", *"third", "enter")
        library.userdata.flush()
    assert "[mine, theirs]  # by hand" in tags.read_text("utf-8")
    assert "third" in tags.read_text("utf-8")


async def test_what_another_program_tags_appears(
    start: Start, library: Library, library_folder: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        with Library.open(library_folder, coder="bob") as other:
            other.tag([FIRST], "urgent")
        await wait_until(pilot, lambda: "#urgent" in words(browse.list))


async def test_what_an_old_copy_took_away_is_said_until_it_is_undone_or_let_go(
    start: Start, library: Library, library_folder: Path
) -> None:
    tags = library_folder / "tags.yaml"
    library.tag([FIRST], "early")
    library.userdata.flush()
    old = tags.read_bytes()
    library.tag(list(library.ids()), "late")
    library.userdata.flush()
    async with start() as pilot:
        browse = screen(pilot)
        tags.write_bytes(old)
        await wait_until(pilot, lambda: "took away" in browse.status.alert)
        said = "an edit of tags.yaml took away 1 codebook entry, 5 tags"
        assert browse.status.alert == f"{said} · u takes it back · Esc lets it go"
        await press(pilot, "u")
        await wait_until(pilot, lambda: browse.status.alert == "")
        assert library.ids("tag:late")
        library.userdata.flush()
        tags.write_bytes(old)
        await wait_until(pilot, lambda: "took away" in browse.status.alert)
        await press(pilot, "escape")
        await wait_until(pilot, lambda: browse.status.alert == "")
        assert not library.ids("tag:late")


async def test_another_version_of_the_tags_is_told_for_as_long_as_it_lies_there(
    start: Start, library_folder: Path
) -> None:
    other = library_folder / "tags 2.yaml"
    other.write_text("version: 1\n", "utf-8")
    async with start() as pilot:
        status = screen(pilot).status
        await wait_until(pilot, lambda: status.alert.startswith("tags 2.yaml: "))
        other.unlink()
        await wait_until(pilot, lambda: not status.alert)
