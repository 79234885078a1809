"""What takes long to write is made beside the work: nothing waits for it, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.errors import ReadOnlyError, TagFileError
from store.userdata import parse_process
from store.userdata.tags_file import TagsFile
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits, Layout
from store.userdata.tagsfile.text_edit import edit_whole
from tests.store.userdata.opened import Opened

MANY = tuple(f"{number:04}.txt" for number in range(600))


class Gate:
    """Holds the making of versions until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.open = threading.Event(), threading.Event()
        edited = TagsFile.edited

        def slowly(*arguments: Any) -> Any:
            self.begun.set()
            assert self.open.wait(20)
            return edited(*arguments)

        monkeypatch.setattr(TagsFile, "edited", slowly)


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Opened]:
    """A library of six hundred articles."""
    library = Opened(tmp_path, MANY)
    yield library
    library.close()


def test_a_change_is_durable_while_a_long_one_is_being_written(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    many.userdata.tag(MANY, "syria")
    flushing = threading.Thread(target=many.userdata.flush)
    flushing.start()
    assert gate.begun.wait(20)
    many.userdata.tag(["0003.txt"], "meanwhile")
    many.userdata.set_note("0004.txt", "too")
    many.userdata.undo()
    assert not many.tags_file.exists()
    assert many.userdata.state.unsaved
    gate.open.set()
    flushing.join()
    many.userdata.flush()
    assert many.tags("0003.txt") == ["syria", "meanwhile"]
    assert not many.userdata.state.unsaved
    assert many.written() == many.facts()


def test_an_edit_by_another_hand_while_a_long_change_is_being_written_is_kept(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.userdata.tag(["0003.txt"], "syria")
    many.userdata.flush()
    gate = Gate(monkeypatch)
    many.userdata.tag(MANY, "nato")
    flushing = threading.Thread(target=many.userdata.flush)
    flushing.start()
    assert gate.begun.wait(20)
    text = many.tags_file.read_text()
    many.tags_file.write_text(text.replace("tags: [syria]", "tags: [syria]\n    note: theirs"))
    gate.open.set()
    flushing.join()
    many.userdata.flush()
    assert many.value("articles", "0003.txt", "note") == "theirs"
    assert many.tags("0599.txt") == ["nato"]
    assert many.written() == many.facts()


def test_a_library_that_is_closed_meanwhile_waits_for_the_file(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    many.userdata.tag(MANY, "syria")
    assert gate.begun.wait(20)
    threading.Timer(0.1, gate.open.set).start()
    many.again()
    assert many.written() == many.facts()
    assert len(many.written()) == 602


def test_what_can_not_be_made_is_said_and_made_when_it_can(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise TagFileError("no", many.tags_file)

    with monkeypatch.context() as patched:
        patched.setattr(TagsFile, "edited", fails)
        many.userdata.tag(MANY, "syria")
        with pytest.raises((ReadOnlyError, TagFileError), match="no"):
            many.userdata.flush()
        assert many.userdata.state.unsaved
    many.userdata.flush()
    assert many.userdata.state.problem is None
    assert many.written() == many.facts()


def test_a_large_file_within_brackets_is_edited_in_another_process(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("edited here")

    blocks = ", ".join(f"{one}: {{tags: [x]}}" for one in MANY)
    many.tags_file.write_text(f"articles: {{{blocks}}}\n")
    many.userdata.sync()
    monkeypatch.setattr(parse_process, "LARGE", 1000)
    monkeypatch.setattr(parse_process, "edit_whole", never)
    many.userdata.tag(["0003.txt"], "x y")
    many.userdata.flush()
    assert "0003.txt: {tags: [x, x y]}" in many.tags_file.read_text()
    assert many.written() == many.facts()


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("articles: {a: {tags: [x]}}\n", {("articles", "a", "tags", "ä"): True}),
        ("articles:\n  a: {tags: [x]}\n", {("articles", "b", "note"): "n"}),
    ],
)
def test_the_other_process_gives_what_is_made_here(
    text: str, changes: dict[tuple[str, ...], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = Edits(changes, after={"b": {"sha256": "00" * 8, "note": "n"}})
    here: tuple[str, Layout | None] = edit_whole(text, edits, Path("tags.yaml"))
    monkeypatch.setattr(parse_process, "LARGE", 0)
    assert parse_process.edit(text, edits, Path("tags.yaml")) == here
    assert parse_process.read(text.encode(), Path("tags.yaml")) == parse(text, Path("tags.yaml"))
    with pytest.raises(TagFileError, match="line 1, column 11"):
        parse_process.edit("articles: {\n", edits, Path("tags.yaml"))
