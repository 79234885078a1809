"""From wishes to ops, and from those, through the overlay, to what the reader sees."""

import copy
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.entities import correction_commands
from store.entities.apply_corrections import apply
from store.entities.correction_commands import (
    LABEL_WORDS,
    SCOPES,
    Correction,
    CurrentCorrections,
    Scope,
    TextSpan,
)
from store.entities.corrections import Corrections
from store.entities.predict import Finding
from store.model import LABELS, Entity, Op

ID = "a.txt"
TEXT = (
    "Daesh fought IS near Incirlik. Daesh lost. Lavrov met Tukey; Sergey Lavrov left.\n"
    "ISIL and Incirlik were not named again."
)
NAMES = {
    "Daesh": ("PERSON", "Daesh"),
    "IS": ("ORG", "Islamic State"),
    "ISIL": ("ORG", "Islamic State"),
    "Incirlik": ("GPE", "Incirlik"),
    "Lavrov": ("PERSON", "Sergey Lavrov"),
    "Tukey": ("PERSON", "Tukey"),
    "Sergey Lavrov": ("PERSON", "Sergey Lavrov"),
}


def findings() -> list[Finding]:
    found: list[Finding] = []
    for words, (label, name) in sorted(NAMES.items(), key=lambda one: -len(one[0])):
        at = TEXT.find(words)
        while at >= 0:
            end = at + len(words)
            if not TEXT[end : end + 1].isalnum() and all(end <= f[0] or f[1] <= at for f in found):
                found.append((at, end, label, name, "model"))
            at = TEXT.find(words, at + 1)
    return sorted(found)


def shown(standing: CurrentCorrections) -> tuple[Entity, ...]:
    return apply(TEXT, findings(), standing.library, standing.article)


def spot(entity: Entity) -> TextSpan:
    return TextSpan(ID, TEXT, entity.start, entity.end)


def mention(standing: CurrentCorrections, words: str, nth: int = 0) -> Entity:
    return [e for e in shown(standing) if e.text == words][nth]


def made(standing: CurrentCorrections, ops: Sequence[Op]) -> CurrentCorrections:
    """Return the corrections after the ops, as the index would give them."""
    fresh = copy.deepcopy(standing)
    for op in ops:
        level = fresh.library if op.path[0] == "entities" else fresh.article
        tail = op.path[1:] if op.path[0] == "entities" else op.path[3:]
        if tail[0] == "spans":
            level.spans[:] = [s for s in level.spans if "{}-{}".format(*s["at"]) != tail[1]]
        else:
            getattr(level, tail[0]).pop(tail[1], None)
        level.add_fact(list(tail), op.after)
    return fresh


def by_words(standing: CurrentCorrections, what: str) -> list[Any]:
    return [getattr(e, what) for e in shown(standing)]


def test_a_label_everywhere_is_one_fact_of_the_library() -> None:
    wish = correction_commands.relabel("Incirlik", "FAC", "library", CurrentCorrections(), None)
    assert wish.ops == [Op(("entities", "labels", "Incirlik"), None, "FAC")]
    assert wish.label == "label Incirlik as building or site everywhere"
    assert [
        e.label for e in shown(made(CurrentCorrections(), wish.ops)) if e.name == "Incirlik"
    ] == [
        "FAC",
        "FAC",
    ]


def test_a_label_here_leaves_the_other_mentions() -> None:
    start = CurrentCorrections()
    wish = correction_commands.relabel(
        "Incirlik", "FAC", "here", start, spot(mention(start, "Incirlik"))
    )
    after = made(start, wish.ops)
    assert [e.label for e in shown(after) if e.name == "Incirlik"] == ["FAC", "GPE"]
    (op,) = wish.ops
    assert op.path == ("articles", ID, "entities", "spans", "21-29")
    assert op.after["quote"] == "Incirlik"
    assert TEXT.startswith(op.after["before"] + op.after["quote"] + op.after["after"])


def test_what_is_so_already_needs_no_ops() -> None:
    start = CurrentCorrections(Corrections(labels={"Incirlik": "FAC"}))
    assert not correction_commands.relabel("Incirlik", "FAC", "library", start, None).ops


def test_a_label_everywhere_takes_away_a_contrary_one_here() -> None:
    start = CurrentCorrections()
    here = mention(start, "Incirlik")
    for scope in ("here", "article"):
        start = made(
            start, correction_commands.relabel("Incirlik", "ORG", scope, start, spot(here)).ops
        )
    after = made(
        start, correction_commands.relabel("Incirlik", "FAC", "library", start, spot(here)).ops
    )
    assert {e.label for e in shown(after) if e.name == "Incirlik"} == {"FAC"}
    assert not after.article


def test_a_name_gets_another_with_all_its_mentions() -> None:
    start = CurrentCorrections()
    wish = correction_commands.rename("Daesh", "Islamic State", "ORG", "library", start, None)
    after = made(start, wish.ops)
    names = [(e.name, e.label) for e in shown(after) if e.text in ("Daesh", "IS", "ISIL")]
    assert names == [("Islamic State", "ORG")] * 4


