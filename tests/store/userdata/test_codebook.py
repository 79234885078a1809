"""The codebook: keys, order, and tags renamed, merged and split."""

from __future__ import annotations

import pytest

from store.errors import TagNameError, UnknownTag
from store.model import Op, Tag
from tests.store.userdata.opened import Opened


def test_a_new_tag_gets_the_lowest_free_digit_until_there_is_none(opened: Opened) -> None:
    for number in range(10):
        opened.userdata.tag(["a.txt"], f"t{number}")
    opened.userdata.delete_tag("t3")
    opened.userdata.tag(["b.txt"], "new")
    keys = {tag.name: tag.key for tag in opened.userdata.tags()}
    assert keys["t0"] == 1
    assert keys["t9"] is None
    assert keys["new"] == 4


def test_a_key_belongs_to_one_tag(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.tag(["a.txt"], "two")
    opened.userdata.describe_tag("two", key=1, color="blue")
    assert opened.userdata.tags() == [
        Tag("one", 1, None, None, None, 1),
        Tag("two", 1, "blue", 1, None, 2),
    ]
    with pytest.raises(TagNameError):
        opened.userdata.describe_tag("two", key=10)


def test_tags_count_the_articles_and_unlisted_ones_come_last(opened: Opened) -> None:
    opened.close()
    opened.tags_file.write_text(
        "tags: {z: }\narticles: {a.txt: {tags: [b, a]}, b.txt: {tags: [a]}}\n"
    )
    opened.open()
    assert [(tag.name, tag.articles) for tag in opened.userdata.tags()] == [
        ("z", 0),
        ("a", 2),
        ("b", 1),
    ]


def test_renaming_moves_the_children_and_marks_and_keeps_the_place(opened: Opened) -> None:
    opened.userdata.retag(["a.txt"], add=["x", "region", "region/asia", "w"])
    path = ("articles", "b.txt", "marks", "11")
    opened.userdata.apply("mark", [Op(path, None, {"id": "11", "tag": "region", "at": [0, 1]})])
    opened.userdata.flush()
    opened.userdata.rename_tag("Region", "Gebiet")
    assert opened.tags("a.txt") == ["x", "Gebiet", "Gebiet/asia", "w"]
    assert [tag.name for tag in opened.userdata.tags()] == ["x", "Gebiet", "Gebiet/asia", "w"]
    assert opened.value(*path)["tag"] == "Gebiet"
    opened.again()
    assert opened.written() == opened.facts()
    assert "tags: [x, Gebiet, Gebiet/asia, w]" in opened.tags_file.read_text()
    with pytest.raises(TagNameError, match="merge"):
        opened.userdata.rename_tag("x", "w")


def test_merging_and_its_undo(opened: Opened) -> None:
    opened.userdata.tag(["a.txt", "b.txt"], "one")
    opened.userdata.tag(["b.txt", "c.txt"], "two")
    before = opened.facts()
    opened.userdata.merge_tags(["one", "two"], "both")
    assert [opened.tags(f"{one}.txt") for one in "abc"] == [["both"]] * 3
    assert [tag.name for tag in opened.userdata.tags()] == ["both"]
    opened.userdata.undo()
    assert opened.facts() == before


def test_a_split_gives_some_articles_and_their_passages_another_tag(opened: Opened) -> None:
    mark = {"id": "11aa", "tag": "syria", "at": [1, 5], "quote": "q"}
    opened.userdata.tag(["a.txt", "b.txt"], "syria")
    opened.userdata.tag(["b.txt"], "late")
    opened.userdata.apply("mark", [Op(("articles", "b.txt", "marks", "11aa"), None, mark)])
    opened.userdata.apply(
        "mark", [Op(("articles", "a.txt", "marks", "22bb"), None, mark | {"id": "22bb"})]
    )
    opened.userdata.flush()
    before = opened.tags_file.read_bytes()
    change = opened.userdata.split_tag(["b.txt", "c.txt"], "Syria", "aleppo")
    assert change is not None
    assert change.label == "split tag syria: aleppo on 1 article, 1 passage"
    assert (opened.tags("a.txt"), opened.tags("b.txt")) == (["syria"], ["aleppo", "late"])
    assert opened.tags("c.txt") == []
    assert opened.value("articles", "b.txt", "marks", "11aa")["tag"] == "aleppo"
    assert opened.value("articles", "a.txt", "marks", "22bb")["tag"] == "syria"
    opened.userdata.flush()
    assert opened.written() == opened.facts()
    opened.userdata.undo()
    opened.userdata.flush()
    assert opened.tags_file.read_bytes() == before
    assert opened.userdata.split_tag(["c.txt"], "syria", "aleppo") is None
    with pytest.raises(TagNameError, match="another name"):
        opened.userdata.split_tag(["a.txt"], "syria", "Syria")
    with pytest.raises(UnknownTag):
        opened.userdata.split_tag(["a.txt"], "nope", "x")


def test_a_split_into_a_tag_that_an_article_has_already_only_takes_one_off(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "syria")
    opened.userdata.tag(["a.txt"], "aleppo")
    opened.userdata.split_tag(["a.txt"], "syria", "aleppo")
    assert opened.tags("a.txt") == ["aleppo"]


def mark(opened: Opened, article_id: str, mark_id: str, tag: str, note: str | None = None) -> None:
    value = {"id": mark_id, "tag": tag, "at": [1, 5], "quote": "a few\nwords"}
    value |= {"note": note} if note else {}
    opened.userdata.apply("mark", [Op(("articles", article_id, "marks", mark_id), None, value)])


def test_passages_are_counted_and_a_tag_of_passages_alone_is_a_tag(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "both")
    mark(opened, "a.txt", "11", "both")
    mark(opened, "a.txt", "12", "both")
    mark(opened, "b.txt", "13", "only")
    opened.userdata.flush()
    opened.edit_outside("  only: {key: 2}\n", "")
    counts = [(tag.name, tag.articles, tag.marks) for tag in opened.userdata.tags()]
    assert counts == [("both", 1, 2), ("only", 0, 1)]
    opened.again(without_index=True)
    assert [(tag.name, tag.articles, tag.marks) for tag in opened.userdata.tags()] == counts
    change = opened.userdata.rename_tag("Only", "alone")
    assert change is not None
    assert change.label == "rename tag only to alone (1 passage)"
    assert opened.value("articles", "b.txt", "marks", "13")["tag"] == "alone"
    assert [tag.name for tag in opened.userdata.tags()] == ["both", "alone"]


def test_deleting_takes_a_tag_off_passages_and_keeps_their_notes(opened: Opened) -> None:
    opened.userdata.tag(["a.txt", "c.txt"], "quote")
    opened.userdata.set_note("b.txt", "mine")
    mark(opened, "a.txt", "11", "quote")
    mark(opened, "a.txt", "12", "other")
    mark(opened, "b.txt", "13", "quote", "check it")
    mark(opened, "b.txt", "14", "Quote", "and that")
    opened.userdata.flush()
    before = opened.facts()
    change = opened.userdata.preview(opened.userdata.delete_tag, "quote")
    assert change is not None
    said = "delete tag quote (2 articles, 3 passages; 2 notes kept on the articles)"
    assert change.label == said
    assert opened.facts() == before
    opened.userdata.delete_tag("quote")
    assert [tag.name for tag in opened.userdata.tags()] == ["other"]
    assert [p[3] for p in opened.facts() if p[2:3] == ("marks",)] == ["12"]
    assert opened.value("articles", "b.txt", "note") == (
        "mine\n“a few words”: check it\n“a few words”: and that"
    )
    opened.userdata.undo()
    assert opened.facts() == before
    opened.userdata.flush()
    assert opened.written() == before


def test_merging_and_splitting_say_and_move_both(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "one")
    mark(opened, "b.txt", "11", "one")
    mark(opened, "c.txt", "12", "two")
    split = opened.userdata.split_tag(["b.txt"], "one", "new")
    assert split is not None
    assert split.label == "split tag one: new on 1 passage"
    assert opened.value("articles", "b.txt", "marks", "11")["tag"] == "new"
    merged = opened.userdata.merge_tags(["one", "new", "two"], "all")
    assert merged is not None
    assert merged.label == "merge tag one, new, two into all (1 article, 2 passages)"


def test_a_tag_with_an_invisible_character_is_told_from_the_one_that_it_looks_like(
    opened: Opened,
) -> None:
    hidden = "har\u200bbour"
    opened.tags_file.write_text(
        f"tags:\n  harbour:\n  {hidden}:\narticles:\n  a.txt:\n    tags: [{hidden}]\n", "utf-8"
    )
    opened.again()
    opened.userdata.tag(["b.txt"], hidden)
    assert opened.tags("b.txt") == [hidden]
    opened.userdata.merge_tags([hidden], "harbour")
    assert opened.tags("a.txt") == opened.tags("b.txt") == ["harbour"]
    opened.userdata.tag(["c.txt"], hidden)
    assert opened.tags("c.txt") == ["harbour"]
    opened.userdata.flush()
    assert hidden not in opened.tags_file.read_text("utf-8")


def test_merging_leaves_one_of_two_marks_on_a_passage_and_every_note(opened: Opened) -> None:
    opened.tags_file.write_text(
        "tags:\n  one:\n  two:\narticles:\n  a.txt:\n    marks:\n"
        "      - {id: m1, tag: one, at: [0, 3], quote: abc, note: mine}\n"
        "      - {id: m2, tag: two, at: [0, 3], quote: abc}\n"
        "      - {id: m3, tag: two, at: [0, 2], quote: ab}\n"
        "  b.txt:\n    marks:\n"
        "      - {id: m4, tag: two, at: [0, 3], quote: abc}\n"
        "      - {id: m5, tag: one, at: [0, 3], quote: abc}\n"
        "  c.txt:\n    marks:\n"
        "      - {id: m6, tag: one, at: [0, 3], quote: abc, note: mine}\n"
        "      - {id: m7, tag: two, at: [0, 3], quote: abc, note: yours}\n"
        "  d.txt:\n    marks:\n"
        "      - {id: m8, tag: two, at: [0, 3], quote: abc}\n"
        "      - {id: m9, tag: two, at: [0, 3], quote: abc}\n",
        "utf-8",
    )
    opened.again()
    before = opened.facts()
    opened.userdata.merge_tags(["one"], "two")
    left = {path[3]: value["tag"] for path, value in opened.facts().items() if "marks" in path}
    # Two that were the same before are nobody's doing here.
    assert left == dict.fromkeys(["m1", "m3", "m4", "m6", "m7", "m8", "m9"], "two")
    opened.userdata.undo()
    assert opened.facts() == before
