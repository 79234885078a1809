"""What an index holds is the same whichever processes read the files, to the last bit."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.index import refresh as refresh_module
from store.index.database import Database
from tests.conftest import MakeArticles
from tests.store.index.conftest import Folder

SEEDS = Path(__file__).parents[3] / "seeds"

HOSTILE = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary": bytes(range(256)) * 40,
    "nul.txt": b"One\0two\n\nthree",
    "bom.txt": "\ufeffBOM here\n\nANKARA, 9 December 2016. /TASS/. Text.".encode(),
    "wide.txt": "Wide letters\r\n\r\nSome text.".encode("utf-16"),
    "latin.txt": "Élysée: déjà vu à Genève, dit le président français.".encode("cp1252"),
    "stray.txt": "Ünïcødé wörds äre hêre ".encode() * 5 + b"\x93quote\x94",
    "turkish.txt": b"5 KASIM 2016 ANKARA (AA) - Metin",
    "french.txt": "Le président a dit que les pays ne sont pas prêts.".encode() * 9,
    "cjk.md": "日本語の文章。".encode() * 50,
    "mojibake.txt": "It’s Ã©tÃ© in cafÃ©".encode(),
    "long line": b"word " * 60_000,
    "many lines.text": b"x\n" * 20_000,
    "controls.txt": b"\x1b[31mRed\x1b[0m\n\nText \x07 here.",
    "wrapped.txt": b"OIL PRICES RISE\n  LONDON, March 3 - Oil\nrose, as\ntraders said.\n Reuter\n",
    "table.txt": b"a   b   c\n1   2   3\n---- ----\n" * 30,
    "%41 ~2.txt": b"A name\n\nwith signs.",
}


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows that reading files makes, and where each word stands."""
    connection = database.connection()
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, fts, instance)")
    found = {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in ("articles", "texts", "jump_changes", "temp.words")
    }
    connection.execute("DROP TABLE temp.words")
    return found


def test_several_processes_make_the_same_index_as_one(
    folder: Folder,
    tmp_path: Path,
    make_articles: MakeArticles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_articles(folder.articles, 150)
    for path in [*folder.articles.iterdir(), *SEEDS.iterdir()]:
        folder.write(path.name, path.read_bytes())
    for name, data in HOSTILE.items():
        folder.write(name, data)
    folder.refresh()
    monkeypatch.setattr(refresh_module, "VERY_MANY_FILES", 50)
    monkeypatch.setattr(refresh_module, "processors", lambda: 3)
    monkeypatch.setattr(refresh_module, "MOST_IN_PART", 7)
    other = Database(tmp_path / "other.db")
    refresh_module.refresh(folder.places, other)
    assert contents(other) == contents(folder.database)
    other.close()
