"""The state of the screen: one notification for each update, with the names that changed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from store.folder.locations import find_locations
from tui.panes import MARK
from tui.reading.passage import Passage
from tui.selection import EVERYTHING, Selection
from tui.state import BrowseState, with_entry
from tui.views import VIEWS

TUI = Path(__file__).parents[2] / "tui"


@pytest.fixture
def state(tmp_path: Path) -> BrowseState:
    """A state that nobody has changed yet."""
    return BrowseState(find_locations(tmp_path))


@pytest.fixture
def reports(state: BrowseState) -> list[frozenset[str]]:
    """The names that each update has reported."""
    names: list[frozenset[str]] = []
    state.subscribe(names.append)
    return names


def test_an_update_reports_once_which_fields_really_changed(
    state: BrowseState, reports: list[frozenset[str]]
) -> None:
    state.update(query="oil", pane="list", cursor=3)
    assert reports == [{"query", "cursor"}]
    state.update(query="oil", cursor=3, selection=Selection(), matches=[])
    assert reports == [{"query", "cursor"}, {"matches"}]
    state.update(matches=[])
    assert len(reports) == 2


def test_all_fields_are_set_before_the_first_is_reported(state: BrowseState) -> None:
    seen: list[tuple[str, int]] = []
    state.subscribe(lambda _names: seen.append((state.query, state.cursor)))
    state.update(query="oil", cursor=3)
    assert seen == [("oil", 3)]


def test_a_name_that_is_no_field_is_refused(state: BrowseState) -> None:
    with pytest.raises(AttributeError):
        state.update(qeury="oil")


def test_a_passage_makes_the_mode_that_of_marking_in_the_reader_alone(state: BrowseState) -> None:
    state.update(passage=Passage(0, 3))
    assert state.mode == "list"
    state.update(pane="reader")
    assert state.mode == MARK


def test_everything_selected_counts_what_is_listed(state: BrowseState) -> None:
    state.update(selection=EVERYTHING)
    assert state.selected == 0


def test_an_entry_without_words_is_left_out() -> None:
    entries = with_entry(with_entry({}, "folder", "reading"), "names", "finding")
    assert dict(with_entry(entries, "folder", "")) == {"names": "finding"}


def test_every_view_follows_fields_that_there_are(state: BrowseState) -> None:
    for view in VIEWS:
        assert view.fields <= set(vars(state)), view
    assert len({(view.widget, view.attribute) for view in VIEWS}) == len(VIEWS)


def test_only_fields_are_updated(state: BrowseState) -> None:
    fields, calls = set(vars(state)), 0
    for path in TUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "update"
                and "state" in ast.unparse(node.func.value)
            ):
                calls += 1
                assert {keyword.arg for keyword in node.keywords} <= fields, ast.unparse(node)
    assert calls > 30
