from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.index.article_builder import COLUMNS, Prepared
from store.index.conversion_pool import ConversionPool
from store.index.document_builder import part_name
from store.index.file_conversion import Limits
from store.index.file_diff import Task
from store.index.file_rows import Converted
from store.progress import never_cancel
from tests.store.index.fake_readers import look, task

QUICK = Limits(seconds=1, memory=600_000_000)


def convert(*batches: list[str], processes: int = 1, limits: Limits = QUICK) -> dict[str, object]:
    pool = ConversionPool(look, processes, limits)
    todo: Iterator[list[Task]] = iter([[task(name) for name in batch] for batch in batches])
    return {item.id: result for item, result in pool.run(todo, never_cancel)}


def column(article: Prepared, name: str) -> object:
    return article.article[COLUMNS.index(name)]


def single(conversion: object) -> Prepared:
    assert isinstance(conversion, Converted)
    assert len(conversion.articles) == 1
    return conversion.articles[0]


def test_a_file_that_hangs_its_reader_is_given_up_and_the_others_go_on() -> None:
    results = convert(["one", "hang", "two"], ["three"])
    assert results["hang"] == "takes longer than 1 s to read"
    assert [single(results[name]).text[1] for name in ("one", "two", "three")] == [
        "The text of one.",
        "The text of two.",
        "The text of three.",
    ]


def test_a_file_that_ends_its_process_is_tried_twice_and_given_up_with_the_signal() -> None:
    results = convert(["crash", "one"])
    assert results["crash"] == "its reader's process ended (SIGSEGV)"
    assert isinstance(results["one"], Converted)


def test_a_process_that_ended_once_by_bad_luck_costs_no_file(tmp_path: Path) -> None:
    name = f"crash-once {tmp_path / 'flag'}"
    assert isinstance(convert(["one", name, "two"])[name], Converted)


def test_a_reader_that_takes_all_memory_gives_a_reason() -> None:
    article = single(convert(["memory", "one"])["memory"])
    assert column(article, "status") == "too large"
    assert column(article, "reason") == "needs too much memory to be read"


def test_a_reader_without_an_end_of_calls_gives_a_reason() -> None:
    article = single(convert(["recursion"])["recursion"])
    assert column(article, "status") == "unreadable"
    assert "RecursionError" in str(column(article, "reason"))


def test_a_reason_of_a_reader_is_the_articles() -> None:
    article = single(convert(["locked"])["locked"])
    assert (column(article, "status"), column(article, "reason")) == (
        "encrypted",
        "protected by a password",
    )


def test_a_file_of_data_without_texts_gives_no_article_but_a_problem() -> None:
    conversion = convert(["data"])["data"]
    assert isinstance(conversion, Converted)
    assert conversion.articles == ()
    assert conversion.file.problem == "no column of texts"


def test_what_was_read_before_the_damage_is_kept_and_the_rest_named() -> None:
    conversion = convert(["parts a b damage c"])["parts a b damage c"]
    assert isinstance(conversion, Converted)
    assert [item.id.partition("#")[2] for item in conversion.articles] == ["001", "002"]
    problem = conversion.file.problem or ""
    assert problem.startswith("all behind article 2: damaged")
    assert "\x1b" not in problem


def test_plain_text_after_all_is_left_to_others() -> None:
    assert convert(["plain"]) == {"plain": None}


def test_several_processes_convert_every_file_once() -> None:
    names = [f"name{number}" for number in range(40)]
    results = convert(*[names[at : at + 3] for at in range(0, 40, 3)], processes=3)
    assert sorted(results) == sorted(names)
    assert all(isinstance(result, Converted) for result in results.values())


def test_a_refresh_that_is_stopped_ends_although_a_reader_hangs() -> None:
    pool = ConversionPool(look, 1, Limits(seconds=1000))
    assert list(pool.run(iter([[task("sleep")]]), lambda: True)) == []


def test_a_headline_that_the_format_keeps_apart_opens_the_text() -> None:
    conversion = convert(["parts storm"])["parts storm"]
    assert isinstance(conversion, Converted)
    article = conversion.articles[0]
    assert article.text[1] == "storm\n\nThe text of storm."
    assert column(article, "title") == "storm"
    assert article.text[4:6] == (0, 5)


@given(st.text(min_size=1))
def test_the_name_of_a_part_is_safe_in_an_id_and_stays_as_it_is(part: str) -> None:
    name = part_name(part)
    assert 0 < len(name) <= 80
    assert not set(name) & set("#/\\ \n\t\x1b\x00")
    assert part_name(name) == name or "%" in name
