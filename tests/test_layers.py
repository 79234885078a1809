"""The layers: `store` knows nothing of screens, and the process that draws knows no model."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "store").rglob("*.py"))
HEAVY = {"spacy", "thinc", "numpy", "rapidfuzz", "charset_normalizer"}


def imports(path: Path) -> Iterator[str]:
    """Yield the top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def loaded(statement: str) -> set[str]:
    """Return the top-level packages that are loaded after `statement`, in a new process."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_store_never_imports_what_draws(path: Path) -> None:
    assert not set(imports(path)) & {"textual", "rich", "tui", "click"}


def test_a_library_opens_without_anything_heavy() -> None:
    packages = loaded("import store\nstore.Library\nimport store.library")
    assert not packages & {"textual", "rich", "tui", "click", *HEAVY}


def test_the_process_that_draws_never_imports_the_model() -> None:
    packages = loaded("import tui.app")
    assert "textual" in packages
    assert not packages & {"spacy", "thinc", "numpy", "rapidfuzz"}


def test_only_what_runs_in_processes_of_its_own_imports_spacy() -> None:
    users = {
        path.relative_to(ROOT / "store").parts[0] for path in MODULES if "spacy" in imports(path)
    }
    assert users == {"entities", "exports"}


def test_the_command_line_reaches_the_store_only_through_its_face() -> None:
    inner = ("store.work", "store.jump", "store.query", "store.folder")
    for path in sorted((ROOT / "tui" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith(inner), path.name
