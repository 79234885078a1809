"""Hits in context, in every order."""

from __future__ import annotations

import pytest

from store.errors import QueryError
from store.query import user_patterns
from store.search import concordance, regex_scan
from tests.store.search.conftest import Folder, count, ids, look, matches, search


def test_words_near_each_other_are_one_hit_from_the_first_to_the_last(folder: Folder) -> None:
    folder.write(
        "a.txt", "Turkey attacked ISIS. Later on Turkey said that oil and gas went to ISIS."
    )
    folder.write("b.txt", "Turkey is far from what one calls the group of ISIS")
    folder.refresh()
    assert matches(folder, "NEAR(turkey isis, 3)") == ["Turkey attacked ISIS"]
    assert matches(folder, '"isis turkey"~2') == ["Turkey attacked ISIS"]
    assert ids(folder, "NEAR(turkey isis, 20)") == ["a.txt", "b.txt"]
    assert matches(folder, 'NEAR("oil and gas" isis, 2) later') == [
        "Later",
        "oil and gas went to ISIS",
    ]
    assert matches(folder, "NEAR(oil turk*, 2)") == ["Turkey said that oil"]


def test_a_long_text_gives_the_same_nearness(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "Turkey attacked ISIS here. " * 400)
    folder.refresh()
    found = search(folder, "NEAR(turkey isis, 3)", 999)
    assert len(found) == 400
    monkeypatch.setattr("store.text.words.LONG", 10)
    assert search(folder, "NEAR(turkey isis, 3)", 999) == found


def test_a_pattern_is_found_with_its_places_across_wrapped_lines(folder: Folder) -> None:
    folder.write(
        "a.txt", "Headline here\n\nThe prices of oil\nand gas rose, and the price of oil fell.\n"
    )
    folder.write("b.txt", "No such thing, but a price.")
    folder.refresh()
    assert matches(folder, r"/prices? of oil/") == ["prices of oil", "price of oil"]
    assert matches(folder, "/OIL and/") == ["oil\nand"]
    assert matches(folder, r"gas /\bprice\w*/") == ["prices", "gas", "price"]
    assert ids(folder, "/price/") == ["a.txt", "b.txt"]
    assert count(folder, "/pri(c)e of/") == 1
    assert look(folder, "/zebra/").of == 0


def test_a_pattern_that_takes_too_long_on_a_text_leaves_it_and_says_so(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regex_scan, "SECONDS_A_TEXT", 0.05)
    folder.write("a.txt", "a" * 60 + "c")
    folder.write("b.txt", "aaa!")
    folder.refresh()
    found = look(folder, "/(a|aa)+!/")
    assert [hit.id for hit in found.hits] == ["b.txt"]
    assert (found.slow, found.looked, found.of) == (("a.txt",), 2, 2)


def test_when_its_time_is_over_a_search_says_how_far_it_came(folder: Folder) -> None:
    for name in "abc":
        folder.write(f"{name}.txt", f"oil {name}")
    folder.refresh()
    found = look(folder, "/o.l/", seconds=-1)
    assert (found.hits, found.looked, found.of) == ([], 0, 3)
    assert found.out_of_time
    assert found.more
    whole = look(folder, "/o.l/", seconds=60)
    assert (len(whole.hits), whole.looked, whole.out_of_time, whole.more) == (3, 3, False, False)


def test_a_search_for_a_pattern_tells_how_far_it_is_and_can_be_stopped(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regex_scan, "TELL_EVERY", -1)
    for name in "abc":
        folder.write(f"{name}.txt", f"oil {name}")
    folder.refresh()
    told: list[tuple[int, int, int]] = []
    look(folder, "/o.l/", tell=lambda now: told.append((len(now.hits), now.looked, now.of)))
    assert told == [(1, 1, 3), (2, 2, 3), (3, 3, 3)]
    assert search(folder, "/o.l/", stop=lambda: True) == []


def test_hits_are_sorted_by_the_words_before_or_after_them(folder: Folder) -> None:
    folder.write("a.txt", "the Élan oil zone. then big oil Area one. that big oil area none")
    folder.write("b.txt", "a dry oil")
    folder.refresh()

    def around(sort: str) -> list[str]:
        return [
            f"{hit.before[-4:]}{hit.match}{hit.after[:10].rstrip()}"
            for hit in search(folder, "oil", sort=sort)
        ]

    assert around("right") == [
        "dry oil",
        "big oil area none",
        "big oil Area one.",
        "lan oil zone. the",
    ]
    assert [one[:3] for one in around("left")] == ["big", "big", "dry", "lan"]
    assert around("left")[0] == "big oil area none"  # that, before: then


def test_only_so_many_hits_are_sorted_and_the_result_says_how_many(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "SORTED_AT_MOST", 3)
    folder.write("a.txt", "oil d oil c oil b oil a")
    folder.refresh()
    found = look(folder, "oil", 2, sort="right")
    assert [hit.after for hit in found.hits] == [" b oil a", " c oil b oil a"]
    assert (found.sorted, found.more) == (3, True)


def test_articles_are_sorted_by_date_newest_first_or_by_relevance(folder: Folder) -> None:
    folder.write("a.txt", "no date, oil\n")
    folder.write("b.txt", "oil " + "and other words " * 50)
    folder.write("c.txt", "oil oil oil oil\n")
    folder.refresh()
    with folder.database.transaction() as connection:
        for id, day in (("b.txt", "2016-01-01"), ("c.txt", "2017-01-01")):
            connection.execute("UPDATE articles SET first_day = ? WHERE id = ?", (day, id))

    def order(text: str, sort: str) -> list[str]:
        return list(dict.fromkeys(hit.id for hit in search(folder, text, sort=sort)))

    assert order("oil", "date") == ["c.txt", "b.txt", "a.txt"]
    assert order("/o.l/", "date") == ["c.txt", "b.txt", "a.txt"]
    assert order("oil", "relevance") == ["c.txt", "a.txt", "b.txt"]
    assert order("/o.l/", "relevance") == ["c.txt", "a.txt", "b.txt"]
    with pytest.raises(QueryError, match="relevance"):
        search(folder, "oil", sort="size")


def test_a_pattern_that_asks_for_nothing_gives_no_hit(folder: Folder) -> None:
    folder.write("a.txt", "oil")
    folder.refresh()
    assert search(folder, "/x*/") == []
    assert user_patterns.matches_in("x*", "oil")
