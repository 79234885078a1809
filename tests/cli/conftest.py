"""The command line as tests call it: as a process of its own, or in this one where it will do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.split("\n")[:-1]

    @property
    def values(self) -> list[Any]:
        return [json.loads(line) for line in self.lines]

    @property
    def errors(self) -> list[str]:
        return self.err.split("\n")[:-1]


Call = Callable[..., Ran]


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of a process."""
    return [sys.executable, "-m", "tui", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """Return the environment for a process, with this checkout on its path.

    Its terminal says how large it is: COLUMNS and LINES, which a test runner may set, go before.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def run_process(arguments: Sequence[str | Path], cwd: Path, **more: Any) -> Ran:
    """Run the command line as a process in the folder `cwd`."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        capture_output=True,
        env=environment(**more.pop("env", {})),
        timeout=60,
        **more,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def process(library_folder: Path) -> Call:
    """Return a function that runs the command line as a process in a library with the seeds."""

    def run(*arguments: str | Path, cwd: Path = library_folder, **more: Any) -> Ran:
        return run_process(arguments, cwd, **more)

    return run


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """Return an empty folder that is in no library."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def here(
    library_folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Return a function that runs the command line in this process, in a library of the seeds."""

    def run(*arguments: str | Path, cwd: Path = library_folder) -> Ran:
        monkeypatch.chdir(cwd)
        capfd.readouterr()
        code = main(list(map(str, arguments)))
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
