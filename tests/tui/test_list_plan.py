"""Where rows and headings of a list stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.index.listings import Group
from tui.widgets.list_plan import Plan


def plan(sizes: list[int], height: int) -> Plan:
    groups, start = [], 0
    for number, size in enumerate(sizes):
        groups.append(Group(f"group {number}", start, size))
        start += size
    return Plan(start, height, groups)


def drawn(one: Plan) -> list[tuple[int, int] | str]:
    """Return what stands on each line, put together the slow way."""
    lines: list[tuple[int, int] | str] = []
    for index in range(one.rows):
        lines += [group.name for group in one.groups if group.start == index]
        lines += [(index, within) for within in range(one.height)]
    return lines


SIZES = st.lists(st.integers(1, 5), max_size=6)


@given(SIZES, st.integers(1, 2), st.integers(0, 7))
def test_every_line_shows_what_it_shall(sizes: list[int], height: int, ungrouped: int) -> None:
    for one in (plan(sizes, height), Plan(ungrouped, height)):
        lines = drawn(one)
        assert len(lines) == one.lines
        for line, what in enumerate(lines):
            index, within, group = one.spot(line)
            assert (group.name if group else (index, within)) == what
        for index in range(one.rows):
            line = one.line_of(index)
            assert lines[line] == (index, 0)
            headed = line > 0 and isinstance(lines[line - 1], str)
            assert one.first_line_of(index) == line - headed


@given(SIZES, st.integers(1, 2), st.integers(-3, 60))
def test_the_first_row_from_a_line_on_has_its_heading_there_too(
    sizes: list[int], height: int, line: int
) -> None:
    one = plan(sizes, height)
    wanted = [i for i in range(one.rows) if one.first_line_of(i) >= line]
    found = one.row_from(line)
    assert found == wanted[0] if wanted else found >= one.rows


def test_below_the_last_line_there_is_no_row() -> None:
    assert plan([2, 1], 2).spot(8) == (3, 0, None)
    assert Plan(0, 2).spot(0) == (0, 0, None)
    assert Plan(0, 2).row_from(-4) == 0
