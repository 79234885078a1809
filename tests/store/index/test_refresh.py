"""The index brought in step with the folder."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.folder import decode
from store.index import article_writer, file_reader
from store.index.article_builder import Prepared
from store.index.database import READING_CACHE
from store.index.refresh import refresh
from store.index.refresh_results import Progress, Refreshed
from tests.conftest import MakeArticles
from tests.store.index.conftest import Folder


def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that grows by the path of every file that is read."""
    read: list[bytes] = []
    real = decode.read_bytes

    def read_bytes(path: bytes, most: int = decode.MAX_BYTES) -> decode.Content:
        read.append(path)
        return real(path, most)

    monkeypatch.setattr(file_reader, "read_bytes", read_bytes)
    return read


def test_new_files_are_described_and_found(folder: Folder) -> None:
    folder.write("b/x.txt", "Oil prices rise\n\nANKARA, December 9. /TASS/. Oil rose again.\n")
    folder.write("a.txt", "Gas prices fall\n\nThe price of gas fell.\n")
    assert folder.refresh() == Refreshed(added=2)
    assert folder.ids() == ["a.txt", "b/x.txt"]
    assert folder.found("again") == ["b/x.txt"]
    row = folder.one("SELECT title, source, published, status FROM articles WHERE id = 'b/x.txt'")
    assert row == ("Oil prices rise", "TASS", "XXXX-12-09", "ok")


def test_what_a_refresh_keeps_in_memory_is_given_back(folder: Folder) -> None:
    folder.write("a.txt")
    folder.refresh()
    assert folder.one("PRAGMA cache_size") == (-READING_CACHE,)


def test_what_did_not_change_is_not_read_and_nothing_is_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt")
    folder.write("b.jpg")
    folder.refresh()
    version = folder.database.version()
    read = reads(monkeypatch)
    assert folder.refresh() == Refreshed(other_files=1)
    assert read == []
    assert folder.database.version() == version


def test_a_changed_file_is_read_again_and_its_old_words_are_gone(folder: Folder) -> None:
    folder.write("a.txt", "about oil")
    folder.write("b.txt", "about iron")
    folder.refresh()
    folder.write("a.txt", "about gas")
    assert folder.refresh() == Refreshed(changed=1)
    assert folder.found("oil") == []
    assert folder.found("gas") == ["a.txt"]
    assert folder.found("about") == ["a.txt", "b.txt"]
    assert folder.sound()


def test_a_file_that_only_has_a_new_time_keeps_its_entities(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.write("a.txt")
    folder.refresh()
    folder.database.connection().execute("UPDATE articles SET recipe = 'r'")
    os.utime(path, ns=(1, 1))
    assert folder.refresh() == Refreshed()
    assert folder.one("SELECT recipe, mtime_ns FROM articles") == ("r", 1)
    read = reads(monkeypatch)
    folder.refresh()
    assert read == []


def test_another_content_of_the_same_size_and_a_fresh_time_is_not_missed(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    path.touch()
    status = path.stat()
    folder.refresh()
    path.write_text("about gas", encoding="utf-8")
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    folder.refresh()
    assert folder.found("gas") == ["a.txt"]


def test_a_vanished_file_leaves_the_users_work_and_nothing_else(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    path.unlink()
    assert folder.refresh() == Refreshed(removed=1)
    assert folder.ids() == []
    assert folder.found("oil") == []
    assert folder.one("SELECT count(*) FROM texts") == (0,)
    assert folder.tagged("economy") == ["a.txt"]
    assert folder.sound()


def test_a_file_that_comes_back_has_its_tags_again(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    path.unlink()
    folder.refresh()
    folder.write("a.txt", "about other oil")
    assert folder.refresh() == Refreshed(added=1)
    assert folder.tagged("economy") == ["a.txt"]
    assert folder.found("oil") == ["a.txt"]


def test_many_files_are_written_in_several_transactions(
    folder: Folder, make_articles: MakeArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_articles(folder.articles, 300)
    sizes: list[int] = []
    real = article_writer.write

    def write(connection: object, batch: list[Prepared]) -> article_writer.Written:
        sizes.append(sum(item.size for item in batch))
        return real(connection, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(article_writer, "write", write)
    assert folder.refresh() == Refreshed(added=300)
    assert len(sizes) > 1
    assert max(sizes) < 2 * article_writer.LARGEST_BATCH
    assert folder.sound()


def test_progress_counts_what_is_found_and_what_is_read(folder: Folder) -> None:
    for number in range(3):
        folder.write(f"{number}.txt")
    told: list[Progress] = []
    refresh(folder.places, folder.database, progress=told.append)
    assert told[0] == Progress("looking", 3)
    assert told[-1] == Progress("reading", 3, 3)


def test_ignored_patterns_come_from_the_settings(folder: Folder) -> None:
    folder.write("a.txt")
    folder.write("draft.txt")
    folder.refresh()
    folder.database.connection().execute(
        "INSERT INTO facts VALUES (?, ?)", ('["settings","ignore"]', json.dumps(["draft*"]))
    )
    assert folder.refresh() == Refreshed(removed=1)
    assert folder.ids() == ["a.txt"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "d/a.txt", "d/c.txt"]),
        st.sampled_from([None, "oil", "gas", "iron ore"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_after_any_changes_the_index_says_what_the_folder_holds(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]
) -> None:
    folder = Folder(Path(tmp_path_factory.mktemp("folder")))
    held: dict[str, str] = {}
    for steps in rounds:
        for name, text in steps:
            if text is None:
                (folder.articles / name).unlink(missing_ok=True)
                held.pop(name, None)
            else:
                folder.write(name, text)
                held[name] = text
        folder.refresh()
        rows = folder.all(
            "SELECT a.id, t.body FROM articles a JOIN texts t USING (num) WHERE a.present = 1"
        )
        assert {str(id): body for id, body in rows} == held
        for word in ("oil", "gas", "ore"):
            assert folder.found(word) == sorted(id for id in held if word in held[id].split())
        assert folder.sound()
    folder.database.close()
