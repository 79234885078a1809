"""Two sides merged fact by fact."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.model import Op
from store.userdata.merge_facts import merge
from store.userdata.ops import (
    decode,
    differing,
    encode,
    net,
)

PATHS = [
    ("articles", "a", "tags", "x"),
    ("articles", "a", "read"),
    ("articles", "b", "note"),
    ("articles", "b", "marks", "11"),
    ("tags", "x", "color"),
    ("views", "v"),
]
VALUES = st.sampled_from(["1", "2", "3"])
MARKS = st.dictionaries(st.sampled_from(["at", "note", "tag"]), VALUES, min_size=1)


@st.composite
def some_facts(draw: st.DrawFn) -> dict[tuple[str, ...], Any]:
    made: dict[tuple[str, ...], Any] = {}
    for path in draw(st.lists(st.sampled_from(PATHS), unique=True)):
        kind = path[2] if len(path) > 2 else ""
        made[path] = True if kind == "tags" else draw(MARKS if kind == "marks" else VALUES)
    return made


@given(some_facts(), some_facts(), some_facts())
def test_a_merge_keeps_every_change_of_either_side_or_says_so(
    base: dict[tuple[str, ...], Any],
    ours: dict[tuple[str, ...], Any],
    theirs: dict[tuple[str, ...], Any],
) -> None:
    merged = merge(theirs, differing(base, ours))
    for path in PATHS:
        was, mine, their = base.get(path), ours.get(path), theirs.get(path)
        result = merged.facts.get(path)
        if mine == was:
            assert result == their
        elif their in (was, mine):
            assert result == mine
        elif None in (mine, their):
            assert result == (their if mine is None else mine)
        elif isinstance(mine, dict):
            assert isinstance(result, dict)
            kept = [item["value"] for items in merged.conflicts.values() for item in items]
            for key, value in (their or {}).items():
                assert value in (result.get(key), (was or {}).get(key), *kept)
        else:
            place = (*path[:2], "conflicts") if path[0] != "views" else ("conflicts",)
            assert result == mine
            assert their in [item["value"] for item in merged.conflicts[place]]


@given(some_facts(), some_facts(), some_facts())
def test_merging_again_changes_nothing(
    base: dict[tuple[str, ...], Any],
    ours: dict[tuple[str, ...], Any],
    theirs: dict[tuple[str, ...], Any],
) -> None:
    once = merge(theirs, differing(base, ours))
    again = merge(once.facts, differing(theirs, once.facts))
    assert again.facts == once.facts
    assert not again.conflicts


OPS = st.lists(
    st.builds(
        Op,
        st.sampled_from([*PATHS, ("articles", "c", "tags", "x"), ("articles", "d", "tags", "x")]),
        st.none() | st.just(True) | VALUES | st.just(1),
        st.none() | st.just(True) | VALUES | MARKS,
    )
)


@given(OPS)
def test_ops_come_back_from_the_journal_as_they_went_in(ops: list[Op]) -> None:
    back = decode(encode(ops))
    assert back == tuple(ops)
    assert [type(op.before) for op in back] == [type(op.before) for op in ops]


def test_a_bulk_change_is_written_once_with_its_ids() -> None:
    ops = [Op(("articles", f"{n:05}", "tags", "syria"), None, True) for n in range(1000)]
    assert len(encode(ops)) < 9 * 1000


@given(OPS)
def test_the_net_of_ops_is_the_first_before_and_the_last_after(ops: list[Op]) -> None:
    for path, op in net(ops).items():
        mine = [one for one in ops if one.path == path]
        assert (op.before, op.after) == (mine[0].before, mine[-1].after)
