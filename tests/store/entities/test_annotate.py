"""The run that annotates: what is found, kept, wanted first, and survives."""

import itertools
import json
from pathlib import Path

import pytest

from store.entities import entity_store, queue
from store.entities.annotate import Annotated, AnnotateProgress, annotate
from store.entities.apply_corrections import entities
from store.entities.lease import KEY, Lease
from store.entities.spacy_models import model_version
from store.entities.worker_pool import WorkerDied
from store.errors import CuttingsError, ModelMissing
from store.index import article_faults, rows
from store.index.database import Database
from tests.store.entities.helpers import Inline, add_article


def test_finds_stores_and_counts(database: Database) -> None:
    num = add_article(database, "a", "Ann met Bob and Ann")
    assert annotate(database, executor=Inline()) == Annotated(1)
    found = entities(database, num)
    assert found is not None
    assert [(e.start, e.end, e.text, e.name) for e in found] == [
        (0, 3, "Ann", "Ann"),
        (8, 11, "Bob", "Bob"),
        (16, 19, "Ann", "Ann"),
    ]
    rows = database.connection().execute(
        "SELECT n.name, m.mentions, m.spelled FROM mentions m JOIN names n USING (name_id)"
        " ORDER BY n.name"
    )
    assert rows.fetchall() == [("Ann", 2, "Ann"), ("Bob", 1, "Bob")]


def test_an_article_without_findings_has_none_yet(database: Database) -> None:
    assert entities(database, add_article(database, "a", "Ann")) is None
    assert entities(database, 99) is None


def test_a_second_run_asks_no_worker(database: Database) -> None:
    add_article(database, "a", "Ann")
    annotate(database, executor=Inline())
    again = Inline()
    assert annotate(database, executor=again) == Annotated(0)
    assert again.batches == []


def test_the_same_content_is_annotated_once(database: Database) -> None:
    nums = [add_article(database, name, "Ann spoke") for name in "abc"]
    executor = Inline()
    assert annotate(database, executor=executor).articles == 3
    assert executor.texts == ["Ann spoke"]
    later = add_article(database, "d", "Ann spoke")
    assert annotate(database, executor=executor).articles == 1
    assert executor.texts == ["Ann spoke"]
    assert all(entities(database, num) for num in [*nums, later])


def test_blank_texts_need_no_worker(database: Database) -> None:
    num = add_article(database, "a", " \n\n ")
    executor = Inline()
    assert annotate(database, executor=executor).articles == 1
    assert executor.batches == []
    assert entities(database, num) == ()


def test_stale_findings_stay_until_they_are_replaced(database: Database) -> None:
    num = add_article(database, "a", "Ann")
    annotate(database, executor=Inline())
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET recipe = 'old'")
        connection.execute("UPDATE findings SET recipe = 'old'")
    assert entities(database, num)
    executor = Inline()
    assert annotate(database, executor=executor).articles == 1
    assert executor.texts == ["Ann"]
    stored = database.connection().execute("SELECT recipe FROM findings").fetchall()
    assert stored == [(model_version(),)]


def test_the_wanted_article_comes_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "BATCH_TEXTS", 1)
    nums = [add_article(database, f"{i:02}", f"Ann{i}") for i in range(9)]
    executor = Inline()
    wanted = iter([None, nums[7], nums[7], nums[5]])
    annotate(database, executor=executor, first=lambda: next(wanted, None))
    assert executor.texts[:4] == ["Ann0", "Ann7", "Ann1", "Ann5"]
    assert sorted(executor.texts) == sorted(f"Ann{i}" for i in range(9))


def test_only_some_articles(database: Database) -> None:
    nums = [add_article(database, name, name.upper()) for name in "abcd"]
    executor = Inline()
    assert annotate(database, executor=executor, only=[nums[2], nums[0]]).articles == 2
    assert executor.texts == ["C", "A"]


def test_batches_are_small(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "BATCH_SIZE", 100)
    for i in range(20):
        add_article(database, f"{i:02}", f"Ann{i} " * 6)
    executor = Inline()
    annotate(database, executor=executor)
    assert max(sum(map(len, batch)) for batch in executor.batches) < 150
    assert len(executor.texts) == 20


def test_a_long_text_goes_in_sections_and_comes_back_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SECTION", 50)
    text = "\n\n".join(f"Ann spoke to Bob{i}" for i in range(20))
    num = add_article(database, "a", text)
    executor = Inline()
    assert annotate(database, executor=executor).articles == 1
    assert len(executor.texts) > 5
    assert "".join(executor.texts) == text
    found = entities(database, num)
    assert found is not None
    assert len(found) == 40
    assert all(text[e.start : e.end] == e.text for e in found)


def test_stop_is_honoured_and_what_was_found_is_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "BATCH_TEXTS", 1)
    for i in range(9):
        add_article(database, f"{i}", f"Ann{i}")
    executor = Inline()
    done = annotate(database, executor=executor, stop=lambda: len(executor.batches) >= 2).articles
    assert 0 < done <= 4
    assert annotate(database, executor=Inline()).articles == 9 - done


def test_known_findings_of_many_articles_do_not_keep_stop_waiting(database: Database) -> None:
    for i in range(300):
        add_article(database, f"{i:03}", "Ann spoke")
    annotate(database, executor=Inline())
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET recipe = NULL")
    looks = iter(range(3))
    stopped = annotate(database, executor=Inline(), stop=lambda: next(looks, None) is None)
    assert 0 < stopped.articles < 300
    executor = Inline()
    assert annotate(database, executor=executor).articles == 300 - stopped.articles
    assert executor.batches == []


