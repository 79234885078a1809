"""A command that meets a damaged index makes it again, and goes on."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from store import Library
from store.index.articles import Articles
from store.index.index_tables import has_odd_values
from tests.cli.conftest import Call
from tests.cli.test_articles import IDS

SAID = "cuttings: the index was damaged, and is made again from the articles"


@pytest.fixture
def hurt(library_folder: Path) -> Path:
    """A library with a tag, with garbage where the texts and their words lie in its index."""
    index = library_folder / ".cuttings" / "index.db"
    with Library.open(library_folder, refresh=True) as library:
        library.tag([IDS[0]], "one")
    with sqlite3.connect(index) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'texts'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with index.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xa7" * size)
    return library_folder


def test_a_command_that_reads_damage_goes_on_with_a_new_index(hurt: Path, here: Call) -> None:
    done = here("show", IDS[0], "--json", "--no-entities")
    assert (done.code, done.errors) == (0, [SAID])
    (shown,) = done.values
    assert shown["tags"] == ["one"]
    assert "Turkey" in shown["text"]
    assert here("show", IDS[0], "--json", "--no-entities").errors == []


def test_a_command_that_changes_something_does_it_once(hurt: Path, here: Call) -> None:
    index = hurt / ".cuttings" / "index.db"
    index.write_bytes(index.read_bytes()[:4096] + b"\xa7" * (index.stat().st_size - 4096))
    assert here("tag", "add", "two", *IDS[:2]).code == 0
    listed = {row["id"]: row["tags"] for row in here("list", "--json").values}
    assert listed[IDS[0]] == ["one", "two"]
    assert [line for line in here("history").lines if "two" in line][1:] == []
    assert len(listed) == 5


def test_output_that_was_begun_is_not_written_twice(
    here: Call, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = Articles.listing
    calls: list[int] = []

    def fail(library: Articles, *arguments: Any) -> Any:
        from tui.cli import output

        if not calls:
            calls.append(1)
            output.write_lines(["a line"])
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        return listing(library, *arguments)

    monkeypatch.setattr(Articles, "listing", fail)
    done = here("list")
    assert (done.code, done.out) == (2, "a line\n")
    assert "run the command again" in done.err
    assert here("list").code == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET words = 'many'",
        "UPDATE texts SET body = x'ff00'",
        "UPDATE texts SET paragraphs = '[[1]]'",
        "UPDATE texts SET title_start = 'x', title_end = 'y'",
        "UPDATE texts SET reflow = '5'",
        "INSERT INTO marks SELECT num, 'm', 'x', 1, 'a', 'b', '{}' FROM articles",
        "INSERT INTO findings SELECT sha256, '', '[5]' FROM articles",
        "INSERT OR REPLACE INTO meta VALUES ('settled_corrections', '[5]')",
        "INSERT OR REPLACE INTO meta VALUES ('settled_corrections', '[[[], \"a\", \"b\"]]')",
    ],
)
def test_values_of_other_types_are_noticed_where_they_do_harm(
    library_folder: Path, here: Call, change: str
) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([IDS[0]], "one")
    with sqlite3.connect(library_folder / ".cuttings" / "index.db") as connection:
        connection.execute("INSERT INTO unsettled (num) VALUES (0)")
        connection.execute(change)
        connection.execute("UPDATE articles SET recipe = ''")
        assert has_odd_values(connection)
    connection.close()
    for command in (("list", "--json"), ("show", IDS[0], "--json", "--no-entities")):
        done = here(*command)
        assert done.code == 0
        assert done.errors in ([], [SAID])
        assert done.values[0]["tags"] == ["one"]
        assert isinstance(done.values[0]["words"], int)


def test_a_sound_index_is_not_blamed_for_a_fault_of_the_program(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([IDS[0]], "one")
        assert not library.health.report_error(TypeError("something else"))
