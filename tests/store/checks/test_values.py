"""Tag names with characters that nobody sees: told by `check`."""

from __future__ import annotations

from tests.store.checks.test_work import found
from tests.store.index.conftest import Folder


def test_a_tag_name_with_an_invisible_character_is_told(folder: Folder) -> None:
    folder.database.connection().executemany(
        "INSERT INTO tags (name, fold, listed, place) VALUES (?, ?, 1, 1)",
        [("har\u200bbour", "1"), ("harbour\ufe0f", "2"), ("harbour", "3"), ("\u2600\ufe0f", "4")],
    )
    assert sorted(message for _, _, message in found(folder)) == [
        "tag 'harbour' has invisible characters: U+200B",
        "tag 'harbour' has invisible characters: U+FE0F",
    ]
