"""Tags that exclude each other: one replaces the other, and two sides' choices are a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.checks.value_checks import check_values
from store.errors import TagNameError
from store.model import Op
from store.userdata.exclusive_tags import of_facts
from store.userdata.merge_facts import merge
from store.userdata.ops import differing
from store.userdata.text_merge import merge_texts
from tests.store.userdata.opened import Opened

AT = "2026-01-01T00:00:00+00:00"
BASE = """\
version: 1
tags:
  positive: {excludes: [negative, neutral]}
  negative: {excludes: [neutral]}
  neutral:
articles:
  a.txt:
    tags: [war]
  b.txt:
    tags: [negative]
"""


@pytest.fixture
def coded(opened: Opened) -> Opened:
    """A library with the codebook above."""
    opened.close()
    opened.tags_file.write_text(BASE)
    opened.open()
    return opened


def test_a_tag_takes_the_place_of_those_that_it_excludes(coded: Opened) -> None:
    change = coded.userdata.tag(["a.txt", "b.txt"], "Positive")
    assert change is not None
    assert change.label == "tag positive on 2 articles, in place of negative"
    assert (coded.tags("a.txt"), coded.tags("b.txt")) == (["war", "positive"], ["positive"])
    coded.userdata.tag(["b.txt"], "neutral")
    assert coded.tags("b.txt") == ["neutral"]
    coded.userdata.undo()
    coded.userdata.undo()
    assert (coded.tags("a.txt"), coded.tags("b.txt")) == (["war"], ["negative"])
    with pytest.raises(TagNameError, match="exclude each other"):
        coded.userdata.retag(["a.txt"], add=["positive", "negative"])


def test_what_excludes_what_is_set_shown_and_kept_in_the_file(opened: Opened) -> None:
    for name in ("yes", "no", "maybe"):
        opened.userdata.create_tag(name)
    opened.userdata.describe_tag("yes", excludes=["no", "maybe"])
    excluding = {tag.name: tag.excludes for tag in opened.userdata.tags()}
    assert excluding == {"yes": ("maybe", "no"), "no": ("yes",), "maybe": ("yes",)}
    opened.userdata.flush()
    assert 'excludes: ["no", maybe]' in opened.tags_file.read_text()
    opened.userdata.describe_tag("no", excludes=[])
    assert {tag.name: tag.excludes for tag in opened.userdata.tags()}["yes"] == ("maybe",)
    opened.userdata.rename_tag("maybe", "perhaps")
    assert {tag.name: tag.excludes for tag in opened.userdata.tags()}["yes"] == ("perhaps",)
    opened.userdata.delete_tag("perhaps")
    assert {tag.name: tag.excludes for tag in opened.userdata.tags()} == {"yes": (), "no": ()}
    for _ in range(3):
        opened.userdata.undo()
    assert {tag.name: tag.excludes for tag in opened.userdata.tags()} == excluding
    with pytest.raises(TagNameError, match="itself"):
        opened.userdata.describe_tag("yes", excludes=["YES"])
    opened.userdata.merge_tags(["no"], "yes")
    assert {tag.name: tag.excludes for tag in opened.userdata.tags()}["yes"] == ("maybe",)
    opened.again(without_index=True)
    assert opened.written() == opened.facts()


def test_two_coders_choices_are_a_conflict_for_git() -> None:
    ours = BASE.replace("[war]", "[war, positive]").replace("[negative]\n", "[positive]\n")
    theirs = BASE.replace("[war]", "[war, negative]").replace("[negative]\n", "[neutral]\n")
    merged = merge_texts(BASE, ours, theirs, AT)
    assert merged.conflicts == 2
    assert "    tags: [war, positive]\n" in merged.text
    assert f'- {{field: tags, value: negative, at: "{AT}"}}' in merged.text
    assert f'- {{field: tags, value: neutral, at: "{AT}"}}' in merged.text


def test_one_sides_change_of_mind_is_no_conflict_for_git() -> None:
    theirs = BASE.replace("    tags: [negative]", "    tags: [positive]")
    ours = BASE.replace("[war]", "[war, positive]")
    merged = merge_texts(BASE, ours, theirs, AT)
    assert merged.conflicts == 0
    assert "  b.txt:\n    tags: [positive]\n" in merged.text


@pytest.mark.parametrize("without_index", [False, True])
def test_an_outside_choice_against_one_not_written_yet_is_a_conflict_and_is_settled(
    coded: Opened, without_index: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.writer.FLUSH_SECONDS", 100)
    monkeypatch.setattr(coded.userdata, "_finish", lambda: None)  # as after a crash
    coded.userdata.tag(["a.txt"], "positive")
    coded.tags_file.write_text(BASE.replace("[war]", "[war, negative]"))
    coded.again(without_index=without_index)
    coded.userdata.flush()
    (conflict,) = coded.userdata.conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("tags", "positive", "negative")
    assert set(coded.tags("a.txt")) == {"war", "positive"}
    assert coded.written() == coded.facts()
    change = coded.userdata.resolve_conflict(conflict, theirs=True)
    assert change is not None
    assert set(coded.tags("a.txt")) == {"war", "negative"}
    assert not coded.userdata.conflicts()
    coded.userdata.undo()
    assert set(coded.tags("a.txt")) == {"war", "positive"}
    coded.userdata.resolve_conflict(coded.userdata.conflicts()[0], theirs=False)
    assert set(coded.tags("a.txt")) == {"war", "positive"}
    assert not coded.userdata.conflicts()


def test_both_on_an_article_by_hand_are_listed(coded: Opened) -> None:
    coded.edit_outside("[negative]\n", "[negative, positive]\n")
    (finding,) = check_values(coded.database.connection())
    assert (finding.id, finding.message) == (
        "b.txt",
        "it has negative and positive, which exclude each other",
    )


NAMES = ("positive", "negative", "neutral", "war")
SIDE = st.sets(st.sampled_from(NAMES), max_size=4)
RIVALS = of_facts({("tags", "positive", "excludes"): ["negative", "neutral"]})


@given(SIDE, SIDE, SIDE)
def test_no_merge_unites_what_excludes_itself(
    base: set[str], ours: set[str], theirs: set[str]
) -> None:
    def facts(names: set[str]) -> dict[tuple[str, ...], object]:
        return {("articles", "a", "tags", name): True for name in names}

    merged = merge(facts(theirs), differing(facts(base), facts(ours)), AT, RIVALS)
    tags = {path[3] for path in merged.facts if path[2] == "tags"}
    noted = {item["value"] for items in merged.conflicts.values() for item in items}
    plain = {p[3] for p in merge(facts(theirs), differing(facts(base), facts(ours))).facts}
    assert tags | noted == plain
    for other in ("negative", "neutral"):
        if {"positive", other} <= tags:
            assert any({"positive", other} <= side for side in (ours, theirs))
    assert noted <= theirs
    assert not noted & (ours - base)


def test_ops_that_a_merge_takes_apart_are_for_the_file_too(coded: Opened) -> None:
    coded.userdata.apply("both", [Op(("articles", "c.txt", "tags", "positive"), None, True)])
    text = coded.tags_file.read_text()
    coded.tags_file.write_text(text + "  c.txt:\n    tags: [neutral]\n")
    coded.userdata.flush()
    assert coded.tags("c.txt") == ["positive"]
    assert coded.written() == coded.facts()
