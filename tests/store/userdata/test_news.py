"""Another hand's `tags.yaml` is read beside the work: nothing waits for it, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from store.model import Change
from store.userdata import parse_process
from store.userdata.removed_facts import OUTSIDE
from store.userdata.tagsfile.parse import parse_blocks
from store.userdata.tagsfile.plain_values import Parsed
from tests.store.userdata.opened import Opened

MANY = tuple(f"{number:04}.txt" for number in range(2000))


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Opened]:
    """A library whose articles all have a tag and are written."""
    library = Opened(tmp_path, MANY)
    library.userdata.tag(MANY, "syria")
    library.userdata.flush()
    yield library
    library.close()


def never(*_: object) -> Parsed:
    raise AssertionError("all was read")


def test_a_change_is_durable_while_an_edit_by_another_hand_is_being_read(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.tag(opened.ids, "syria")
    opened.userdata.flush()
    begun, go_on = threading.Event(), threading.Event()
    read = parse_process.read

    def slowly(data: bytes, path: Path) -> Parsed:
        begun.set()
        assert go_on.wait(20)
        return read(data, path)

    monkeypatch.setattr(parse_process, "read", slowly)
    text = opened.tags_file.read_text().replace("articles:", "articles: !!map")
    opened.tags_file.write_text(text.replace("a.txt:\n", "a.txt:\n    note: theirs\n"))
    syncing = threading.Thread(target=opened.userdata.sync)
    syncing.start()
    assert begun.wait(20)
    assert opened.userdata.tag(["b.txt"], "meanwhile") is not None
    assert opened.userdata.undo().label.startswith("undid")
    assert opened.userdata.redo() is not None
    assert opened.userdata.state.unsaved
    assert "meanwhile" not in opened.tags_file.read_text()
    go_on.set()
    syncing.join()
    opened.userdata.flush()
    assert opened.value("articles", "a.txt", "note") == "theirs"
    assert opened.written() == opened.facts()
    assert opened.tags("b.txt") == ["syria", "meanwhile"]


def test_of_two_thousand_blocks_those_that_an_editor_changed_are_read(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_process, "read", never)
    read: list[int] = []

    def counted(text: str, path: Path) -> Parsed:
        read.append(text.count("tags:"))
        return parse_blocks(text, path)

    monkeypatch.setattr("store.userdata.tagsfile.partial_parse.parse_blocks", counted)
    text = many.tags_file.read_text()
    for one in ("0003.txt", "1900.txt"):
        text = text.replace(f"  {one}:\n", f"  # seen\n  {one}:\n    note: theirs\n")
    text = text.replace("  syria:", "  nato: {color: red}\n  syria:")
    many.userdata.tag(["1900.txt", "0500.txt"], "Ours")
    many.tags_file.write_text(text)
    many.userdata.sync()
    many.userdata.flush()
    assert sum(read) == 4  # the two, and those before them, whose lines run on to the comment
    assert many.tags("1900.txt") == ["syria", "Ours"]
    assert many.value("articles", "0003.txt", "note") == "theirs"
    assert many.value("tags", "nato", "color") == "red"
    assert many.written() == many.facts()
    assert "  # seen\n  1900.txt:\n" in many.tags_file.read_text()


def test_a_tag_respelled_in_the_codebook_is_respelled_everywhere(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_process, "read", never)
    many.edit_outside("  syria:", "  Syria:")
    many.userdata.set_note("0001.txt", "x")
    many.userdata.flush()
    assert many.tags("0000.txt") == ["Syria"]
    assert many.written() == many.facts()


def test_most_blocks_gone_are_asked_about_where_only_the_rest_was_read(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_process, "read", never)
    text = many.tags_file.read_text()
    many.userdata.tag(["0001.txt"], "ours")
    many.tags_file.write_text(text[: text.index("  0900.txt:")])
    many.userdata.sync()
    assert "has lost 1,100 of 2,000 articles" in str(many.userdata.state.problem)
    (backup,) = [path for path in many.backups() if "ours" in path.name]
    assert "  1999.txt:" in backup.read_text()
    assert "tags: [syria, ours]" in backup.read_text()


@pytest.mark.parametrize("spoil", [lambda path: path.mkdir(), lambda path: path.touch()])
def test_a_file_that_is_spoilt_while_open_is_said_and_all_goes_on_when_it_is_back(
    many: Opened, spoil: Callable[[Path], None]
) -> None:
    data = many.tags_file.read_bytes()
    many.tags_file.unlink()
    spoil(many.tags_file)
    many.userdata.tag(["0001.txt"], "ours")
    with pytest.raises(Exception, match=r"tags\.yaml"):
        many.userdata.flush()
    assert "tags.yaml" in str(many.userdata.state.problem)
    assert many.userdata.state.unsaved
    if many.tags_file.is_dir():
        many.tags_file.rmdir()
    many.tags_file.write_bytes(data)
    many.userdata.sync()
    many.userdata.flush()
    assert many.userdata.state.problem is None
    assert not many.userdata.state.unsaved
    assert many.tags("0001.txt") == ["syria", "ours"]
    assert many.written() == many.facts()


def test_closing_while_an_edit_is_being_read_loses_neither(many: Opened) -> None:
    text = many.tags_file.read_text()
    many.userdata.tag(["0001.txt"], "ours")
    many.tags_file.write_text(text.replace("  0003.txt:\n", "  0003.txt:\n    note: theirs\n"))
    many.again()
    assert many.tags("0001.txt") == ["syria", "ours"]
    assert many.value("articles", "0003.txt", "note") == "theirs"
    assert many.written() == many.facts()


def test_changes_come_in_between_while_an_edit_of_all_blocks_is_merged(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.external_edit.AT_ONCE", 100)
    told: list[Change] = []
    waiting: list[Future[object]] = []

    def note(change: Change) -> None:
        told.append(change)
        if change.label.startswith(OUTSIDE) and len(told) == 1:
            waiting.append(
                many.userdata.submit(many.userdata.tag, ["0001.txt", "1999.txt"], "ours")
            )
            waiting.append(many.userdata.submit(many.userdata.set_note, "1900.txt", "ours"))

    many.userdata.on_change = note
    text = many.tags_file.read_text().replace("tags: [syria]", "tags: [syria, war]")
    many.tags_file.write_text(text.replace("  1900.txt:\n", "  1900.txt:\n    note: theirs\n"))
    many.userdata.sync()
    labels = [change.label for change in told]
    assert sum(label.startswith(OUTSIDE) for label in labels) == 20
    assert labels.index("tag ours on 2 articles") < 8
    assert all(one.done() for one in waiting)
    many.userdata.flush()
    assert set(many.tags("1999.txt")) == {"syria", "war", "ours"}
    assert set(many.tags("0001.txt")) == {"syria", "war", "ours"}
    assert many.value("articles", "1900.txt", "note") == "ours"
    assert many.value("articles", "1900.txt", "conflicts")[0]["value"] == "theirs"
    assert many.written() == many.facts()


def test_a_file_that_changes_again_while_it_is_merged_is_taken_anew(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.external_edit.AT_ONCE", 100)
    text = many.tags_file.read_text().replace("tags: [syria]", "tags: [war]")

    def again(change: Change) -> None:
        many.userdata.on_change = None
        many.tags_file.write_text(text.replace("tags: [war]", "tags: [peace]"))

    many.userdata.on_change = again
    many.tags_file.write_text(text)
    many.userdata.sync()
    many.userdata.flush()
    assert {name for one in MANY for name in many.tags(one)} == {"peace"}
    assert many.written() == many.facts()


def test_what_was_merged_in_part_when_the_library_closed_is_merged_at_the_end(
    many: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.external_edit.AT_ONCE", 100)
    text = many.tags_file.read_text().replace("tags: [syria]", "tags: [war]")
    many.tags_file.write_text(text)
    many.userdata.sync(wait=False)
    many.userdata.tag(["0001.txt"], "ours")
    many.again()
    assert many.tags("0001.txt") == ["war", "ours"]
    assert many.tags("1999.txt") == ["war"]
    assert many.written() == many.facts()
