"""A library whose articles lie in the index alone, opened and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.userdata.opened import Opened


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files that another hand wrote at once."""
    monkeypatch.setattr("store.userdata.tags_file.STILL_SECONDS", 0.0)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Return an opened library of ten articles, `a.txt` to `j.txt`."""
    library = Opened(tmp_path)
    yield library
    library.close()