def test_a_text_that_kills_its_worker_is_listed_and_the_others_go_on(database: Database) -> None:
    for name, text in [("a", "Ann"), ("b", "DEADLY"), ("c", "Bob")]:
        add_article(database, name, text)
    executor = Inline(lambda text: WorkerDied(-11) if text == "DEADLY" else None)
    assert annotate(database, executor=executor) == Annotated(2, (("b", entity_store.OWN_FAULT),))
    assert article_faults.listed(database.connection(), "names") == [("b", entity_store.OWN_FAULT)]
    again = Inline()
    assert annotate(database, executor=again) == Annotated(0)
    assert again.batches == []


def test_a_text_that_raises_is_listed_too(database: Database) -> None:
    add_article(database, "a", "Ann")
    num = add_article(database, "b", "BAD")
    executor = Inline(lambda text: ValueError(text) if text == "BAD" else None)
    reason = "finding the names in it failed (ValueError: BAD)"
    assert annotate(database, executor=executor) == Annotated(1, (("b", reason),))
    assert entities(database, num) == ()
    (row,) = rows.fetch(database, [num])
    assert row.reason == reason


@pytest.mark.parametrize("error", [WorkerDied(-9), MemoryError()])
def test_a_text_whose_worker_had_no_memory_is_tried_again_by_the_next_run(
    database: Database, error: Exception
) -> None:
    num = add_article(database, "a", "Ann")
    add_article(database, "b", "Bob")
    executor = Inline(lambda text: error if text == "Ann" else None)
    ((id, reason),) = annotate(database, executor=executor).failed
    assert id == "a"
    assert "memory" in reason
    assert rows.fetch(database, [num])[0].reason == reason
    assert entities(database, num) is None
    assert annotate(database, executor=Inline()) == Annotated(1)
    assert rows.fetch(database, [num])[0].reason is None
    assert entities(database, num) != ()


def test_workers_that_always_die_end_the_run_with_one_line(database: Database) -> None:
    for i in range(20):
        add_article(database, f"{i}", f"Ann{i}")
    with pytest.raises(CuttingsError, match="keeps crashing"):
        annotate(database, executor=Inline(lambda text: WorkerDied(1)))
    with pytest.raises(CuttingsError, match="memory"):
        annotate(database, executor=Inline(lambda text: WorkerDied(-9)))


def test_an_article_that_changed_meanwhile_keeps_no_old_findings(database: Database) -> None:
    num = add_article(database, "a", "Ann")

    class Changing(Inline):
        def submit(self, fn: object, /, *args: object, **kwargs: object) -> object:  # type: ignore[override]
            with database.transaction() as connection:
                connection.execute("UPDATE articles SET sha256 = 'other'")
            return super().submit(fn, *args, **kwargs)

    assert annotate(database, executor=Changing()) == Annotated(0)
    assert entities(database, num) is None


def test_progress_reaches_the_total(database: Database) -> None:
    for i in range(5):
        add_article(database, f"{i}", f"Ann{i}")
    steps: list[AnnotateProgress] = []
    annotate(database, executor=Inline(), progress=steps.append)
    assert [steps[0].done, steps[0].total] == [0, 5]
    assert [steps[-1].done, steps[-1].total] == [5, 5]
    assert all(one.done <= other.done for one, other in itertools.pairwise(steps))


def test_two_runs_do_not_share_the_work(database: Database) -> None:
    nums = [add_article(database, name, name.upper()) for name in "abc"]
    other = Lease(database)
    assert other.acquire()
    executor = Inline()
    looks = iter(range(5))
    steps: list[AnnotateProgress] = []
    result = annotate(
        database,
        executor=executor,
        first=lambda: nums[1],
        stop=lambda: next(looks, None) is None,
        progress=steps.append,
    )
    assert result.articles == 1
    assert executor.texts == ["B"]
    assert steps[-1].total == 3
    other.release()
    assert annotate(database, executor=executor).articles == 2


def test_a_lease_of_a_dead_process_is_free(database: Database) -> None:
    lease = Lease(database)
    assert lease.acquire()
    holder = json.loads(database.meta(KEY))
    database.set_meta(KEY, json.dumps(holder | {"pid": 2**22 + 1}))
    assert Lease(database).acquire()


def test_a_lease_runs_out(database: Database) -> None:
    assert Lease(database).acquire()
    assert not Lease(database).acquire()
    holder = json.loads(database.meta(KEY))
    database.set_meta(KEY, json.dumps(holder | {"until": 1.0}))
    assert Lease(database).acquire()


def test_a_missing_model_raises_before_any_work(database: Database, tmp_path: Path) -> None:
    executor = Inline()
    with pytest.raises(ModelMissing):
        annotate(database, model="no_such_model", executor=executor)
    assert executor.batches == []


def test_tidying_forgets_what_nothing_refers_to(database: Database) -> None:
    add_article(database, "a", "Ann")
    annotate(database, executor=Inline())
    with database.transaction() as connection:
        connection.execute("DELETE FROM articles")
        connection.execute("DELETE FROM mentions")
    assert entity_store.delete_unused(database) == 2
    assert database.connection().execute("SELECT count(*) FROM names").fetchone() == (0,)
