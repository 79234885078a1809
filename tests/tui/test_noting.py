"""Notes: written at the foot, and never lost on the way."""

from __future__ import annotations

import pytest
from textual import events

from store import Library
from store.errors import ReadOnlyError
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


async def test_a_note_is_written_at_the_foot_and_shown_in_list_and_reader(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "a", *"compare", "enter")
        browse = screen(pilot)
        assert library.articles.row(FIRST).note == "compare"
        assert "✎ compare" in words(browse.reader)
        assert "✎" in words(browse.list)
        assert "note on" in words(browse.status)
        assert browse.state.pane == "list"
        await press(pilot, "u")
        assert library.articles.row(FIRST).note is None
        assert "✎" not in words(browse.reader)


async def test_the_note_that_is_there_is_edited_and_an_empty_one_goes(
    start: Start, library: Library
) -> None:
    library.set_note(FIRST, "one\ntwo")
    async with start() as pilot:
        assert "✎ one" in words(screen(pilot).reader)
        assert "✎ two" in words(screen(pilot).reader)
        await press(pilot, "a", "exclamation_mark", "enter")
        assert library.articles.row(FIRST).note == "one\ntwo!"
        await press(pilot, "a", "ctrl+u", "enter")
        assert library.articles.row(FIRST).note is None


async def test_a_note_that_is_given_up_changes_nothing(start: Start, library: Library) -> None:
    library.set_note(FIRST, "keep")
    async with start() as pilot:
        await press(pilot, "a", *"xyz", "escape")
        assert library.articles.row(FIRST).note == "keep"
        assert not screen(pilot).prompt.is_open


async def test_what_was_typed_and_left_is_there_again_with_the_cursor_and_said_in_the_article(
    start: Start, library: Library
) -> None:
    library.set_note(FIRST, "keep")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a")
        assert "Enter save" in words(browse.keys)
        await press(pilot, *" it", "left", "left", "escape")
        assert "not saved: a takes it up again" in words(browse.status)
        assert "✎ keep  " in words(browse.reader)
        assert "✎ not saved yet: keep it" in words(browse.reader)
        await press(pilot, "j", "a")
        assert browse.prompt.words == ""
        assert "not saved yet" not in words(browse.reader)
        await press(pilot, "escape", "k", "a")
        assert (browse.prompt.words, browse.prompt.cursor) == ("keep it", 5)
        await press(pilot, *"with", "enter")
        assert library.articles.row(FIRST).note == "keep withit"
        assert "not saved" not in words(browse.reader)
        await press(pilot, "a", "escape")
        assert "not saved" not in words(browse.status)


async def test_a_draft_that_is_emptied_goes(start: Start, library: Library) -> None:
    library.set_note(FIRST, "keep")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a", *" it", "escape", "a", "ctrl+u", "escape")
        assert "not saved yet" not in words(browse.reader)
        await press(pilot, "a")
        assert browse.prompt.words == "keep"
        assert library.articles.row(FIRST).note == "keep"


async def test_what_was_being_typed_is_there_at_the_next_start(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "a", *"half a thought")
        pilot.app.exit()
    assert library.userdata.history() == []
    async with start() as pilot:
        browse = screen(pilot)
        assert "✎ not saved yet: half a thought" in words(browse.reader)
        await press(pilot, "a", *"!", "enter")
        assert library.articles.row(FIRST).note == "half a thought!"
        assert "not saved yet" not in words(browse.reader)
        await press(pilot, "u")
        assert library.articles.row(FIRST).note is None


async def test_a_note_that_cannot_be_saved_is_kept(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(id: str, note: str | None) -> None:
        raise ReadOnlyError("not saved: no space left")

    async with start() as pilot:
        browse = screen(pilot)
        monkeypatch.setattr(library.userdata, "set_note", refuse)
        await press(pilot, "a", *"words", "enter")
        assert "no space left · what you typed is kept" in words(browse.status)
        assert "✎ not saved yet: words" in words(browse.reader)
        monkeypatch.undo()
        await press(pilot, "a", "enter")
        assert library.articles.row(FIRST).note == "words"


async def test_a_note_on_an_article_that_vanishes_meanwhile_is_kept(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a", *"words")
        (library.places.articles / FIRST).unlink()
        library.refresh()
        await press(pilot, "enter")
        assert not browse.prompt.is_open
        await press(pilot, "enter", "a", *"more", "escape")
    assert ("orphan", FIRST) in [(one.kind, one.id) for one in library.check()]
    assert "words" in [op.after for change in library.userdata.history() for op in change.ops]


async def test_what_is_pasted_has_all_its_lines(start: Start, library: Library) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a")
        pilot.app.post_message(events.Paste("one\r\ntwo\n"))
        await press(pilot)
        assert browse.prompt.words == "one⏎two"
        await press(pilot, "enter")
        assert library.articles.row(FIRST).note == "one\ntwo"
        await press(pilot, "f")
        pilot.app.post_message(events.Paste("tag:a\ntag:b"))
        await press(pilot)
        assert browse.prompt.words == "tag:a tag:b"


async def test_what_is_pasted_behind_the_key_is_taken(start: Start) -> None:
    async with start() as pilot:
        pilot.app.post_message(events.Key("a", "a"))
        pilot.app.post_message(events.Paste("pasted"))
        await press(pilot)
        assert screen(pilot).prompt.words == "pasted"


async def test_too_much_at_once_is_refused_in_a_line(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a", "x")
        pilot.app.post_message(events.Paste("word " * 1_000_000))
        await press(pilot)
        assert browse.prompt.words == "x"
        assert "100,000 are the most" in words(browse.status)


async def test_a_note_that_others_changed_meanwhile_is_not_overwritten_by_enter_alone(
    start: Start, library: Library
) -> None:
    library.set_note(FIRST, "old")
    async with start() as pilot:
        await press(pilot, "a")
        library.set_note(FIRST, "theirs")
        await press(pilot, "enter")
        assert library.articles.row(FIRST).note == "theirs"


async def test_a_note_longer_than_a_line_is_wrapped_and_the_place_kept(
    start: Start, library: Library
) -> None:
    async with start(size=(120, 20)) as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "pagedown")
        before = words(browse.reader).splitlines()[1]
        await press(pilot, "a")
        browse.prompt.query_one("LineInput").value = "word " * 60  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert words(browse.reader).splitlines()[1] == before
        await press(pilot, "g")
        assert words(browse.reader).count("word") == 60
