"""What is damaged, or in the place of a file of the library, loses no work."""

from __future__ import annotations

import os

import pytest

from store.errors import ReadOnlyError
from tests.store.work.opened import Opened


def test_a_journal_with_damaged_pages_is_put_aside(opened: Opened) -> None:
    for number in range(9):
        opened.work.tag(["a.txt"], f"tag {number}")
    expected = opened.facts()
    opened.close()
    whole = opened.places.journal_path.read_bytes()
    opened.places.journal_path.write_bytes(whole[:4096] + b"\xa7" * (len(whole) - 4096))
    opened.open()
    assert opened.facts() == expected == opened.written()
    assert list(opened.places.journal_path.parent.glob("journal.db.broken-*"))
    assert "undo" in str(opened.work.state.problem)
    assert opened.work.tag(["b.txt"], "syria") is not None
    opened.again()
    assert opened.work.state.problem is None


def test_a_pipe_in_the_place_of_the_file_is_said_and_not_read(opened: Opened) -> None:
    opened.close()
    os.mkfifo(opened.tags_file)
    opened.open()
    assert "not a regular file" in str(opened.work.state.problem)
    with pytest.raises(ReadOnlyError, match="not a regular file"):
        opened.work.tag(["a.txt"], "syria")
    opened.tags_file.unlink()
    assert opened.work.tag(["a.txt"], "syria") is not None


def test_what_a_tag_has_besides_is_there_again_after_an_undo(opened: Opened) -> None:
    text = "version: 1\ntags:\n  nato: {color: red, weight: 7, sub: {a: [1]}}\narticles:\n"
    opened.tags_file.write_text(text)
    opened.work.sync()
    for name in ("otan", None):
        if name is None:
            opened.work.delete_tag("nato")
        else:
            opened.work.rename_tag("nato", name)
        opened.work.flush()
        opened.work.undo()
        opened.work.flush()
        assert opened.written() == opened.facts()
        assert opened.value("tags", "nato", "sub") == {"a": ["1"]}
