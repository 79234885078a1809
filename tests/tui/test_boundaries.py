"""What actions and services may know: ports and the state, neither widgets nor one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACTIONS = sorted((ROOT / "tui" / "actions").glob("*.py"))
SERVICES = sorted((ROOT / "tui" / "services").glob("*.py"))
MOST_ARGUMENTS = 5


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports anywhere in it, also for types alone."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def constructors(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the classes of a module with the number of arguments that make one."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        for part in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                yield path.name, len(part.args.args) + len(part.args.kwonlyargs) - 1


@pytest.mark.parametrize("path", [*ACTIONS, *SERVICES], ids=lambda path: path.stem)
def test_an_action_or_service_knows_no_widget_and_no_screen(path: Path) -> None:
    forbidden = ("textual", "rich", "tui.widgets", "tui.browse", "tui.state_screen", "tui.tasks")
    assert not [name for name in imports(path) if name.startswith(forbidden)]


@pytest.mark.parametrize("path", [*ACTIONS, *SERVICES], ids=lambda path: path.stem)
def test_an_action_or_service_knows_no_action(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("tui.actions")]


def test_each_is_handed_only_what_it_needs() -> None:
    counts = [count for path in [*ACTIONS, *SERVICES] for count in constructors(path)]
    assert len(counts) > 40
    assert [name for name, count in counts if count > MOST_ARGUMENTS] == []
