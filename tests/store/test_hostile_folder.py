"""Nothing that comes with a folder has the program write, empty or read anything outside of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from store import Library
from store.entities import worker_pool
from store.errors import CuttingsError, LibraryError
from store.index.file_diff import Task
from store.index.file_reader import FileReading
from tui.__main__ import main

SHELL = "version: 1\ntags:\n  $(touch owned):\narticles: {}\n"
TODAY = f"tags-{datetime.now().astimezone():%Y-%m-%d}.yaml"
STATE_FILES = (
    *("index.db", "index.db-wal", "index.db-shm", "index.db-journal", "index.db-damaged"),
    *("index.db.part", "journal.db", "journal.db-wal", "journal.db-shm", "journal.db-journal"),
    *("lock", ".gitignore", "annotate.log", "jump.npz", "jump.npz.part", "tags-file"),
    f"backups/{TODAY}",
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with two articles and the state of an earlier reading."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(
            f"A headline of {name}\n\nMoscow. Some text about oil and gas.\n"
        )
    with Library.open(folder, refresh=True) as opened:
        opened.tag(["a.txt"], "oil")
        opened.jump("oil")
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def in_place_of(path: Path) -> Path:
    """Take away what lies at a path, and return it."""
    path.parent.mkdir(exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        for one in path.iterdir():
            one.unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    return path


def use(folder: Path) -> None:
    """Do with a library all that writes; what it refuses is refused."""
    with suppress(CuttingsError), Library.open(folder, refresh=True, yes=True) as opened:
        pool_log = opened.places.annotate_log
        for act in (
            lambda: opened.tag(["a.txt"], "$(touch owned)"),
            lambda: opened.set_note("b.txt", "`touch owned`"),
            opened.userdata.flush,
            lambda: opened.jump("oil"),
            opened.health.recover,
            opened.userdata.restore,
            opened.check,
            lambda: list(opened.repair()),
            opened._database.condemn,
        ):
            with suppress(CuttingsError):
                act()
        output = worker_pool._log_output(pool_log)
        if not isinstance(output, int):
            output.write(b"$(touch owned)\n")
            output.close()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
        if path.is_file()
    }  # fmt: skip


@pytest.mark.parametrize("victim", ["there", "missing", "database"])
@pytest.mark.parametrize("name", ["tags.yaml", *(f".cuttings/{one}" for one in STATE_FILES)])
def test_no_file_is_written_through_a_link(
    library: Path, outside: Path, name: str, victim: str
) -> None:
    target = outside / "profile"
    if victim == "there":
        target.write_text(SHELL)
    elif victim == "database":
        with sqlite3.connect(target) as database:
            database.execute("CREATE TABLE passwords (word)")
        database.close()
    in_place_of(library / name).symlink_to(target)
    before = snapshot(outside)
    for _ in range(2):
        use(library)
    assert snapshot(outside) == before


@pytest.mark.parametrize("name", [".cuttings", ".cuttings/backups"])
@pytest.mark.parametrize("victim", ["there", "missing"])
def test_no_folder_is_entered_through_a_link(
    library: Path, outside: Path, name: str, victim: str
) -> None:
    target = outside / "private"
    if victim == "there":
        target.mkdir()
        (target / "index.db").write_text("mine")
    in_place_of(library / name).symlink_to(target)
    before = snapshot(outside)
    use(library)
    assert snapshot(outside) == before
    assert target.exists() == (victim == "there")


@pytest.mark.parametrize("name", STATE_FILES)
def test_no_file_is_written_through_a_second_name(library: Path, outside: Path, name: str) -> None:
    target = outside / "profile"
    target.write_text(SHELL)
    os.link(target, in_place_of(library / ".cuttings" / name))
    use(library)
    assert snapshot(outside) == {"profile": SHELL.encode()}


@pytest.mark.parametrize(
    "name", ["tags.yaml", ".cuttings", *(f".cuttings/{n}" for n in STATE_FILES)]
)
def test_a_pipe_keeps_nobody_waiting(library: Path, name: str) -> None:
    os.mkfifo(in_place_of(library / name))
    use(library)


def test_a_link_is_refused_in_one_line_that_names_what_helps(library: Path, outside: Path) -> None:
    in_place_of(library / "tags.yaml").symlink_to(outside / "profile")
    with pytest.raises(LibraryError, match=r"tags\.yaml: is a link to .*/profile: .*--tags FILE"):
        Library.open(library)
    with Library.open(library, tags_file=outside / "mine.yaml", refresh=True) as opened:
        opened.tag(["b.txt"], "gas")
    assert "gas" in (outside / "mine.yaml").read_text()
    in_place_of(library / ".cuttings").symlink_to(outside)
    (library / "tags.yaml").unlink()
    with pytest.raises(LibraryError, match=r"\.cuttings: is a link.*--tags FILE"):
        Library.open(library)
    with Library.open(library, tags_file=outside / "mine.yaml", refresh=True) as opened:
        assert opened.count("tag:gas") == 1


def test_a_link_that_stays_inside_is_refused_too(library: Path) -> None:
    in_place_of(library / "tags.yaml").symlink_to("a.txt")
    with pytest.raises(LibraryError, match=r"is a link to a\.txt"):
        Library.open(library)


def test_a_link_that_is_laid_while_the_library_is_open_is_said(
    library: Path, outside: Path
) -> None:
    target = outside / "profile"
    target.write_text(SHELL)
    with Library.open(library, refresh=True) as opened:
        in_place_of(library / "tags.yaml").symlink_to(target)
        opened.tag(["b.txt"], "gas")
        with suppress(CuttingsError):
            opened.userdata.flush()
        assert "is a link" in str(opened.userdata.state.problem)
        (library / "tags.yaml").unlink()
        opened.userdata.restore()
    assert target.read_text() == SHELL
    assert "gas" in (library / "tags.yaml").read_text()


def test_a_library_that_the_user_named_by_a_link_is_as_good_as_any(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(library)
    with Library.open(tmp_path / "way", refresh=True) as opened:
        opened.tag(["b.txt"], "gas")
    assert "gas" in (library / "tags.yaml").read_text()


@pytest.mark.parametrize("where", ["outside", "above"])
def test_an_article_folder_that_leads_out_is_not_read(
    library: Path, outside: Path, where: str
) -> None:
    (outside / "private.txt").write_text("A secret.\n")
    (library / "seeds").symlink_to(outside if where == "outside" else "..")
    with pytest.raises(LibraryError, match="seeds: a link that leads out of the library"):
        Library.open(library, yes=True)


def test_an_article_folder_that_stays_inside_is_read(library: Path) -> None:
    (library / "texts").mkdir()
    (library / "texts" / "c.txt").write_text("A text.\n")
    (library / "seeds").symlink_to("texts")
    with Library.open(library, refresh=True) as opened:
        assert list(opened.ids()) == ["c.txt"]


def test_a_tags_file_that_the_folder_names_counts_for_nothing(library: Path, outside: Path) -> None:
    (library / ".cuttings" / "tags-file").write_text(str(outside / "profile"))
    with Library.open(library, refresh=True) as opened:
        assert opened.places.elsewhere is None
        opened.tag(["b.txt"], "gas")
    assert not list(outside.iterdir())


def test_a_named_tags_file_is_not_reached_through_a_link_of_the_folder(
    library: Path, outside: Path
) -> None:
    (library / "anna.yaml").symlink_to(outside / "profile")
    (library / "sub").symlink_to(outside)
    for name, message in (("anna.yaml", "is a link to"), ("sub/x.yaml", "leads out")):
        with pytest.raises(LibraryError, match=message):
            Library.open(library, tags_file=library / name)
    assert not list(outside.iterdir())


def test_a_huge_tags_file_is_not_read_whole(library: Path) -> None:
    with open(library / "tags.yaml", "wb") as file:
        file.truncate(1 << 40)
    with Library.open(library, refresh=True) as opened:
        assert "larger than 64 MB" in str(opened.userdata.state.problem)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run nothing of what a shell would run in a folder that is not the test's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("store.userdata.writer.RETRY_SECONDS", 0.02)
    monkeypatch.setattr("store.userdata.writer.LONGEST_PAUSE", 0.02)
    yield
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    "script",
    [
        """INSERT INTO facts VALUES ('["settings","ignore"]', '{broken')""",
        """INSERT INTO facts VALUES ('["settings","model"]', '{broken')""",
        """INSERT INTO facts VALUES ('["entities","aliases","x"]', '{broken')""",
        *("INSERT INTO facts VALUES ('{broken', '1')", "INSERT INTO facts VALUES ('[5]', '1')"),
        "UPDATE texts SET paragraphs = '{broken', boilerplate = '[', reflow = '['",
        *("UPDATE texts SET paragraphs = '5'", "UPDATE texts SET reflow = '5'"),
        *("UPDATE tags SET extra = '{broken'", "UPDATE tags SET extra = '5'"),
        "INSERT INTO marks VALUES (1, 'ab', 'x', 1, 0, 5, '{broken')",
        "INSERT INTO marks VALUES (1, 'ab', 'x', 1, 0, 5, '5')",
        "UPDATE meta SET value = '{broken' WHERE key != 'born'",
        "INSERT OR REPLACE INTO meta VALUES ('moves', '{broken')",
        "INSERT OR REPLACE INTO meta VALUES ('pieces', '{broken')",
    ],
)
def test_an_index_with_values_that_cannot_be_read_is_made_again(
    library: Path, script: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(library / ".cuttings" / "index.db") as index:
        index.executescript(script)
    index.close()
    monkeypatch.chdir(library)
    for command in (["list", "--json"], ["show", "a.txt", "--no-entities"], ["check"]):
        main(command)
    assert main(["tag", "add", "gas", "b.txt"]) == 0
    assert main(["list", "tag:"]) == 0
    listed = capfd.readouterr().out.splitlines()[-2:]
    assert [line.split()[0] for line in listed] == ["a.txt", "b.txt"]


def test_a_file_that_has_become_a_link_since_the_folder_was_listed_is_not_read(
    library: Path, outside: Path
) -> None:
    (outside / "private.txt").write_text("A secret.\n")
    (library / "inside.txt").symlink_to("a.txt")
    in_place_of(library / "b.txt").symlink_to(outside / "private.txt")
    look = FileReading(bytes(library), os.path.realpath(bytes(library)), frozenset())
    contents = [
        look.content(Task(name, name.encode(), None, 0, 9, None, None, None, None))
        for name in ("inside.txt", "b.txt")
    ]
    assert contents[0].data.startswith(b"A headline of a.txt")
    assert (contents[1].data, contents[1].problem) == (b"", "a link that leads outside the library")


@pytest.mark.parametrize("swapped", [".", "deep"])
def test_a_folder_that_has_become_a_link_since_it_was_listed_is_not_read(
    library: Path, outside: Path, swapped: str
) -> None:
    (library / "deep").mkdir()
    (library / "deep" / "c.txt").write_text("Words.\n")
    (outside / "deep").mkdir()
    for folder in (outside, outside / "deep"):
        (folder / "c.txt").write_text("A secret.\n")
    root = os.path.realpath(bytes(library))
    in_place = library / swapped
    in_place.rename(in_place.resolve().with_name("away"))
    (library / swapped).symlink_to(outside / swapped)
    task = Task("deep/c.txt", b"deep/c.txt", None, 0, 9, None, None, None, None)
    content = FileReading(bytes(library), root, frozenset()).content(task)
    assert (content.data, content.problem) == (b"", "a link that leads outside the library")
