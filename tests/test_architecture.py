"""The shape of the code: who imports whom, how names repeat, how long things are.

Each figure is counted over all modules of `store` and `tui`, imports for types only and imports
inside functions included. A figure may fall, never rise: lower its ceiling when it does.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VAGUE_WORDS = """
found one said told made kept wanted asked given there every other now so what this known done
gone own
"""
VAGUE = frozenset(VAGUE_WORDS.split())
"""Names that say that one has a value, and not what it is."""

CEILINGS = {
    "largest import circle": 1,
    "greatest fan-out": 20,
    "file names used twice": 6,
    "modules named in -ing": 0,
    "vague names per 1,000 lines": 1.0,
    "uses of the screen in actions": 0,
    "widget attributes written by actions": 0,
    "longest file": 350,
    "longest class": 255,
    "longest function": 50,
}


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its dotted name."""
    trees = {}
    for path in sorted([*(ROOT / "store").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        trees[name] = ast.parse(path.read_bytes())
    return trees


@cache
def imports() -> dict[str, frozenset[str]]:
    """Return the own modules that each module imports."""
    own = modules()
    graph = {}
    for name, tree in own.items():
        targets: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    targets.add(full if full in own else node.module)
        graph[name] = frozenset(targets & own.keys() - {name})
    return graph


def largest_circle() -> set[str]:
    """Return the largest set of modules that all import each other, directly or not (Tarjan)."""
    graph, order, low = imports(), dict[str, int](), dict[str, int]()
    stack: list[str] = []
    circles: list[set[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for target in graph[name]:
            if target not in order:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], order[target])
        if low[name] == order[name]:
            at = stack.index(name)
            circles.append(set(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in order:
            visit(name)
    return max(circles, key=len)


def bound_names(tree: ast.Module) -> list[str]:
    """Return the names of the variables, parameters and attributes that a module binds."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            names.append(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.append(node.attr)
    return names


def lines_of(node: ast.AST) -> int:
    """Return how many lines a definition takes, decorators apart."""
    return (getattr(node, "end_lineno", 0) or 0) - getattr(node, "lineno", 0) + 1


def longest(*kinds: type[ast.AST]) -> int:
    """Return the length in lines of the longest definition of some kinds."""
    return max(
        lines_of(node)
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    )


def actions() -> list[ast.Module]:
    """Return the modules of the screen's actions and services."""
    prefixes = ("tui.actions.", "tui.services.")
    return [tree for name, tree in modules().items() if name.startswith(prefixes)]


def screen_uses() -> int:
    """Return how often actions reach for the screen."""
    return sum(
        isinstance(node, ast.Attribute) and node.attr == "_screen"
        for tree in actions()
        for node in ast.walk(tree)
    )


def widget_writes() -> int:
    """Return how often actions assign to an attribute of one of the screen's widgets."""
    widgets = {"list", "reader", "side", "header", "status", "keys", "prompt"}
    return sum(
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in widgets
        for tree in actions()
        for node in ast.walk(tree)
    )


@cache
def figures() -> dict[str, float]:
    """Return all figures by the names of their ceilings."""
    sources = [
        path.read_text("utf-8") for part in ("store", "tui") for path in (ROOT / part).rglob("*.py")
    ]
    bound = [name.lstrip("_") for tree in modules().values() for name in bound_names(tree)]
    vague = sum(name in VAGUE for name in bound)
    files = Counter(path.name for part in ("store", "tui") for path in (ROOT / part).rglob("*.py"))
    return {
        "largest import circle": len(largest_circle()),
        "greatest fan-out": max(map(len, imports().values())),
        "file names used twice": sum(n > 1 for name, n in files.items() if name != "__init__.py"),
        "modules named in -ing": sum(name.endswith("ing.py") for name in files.elements()),
        "vague names per 1,000 lines": 1000 * vague / sum(text.count("\n") for text in sources),
        "uses of the screen in actions": screen_uses(),
        "widget attributes written by actions": widget_writes(),
        "longest file": max(text.count("\n") for text in sources),
        "longest class": longest(ast.ClassDef),
        "longest function": longest(ast.FunctionDef, ast.AsyncFunctionDef),
    }


@pytest.mark.parametrize("figure", CEILINGS)
def test_no_figure_of_the_shape_rises(figure: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{figure}: {figures()[figure]:.5g} (at most {CEILINGS[figure]})", end="")
    assert figures()[figure] <= CEILINGS[figure]


def test_the_library_is_composed() -> None:
    from store.library import Library

    public = [name for name in vars(Library) if not name.startswith("_")]
    services = {"userdata", "articles", "entities", "search", "jump", "duplicates", "formats"}
    assert Library.__bases__ == (object,)
    assert len(public) + len(services) <= 40
