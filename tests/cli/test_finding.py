"""`search` and `jump` on the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call, command, environment
from tests.cli.test_articles import IDS


def test_search_prints_hits_with_their_places(here: Call) -> None:
    hits = here("search", '"islamic state"', "--json").values
    texts = {
        one["id"]: one["text"] for one in here("show", "--all", "--json", "--no-entities").values
    }
    assert hits
    for hit in hits:
        assert list(hit) == ["id", "start", "end", "before", "match", "after"]
        assert texts[hit["id"]][hit["start"] : hit["end"]] == hit["match"]
        assert hit["match"].split()[0].casefold() == "islamic"


def test_plain_search_is_one_line_a_hit(here: Call) -> None:
    for line in here("search", "turkey").lines:
        id, place, context = line.split("\t")
        assert id in IDS
        start, end = map(int, place.split("-"))
        assert start < end
        assert "turk" in context.casefold()


def test_search_says_when_it_has_more_hits_than_it_prints(here: Call) -> None:
    cut = here("search", "turkey", "--limit", "3")
    assert (len(cut.lines), len(cut.errors), cut.code) == (3, 1, 0)
    assert "--limit 0" in cut.err
    whole = here("search", "turkey", "--limit", "0")
    assert len(whole.lines) > 3
    assert whole.err == ""


def test_search_sorts_by_what_stands_around_the_hits(here: Call) -> None:
    hits = here("search", "turkey", "--sort", "right", "--json").values
    after = [hit["after"].split()[0].casefold() for hit in hits if hit["after"].split()]
    assert len(after) > 3
    assert here("search", "turkey", "--sort", "size").code == 2
    cut = here("search", "turkey", "--sort", "right", "--limit", "2")
    assert cut.err == f"cuttings: the first 2 of {len(hits)} hits that were sorted\n"


def test_search_takes_nearness_and_patterns(here: Call) -> None:
    for hit in here("search", "NEAR(turkey islamic, 12)", "--json").values:
        assert {"turkey", "islamic"} <= set(hit["match"].casefold().split())
    matches = [hit["match"] for hit in here("search", r"/\bturk\w+ gov\w+/", "--json").values]
    assert matches
    assert here("search", "/turk(/").code == 2
    stopped = here("search", "/turk./", "--seconds", "0.000001")
    assert stopped.code == 1
    assert "0 of 5 articles looked through" in stopped.err


def test_search_names_a_word_that_no_text_has(here: Call) -> None:
    nothing = here("search", "turkey lavorv")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == "cuttings: no text has: lavorv; try: turkey lavrov\n"


def test_jump_prints_one_line_an_article_best_first(here: Call) -> None:
    matches = here("jump", "lavorv", "ankara", "--json").values
    assert [list(match) for match in matches] == [["id", "title", "score"]] * len(matches)
    assert matches[0]["id"] == IDS[4]
    scores = [match["score"] for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert len({match["id"] for match in matches}) == len(matches)
    lines = here("jump", "lavorv ankara", "--limit", "1").lines
    assert [line.split("\t")[1] for line in lines] == [IDS[4]]


def test_each_line_is_answered_before_the_next_one_comes(library_folder: Path) -> None:
    asking = subprocess.Popen(
        command("jump", "--stdin", "--json", "--limit", "1"),
        cwd=library_folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert asking.stdin is not None
    assert asking.stdout is not None
    answers = []
    for line in (b"lavrov ankara\n", b"\n", b"fidan\r\n", b"\xff\xfe zzzzqq\n"):
        asking.stdin.write(line)
        asking.stdin.flush()
        answers.append(json.loads(asking.stdout.readline()))
    asking.stdin.close()
    assert asking.stdout.read() == b""
    assert asking.wait(10) == 0
    assert [list(answer) for answer in answers] == [["query", "matches"]] * 4
    assert [answer["query"] for answer in answers[:3]] == ["lavrov ankara", "", "fidan"]
    assert [match["id"] for match in answers[0]["matches"]] == [IDS[4]]
    assert answers[1]["matches"] == []
    assert [match["id"] for match in answers[2]["matches"]] == [IDS[3]]
    answers[3]["query"].encode("utf-8")


def test_plain_answers_end_with_a_blank_line_and_exit_code_0(process: Call) -> None:
    done = process("jump", "--stdin", "--limit", "1", input=b"lavrov ankara\n\nqqqqzzzz\nfidan")
    assert done.code == 0
    answers = [answer.split("\n") for answer in done.out.removesuffix("\n").split("\n\n")]
    assert answers[0][0].split("\t")[1] == IDS[4]
    assert done.lines[1:4] == ["", "", ""]
    assert done.lines[-2].split("\t")[1] == IDS[3]


@pytest.mark.parametrize("text", ["-fidan", "-x"])
def test_an_option_that_is_none_is_refused(here: Call, text: str) -> None:
    assert here("jump", text).code == 2
    assert here("jump", "--", text).code in (0, 1)


def test_a_nearness_that_is_not_closed_is_an_error_with_its_column(here: Call) -> None:
    done = here("search", "oil", "NEAR(turkey")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("cuttings: query, column 16: expected a closing bracket")
    assert here("search", 'oil "NEAR(').code in (0, 1)
