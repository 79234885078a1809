"""Jump keeps up with the index."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from store.index.database import Database
from store.jump import disk_cache, index_rows, index_sync
from store.jump.jump_engine import Jumper
from tests.store.jump.conftest import Fill, fill

TITLES = {f"{number:04d}.txt": f"headline number {number}" for number in range(60)}


def ids(jumper: Jumper, text: str) -> list[str]:
    return [match.id for match in jumper.search(text)]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """Return a list that grows by the number of articles of each reading, None for all."""
    read: list[int | None] = []
    real = index_rows.read_segment

    def counting(connection, nums=None, stop=lambda: False):  # type: ignore[no-untyped-def]
        read.append(None if nums is None else len(nums))
        return real(connection, nums, stop)

    monkeypatch.setattr(index_sync, "read_segment", counting)
    return read


def test_few_changes_are_read_alone_and_found_at_the_next_search(
    make_index: Fill, counted: list[int | None]
) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    assert ids(jumper, "zanzibar") == []
    assert not jumper.stale()
    fill(database, {"x": "Talks in Zanzibar"})
    assert jumper.stale()
    assert ids(jumper, "zanzibar") == ["x"]
    assert not jumper.stale()
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET title = 'Talks in Lusaka' WHERE id = 'x'")
        connection.execute("UPDATE articles SET present = 0 WHERE id = '0007.txt'")
        connection.execute("UPDATE articles SET read = '2026-01-01'")
    assert ids(jumper, "zanzibar") == []
    assert ids(jumper, "lusaka") == ["x"]
    assert "0007.txt" not in ids(jumper, "0007")
    assert counted == [None, 1, 2]


def test_tags_names_and_their_corrections_are_taken_up(make_index: Fill) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    jumper.search("x")
    fill(database, {}, tags={"Zanzibar": ["0003.txt"]}, names={"Daesh": ["0004.txt"]})
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET recipe = 'r' WHERE id = '0004.txt'")
    assert ids(jumper, "#zanz") == ["0003.txt"]
    assert ids(jumper, "daesh") == ["0004.txt"]
    with database.transaction() as connection:
        connection.execute("UPDATE tags SET name = 'Lusaka', fold = 'lusaka'")
        connection.execute("""INSERT INTO facts VALUES ('["entities", "aliases", "Daesh"]',
            '"Islamic State"')""")
    jumper.refresh()
    assert ids(jumper, "#zanz") == []
    assert ids(jumper, "#lusaka") == ["0003.txt"]
    assert ids(jumper, "islamic state") == ["0004.txt"]
    with database.transaction() as connection:
        connection.execute("""INSERT INTO facts VALUES ('["entities", "hidden", "Daesh"]',
            'true')""")
    jumper.refresh()
    assert ids(jumper, "daesh") == []


def test_another_connection_s_changes_are_seen(make_index: Fill) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    jumper.search("x")
    other = Database(database.path)
    fill(other, {"x": "Talks in Zanzibar"})
    other.close()
    assert ids(jumper, "zanzibar") == ["x"]


def test_many_changes_are_read_behind_the_searches(
    make_index: Fill, counted: list[int | None]
) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    jumper.search("x")
    fill(database, {f"new{number}": f"Zanzibar {number}" for number in range(6000)})
    assert ids(jumper, "headline")
    for _ in range(1000):
        if ids(jumper, "zanzibar"):
            break
        time.sleep(0.01)
    assert len(ids(jumper, "zanzibar")) == 20
    assert counted[:2] == [None, None]
    assert len(counted) <= 3  # where the machine is slow, what is read behind may be read once more
    jumper.close()


def test_a_kept_segment_spares_reading_all_again(
    make_index: Fill, counted: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_sync, "KEPT_FROM", 10)
    database = make_index(TITLES, tags={"syria": ["0001.txt"]}, names={"Erdoğan": ["0002.txt"]})
    texts = ("headline 33", "#syria", "erdogan", "0004", "nmber")
    before = [Jumper(database).search(text) for text in texts]
    fill(database, {"x": "Talks in Zanzibar"})
    counted.clear()
    later = Jumper(database)
    assert ids(later, "zanzibar") == ["x"]
    assert counted == [1]
    assert [later.search(text) for text in texts] == before


def test_a_kept_segment_that_is_broken_or_another_index_s_is_not_taken(
    make_index: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_sync, "KEPT_FROM", 10)
    database = make_index(TITLES)
    Jumper(database).search("x")
    path = disk_cache.path_beside(database.path)
    born = str(database.meta("born"))
    whole = path.read_bytes()
    assert disk_cache.load(path, born) is not None
    assert disk_cache.load(path, "another") is None
    for size in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert disk_cache.load(path, born) is None
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        loaded = disk_cache.load(path, born)
        assert loaded is None or len(loaded[0]) == len(TITLES)
    path.unlink()
    assert disk_cache.load(path, born) is None


def test_where_nothing_can_be_written_nothing_is_kept(make_index: Fill, tmp_path: Path) -> None:
    database = make_index(TITLES)
    segment = index_rows.read_segment(database.connection())
    disk_cache.save(tmp_path / "missing" / "jump.npz", segment, "born", 1)
    assert not (tmp_path / "missing").exists()


def test_reading_is_given_up_when_asked(make_index: Fill) -> None:
    database = make_index(TITLES)
    with pytest.raises(index_rows.Stopped):
        index_rows.read_segment(database.connection(), stop=lambda: True)


def test_searches_of_several_threads_take_turns_and_see_each_change(make_index: Fill) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    found: list[list[str]] = []
    for number in range(3):
        fill(database, {f"x{number}": "Talks in Zanzibar"})
        threads = [
            threading.Thread(target=lambda: found.append(ids(jumper, "zanzibar"))) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [len(each) for each in found] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_closing_ends_what_is_built_behind(make_index: Fill) -> None:
    database = make_index(TITLES)
    jumper = Jumper(database)
    jumper.search("x")
    fill(database, {f"new{number}": f"Zanzibar {number}" for number in range(6000)})
    jumper.search("x")
    jumper.close()
    assert not any(thread.name == "jump" for thread in threading.enumerate())
