"""The codebook: keys, order, and tags renamed, merged and split."""

from __future__ import annotations

import pytest

from store.errors import TagNameError, UnknownTag
from store.model import Op, Tag
from tests.store.work.opened import Opened


def test_a_new_tag_gets_the_lowest_free_digit_until_there_is_none(opened: Opened) -> None:
    for number in range(10):
        opened.work.tag(["a.txt"], f"t{number}")
    opened.work.delete_tag("t3")
    opened.work.tag(["b.txt"], "new")
    keys = {tag.name: tag.key for tag in opened.work.tags()}
    assert keys["t0"] == 1
    assert keys["t9"] is None
    assert keys["new"] == 4


def test_a_key_belongs_to_one_tag(opened: Opened) -> None:
    opened.work.tag(["a.txt"], "one")
    opened.work.tag(["a.txt"], "two")
    opened.work.describe_tag("two", key=1, color="blue")
    assert opened.work.tags() == [
        Tag("one", 1, None, None, None, 1),
        Tag("two", 1, "blue", 1, None, 2),
    ]
    with pytest.raises(TagNameError):
        opened.work.describe_tag("two", key=10)


def test_tags_count_the_articles_and_unlisted_ones_come_last(opened: Opened) -> None:
    opened.close()
    opened.tags_file.write_text(
        "tags: {z: }\narticles: {a.txt: {tags: [b, a]}, b.txt: {tags: [a]}}\n"
    )
    opened.open()
    assert [(tag.name, tag.articles) for tag in opened.work.tags()] == [
        ("z", 0),
        ("a", 2),
        ("b", 1),
    ]


def test_renaming_moves_the_children_and_marks_and_keeps_the_place(opened: Opened) -> None:
    opened.work.retag(["a.txt"], add=["x", "region", "region/asia", "w"])
    path = ("articles", "b.txt", "marks", "11")
    opened.work.apply("mark", [Op(path, None, {"id": "11", "tag": "region", "at": [0, 1]})])
    opened.work.flush()
    opened.work.rename_tag("Region", "Gebiet")
    assert opened.tags("a.txt") == ["x", "Gebiet", "Gebiet/asia", "w"]
    assert [tag.name for tag in opened.work.tags()] == ["x", "Gebiet", "Gebiet/asia", "w"]
    assert opened.value(*path)["tag"] == "Gebiet"
    opened.again()
    assert opened.written() == opened.facts()
    assert "tags: [x, Gebiet, Gebiet/asia, w]" in opened.tags_file.read_text()
    with pytest.raises(TagNameError, match="merge"):
        opened.work.rename_tag("x", "w")


def test_merging_and_its_undo(opened: Opened) -> None:
    opened.work.tag(["a.txt", "b.txt"], "one")
    opened.work.tag(["b.txt", "c.txt"], "two")
    before = opened.facts()
    opened.work.merge_tags(["one", "two"], "both")
    assert [opened.tags(f"{one}.txt") for one in "abc"] == [["both"]] * 3
    assert [tag.name for tag in opened.work.tags()] == ["both"]
    opened.work.undo()
    assert opened.facts() == before


def test_a_split_gives_some_articles_and_their_passages_another_tag(opened: Opened) -> None:
    mark = {"id": "11aa", "tag": "syria", "at": [1, 5], "quote": "q"}
    opened.work.tag(["a.txt", "b.txt"], "syria")
    opened.work.tag(["b.txt"], "late")
    opened.work.apply("mark", [Op(("articles", "b.txt", "marks", "11aa"), None, mark)])
    opened.work.apply(
        "mark", [Op(("articles", "a.txt", "marks", "22bb"), None, mark | {"id": "22bb"})]
    )
    opened.work.flush()
    before = opened.tags_file.read_bytes()
    change = opened.work.split_tag(["b.txt", "c.txt"], "Syria", "aleppo")
    assert change is not None
    assert change.label == "split tag syria: aleppo on 1 article"
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["syria"], ["aleppo", "late"])
    assert opened.tags("c.txt") == []
    assert opened.value("articles", "b.txt", "marks", "11aa")["tag"] == "aleppo"
    assert opened.value("articles", "a.txt", "marks", "22bb")["tag"] == "syria"
    opened.work.flush()
    assert opened.written() == opened.facts()
    opened.work.undo()
    opened.work.flush()
    assert opened.tags_file.read_bytes() == before
    assert opened.work.split_tag(["c.txt"], "syria", "aleppo") is None
    with pytest.raises(TagNameError, match="another name"):
        opened.work.split_tag(["a.txt"], "syria", "Syria")
    with pytest.raises(UnknownTag):
        opened.work.split_tag(["a.txt"], "nope", "x")


def test_a_split_into_a_tag_that_an_article_has_already_only_takes_one_off(opened: Opened) -> None:
    opened.work.tag(["a.txt"], "syria")
    opened.work.tag(["a.txt"], "aleppo")
    opened.work.split_tag(["a.txt"], "syria", "aleppo")
    assert opened.tags("a.txt") == ["aleppo"]
