"""The layers: who may import whom, and what is loaded before anybody needs it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from store import Library

ROOT = Path(__file__).parents[1]
STORE = sorted((ROOT / "store").rglob("*.py"))
TUI = sorted((ROOT / "tui").rglob("*.py"))
SCREEN = {"textual", "rich", "tui", "click"}
HEAVY = {
    "charset_normalizer",
    "defusedxml",
    "numpy",
    "py3langid",
    "rapidfuzz",
    "regex",
    "spacy",
    "thinc",
    "watchfiles",
    "yaml",
}
"""What is imported at its first use, in a thread or a process where nobody waits for it."""

FORMATS = ("store.exports.", "store.imports.")


def imported(path: Path, inside: bool = True) -> Iterator[str]:
    """Yield the modules that a module imports: anywhere in it, or only as it is loaded."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree) if inside else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def packages(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, anywhere in it."""
    return {name.partition(".")[0] for name in imported(path)}


def loaded(code: str, *arguments: object) -> set[str]:
    """Return the modules that are loaded after `code` has run in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_only_what_is_asked_for_loads_exporters_and_importers() -> None:
    for path in STORE + TUI:
        if path.parent.name not in ("exports", "imports"):
            formats = {name for name in imported(path, inside=False) if name.startswith(FORMATS)}
            assert formats <= {"store.exports.export_formats", "store.imports.import_formats"}, (
                path.name
            )


def test_a_library_opens_without_anything_heavy(library_folder: Path) -> None:
    code = (
        "import sys\nfrom store import Library\n"
        "with Library.open(sys.argv[1], wait=False) as library:\n"
        "    library.articles.listing('unread')\n"
        "    library.refresh()\n    library.search('turkey')"
    )
    with Library.open(library_folder, refresh=True) as library:
        library.userdata.flush()
    modules = {name.partition(".")[0] for name in loaded(code, library_folder)}
    assert "sqlite3" in modules
    assert not modules & (SCREEN | HEAVY)


def test_the_process_that_draws_begins_without_anything_heavy() -> None:
    modules = {name.partition(".")[0] for name in loaded("import tui.startup, tui.app")}
    assert "textual" in modules
    assert not modules & HEAVY


def test_overlays_and_the_command_line_are_loaded_when_they_are_asked_for() -> None:
    modules = loaded("import tui.startup, tui.app")
    screens = {name for name in modules if name.startswith("tui.overlays.")}
    assert screens == {"tui.overlays.overlay", "tui.overlays.picker"}
    assert not {name for name in modules if name.startswith("tui.cli.")}


def test_only_what_runs_in_processes_of_its_own_imports_spacy() -> None:
    users = {path.relative_to(ROOT).parts[1] for path in STORE if "spacy" in packages(path)}
    assert users == {"entities", "exports"}
    assert not {path.name for path in TUI if packages(path) & HEAVY}


def test_the_command_line_reaches_the_store_only_through_its_face() -> None:
    inner = ("store.userdata", "store.jump", "store.query", "store.folder")
    for path in (ROOT / "tui" / "cli").glob("*.py"):
        assert not [name for name in imported(path) if name.startswith(inner)], path.name


def test_what_lays_out_text_knows_no_widget() -> None:
    for path in (ROOT / "tui" / "reading").glob("*.py"):
        assert "textual" not in packages(path), path.name
