"""A process that is started in a stranger's folder runs no code from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.exports import spacy_docbin
from store.userdata import parse_process


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into a folder with modules named like those of the program, which leave a trace."""
    trace = tmp_path / "trace"
    folder = tmp_path / "articles"
    for name in ("store/__init__.py", "yaml.py", "pickle.py", "json.py", "spacy.py"):
        module = folder / name
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(f"open({str(trace)!r}, 'w').close()\n")
    monkeypatch.chdir(folder)
    return trace


def test_a_large_tags_file_is_read_without_code_of_the_folder(trap: Path, tmp_path: Path) -> None:
    blocks = "".join(f"  {number}.txt: {{note: {'x' * 1000}}}\n" for number in range(400))
    parsed = parse_process.read(f"version: 1\narticles:\n{blocks}".encode(), tmp_path / "tags.yaml")
    assert len(parsed.facts) == 400
    assert not trap.exists()


def test_documents_of_spacy_are_written_without_code_of_the_folder(
    trap: Path, tmp_path: Path
) -> None:
    worker = spacy_docbin.Worker(tmp_path / "out.spacy")
    assert worker.finish() == []
    assert not trap.exists()
