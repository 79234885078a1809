"""Words that are being typed in the reader on a terminal of its own, ended in every way."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from store import Library
from tests.tui.test_killed import Reader

FIRST = "000_74ea8e126a12d9c1.txt"


def kept(folder: Path) -> str | None:
    """Return the words that are kept for the note of the first article."""
    with Library.open(folder) as library:
        draft = library.userdata.draft(("articles", FIRST, "note"))
        assert library.articles.row(FIRST).note is None
        assert library.userdata.history() == []
    assert not (folder / "tags.yaml").exists() or "half" not in (folder / "tags.yaml").read_text()
    return None if draft is None else draft.words


def end(reader: Reader, how: str) -> None:
    """End the reader, and wait for it."""
    if how == "kill":
        reader.kill()
        return
    if how == "hangup":
        reader.close()
    elif how == "quit":
        reader.press("\x1b")
        reader.look(0.3)
        reader.press("q")
    else:
        reader.signal(getattr(signal, how))
    reader.wait()


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "kill", "hangup", "quit"])
def test_what_is_being_typed_survives_the_end_of_the_reader(library_folder: Path, how: str) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    reader = Reader(library_folder)
    reader.until(b"ARTICLES")
    reader.press("ahalf a thought")
    reader.until(b"half a thought")
    time.sleep(0.1)
    end(reader, how)
    assert kept(library_folder) == "half a thought"
    again = Reader(library_folder)
    try:
        again.until(b"not saved yet: half a thought")
        again.press("a, whole\r")
        again.until(f"note on {FIRST[:3]}".encode())  # what the screen says when it is saved
    finally:
        again.kill()
    with Library.open(library_folder) as library:
        assert library.articles.row(FIRST).note == "half a thought, whole"
        assert library.userdata.draft(("articles", FIRST, "note")) is None


def test_what_could_be_kept_nowhere_is_printed_at_the_end(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        path = library.places.journal_path
    path.unlink()
    path.mkdir()  # so that no journal can be kept there
    reader = Reader(library_folder)
    reader.until(b"ARTICLES")
    reader.press("ahalf a thought\r")
    reader.until(b"what you typed is kept")
    reader.press("q")
    assert reader.wait() == 0
    assert b"half a thought" in reader.drawn.rpartition(b"\x1b[?1049l")[2]


def test_keys_that_are_typed_before_there_is_a_reader_reach_it_in_order(
    library_folder: Path,
) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    reader = Reader(library_folder, typed="jtalpha\rjtbeta\rjatyped early\r")
    try:
        for letter in "tgamma\r":  # while it starts
            reader.press(letter)
            reader.look(0.05)
        reader.until(b"tag gamma on 1 article")
    finally:
        reader.kill()
    with Library.open(library_folder) as library:
        rows = [library.articles.row(id) for id in library.ids()]
    assert [row.tags for row in rows] == [(), ("alpha",), ("beta",), ("gamma",), ()]
    assert [row.note for row in rows] == [None, None, None, "typed early", None]
