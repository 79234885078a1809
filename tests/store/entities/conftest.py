from collections.abc import Iterator
from pathlib import Path

import pytest

from store.index.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "index.db")
    yield database
    database.close()
