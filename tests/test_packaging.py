"""What is installed: every file that the program reads, and libraries of known versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def folded(requirement: str) -> str:
    """Return the name of a requirement as indexes compare it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return re.sub("[-_.]+", "-", found[0]).casefold()


def test_the_wheel_carries_every_file_beside_the_code() -> None:
    for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        carried = {path for pattern in patterns for path in (ROOT / package).glob(pattern)}
        beside = {
            path
            for path in (ROOT / package).rglob("*")
            if path.is_file() and path.suffix not in (".py", ".pyc")
        }
        assert beside == carried
        assert all(any((ROOT / package).glob(pattern)) for pattern in patterns)


def test_each_folder_of_code_is_a_package_that_the_wheel_carries() -> None:
    for package in ("store", "tui"):
        for path in (ROOT / package).rglob("*.py"):
            assert (path.parent / "__init__.py").exists(), path


def test_every_library_has_a_range_of_versions_and_a_pin_within_reach() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    pinned = {folded(line) for line in lines if "==" in line}
    assert all(re.search("[~=>]=", requirement) for requirement in asked)
    assert {folded(requirement) for requirement in asked} <= pinned
    assert len(pinned) == len(lines)