def test_no_circle_is_left_when_the_alias_is_turned_round() -> None:
    start = CurrentCorrections(Corrections(aliases={"Daesh": "Islamic State"}))
    wish = correction_commands.rename("Islamic State", "Daesh", None, "library", start, None)
    after = made(start, wish.ops)
    assert not after.library.circles()
    assert {e.name for e in shown(after) if e.text in ("Daesh", "IS")} == {"Daesh"}


def test_in_one_article_a_name_that_the_library_joined_goes_elsewhere() -> None:
    start = CurrentCorrections(Corrections(aliases={"Daesh": "Islamic State"}))
    here = mention(start, "Daesh")
    wish = correction_commands.rename(
        "Islamic State", "Caliphate", None, "article", start, spot(here), shown(start)
    )
    after = made(start, wish.ops)
    assert {e.name for e in shown(after) if e.text in ("Daesh", "IS", "ISIL")} == {"Caliphate"}
    assert after.library == start.library


@pytest.mark.parametrize("scope", ["library", "article"])
def test_a_spelling_that_a_rule_joined_comes_apart(scope: Scope) -> None:
    start = CurrentCorrections()
    here = mention(start, "ISIL")
    wish = correction_commands.split("Islamic State", "ISIL", scope, start, spot(here), "ORG")
    after = made(start, wish.ops)
    assert mention(after, "ISIL").name == "ISIL"
    assert mention(after, "IS").name == "Islamic State"


def test_a_spelling_that_the_user_joined_comes_apart_by_taking_the_alias_away() -> None:
    start = CurrentCorrections(Corrections(aliases={"Daesh": "Islamic State"}))
    wish = correction_commands.split("Islamic State", "Daesh", "library", start, None, "ORG")
    assert wish.ops == [Op(("entities", "aliases", "Daesh"), "Islamic State", None)]


def test_in_one_article_a_spelling_comes_apart_that_the_library_joins() -> None:
    start = CurrentCorrections(Corrections(aliases={"Daesh": "Islamic State"}))
    here = mention(start, "Daesh")
    wish = correction_commands.split("Islamic State", "Daesh", "article", start, spot(here), "ORG")
    after = made(start, wish.ops)
    assert {e.name for e in shown(after) if e.text == "Daesh"} == {"Daesh"}
    assert after.library == start.library


def test_a_missed_name_is_found_wherever_it_stands_and_a_hidden_one_comes_back() -> None:
    start = CurrentCorrections(Corrections(hidden={"Tukey": True}))
    assert "Tukey" not in by_words(start, "name")
    at = TEXT.index("Tukey")
    wish = correction_commands.add("PERSON", "library", start, TextSpan(ID, TEXT, at, at + 5))
    assert "Tukey" in by_words(made(start, wish.ops), "name")
    named = TEXT.index("named")
    wish = correction_commands.add("EVENT", "here", start, TextSpan(ID, TEXT, named, named + 5))
    assert mention(made(start, wish.ops), "named").label == "EVENT"


def test_every_label_has_its_words() -> None:
    assert tuple(LABEL_WORDS) == LABELS


KINDS = st.sampled_from(["relabel", "rename", "hide", "split"])
TARGETS = st.sampled_from(["Islamic State", "Daesh", "Caliphate", "Sergey Lavrov", "Incirlik"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            KINDS, st.sampled_from(SCOPES), st.integers(0, 99), st.sampled_from(LABELS), TARGETS
        ),
        max_size=6,
    )
)
def test_the_latest_wish_is_what_the_mention_shows(
    wishes: list[tuple[str, Scope, int, str, str]],
) -> None:
    standing = CurrentCorrections()
    for kind, scope, which, label, target in wishes:
        there = shown(standing)
        if not there:
            return
        entity = there[which % len(there)]
        here = spot(entity)
        wish = _wish(kind, entity, scope, standing, here, label, target)
        after = made(standing, wish.ops)
        assert not after.library.circles()
        now = next((e for e in shown(after) if e.start == entity.start), None)
        if kind == "hide":
            assert now is None
        elif now is not None:  # else the name it was given is a hidden one
            if kind == "relabel":
                assert now.label == label
            elif kind == "rename":
                levels = (after.article, after.library)
                assert now.name in {target, *(level.resolve(target) for level in levels)}
            elif kind == "split" and scope == "here" and here.words != entity.name:
                assert now.name == here.words
        _undone(standing, after, wish)
        standing = after


def _wish(
    kind: str,
    entity: Entity,
    scope: Scope,
    standing: CurrentCorrections,
    here: TextSpan,
    label: str,
    target: str,
) -> Correction:
    if kind == "relabel":
        return correction_commands.relabel(entity.name, label, scope, standing, here)
    if kind == "rename":
        return correction_commands.rename(
            entity.name, target, None, scope, standing, here, shown(standing)
        )
    if kind == "hide":
        return correction_commands.hide(entity.name, scope, standing, here)
    return correction_commands.split(entity.name, here.words, scope, standing, here, entity.label)


def _undone(before: CurrentCorrections, after: CurrentCorrections, wish: Correction) -> None:
    back = made(after, [op.inverse() for op in reversed(wish.ops)])
    assert shown(back) == shown(before)
