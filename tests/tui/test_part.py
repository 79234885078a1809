"""The reader opened on a folder inside a library: that part is listed, the rest a key away."""

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import press, settle, words
from tui.app import CuttingsApp


@pytest.fixture
def two_folders(tmp_path: Path) -> Path:
    """Return a library folder with two articles in `east/near` and one in `west`."""
    for name in ("east/near/a.txt", "east/near/b.txt", "west/c.txt"):
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"About oil and gas, {name}.\n")
    (tmp_path / "library" / "tags.yaml").touch()
    return tmp_path / "library"


async def test_a_folder_in_a_library_opens_that_part_of_it(two_folders: Path) -> None:
    with Library.open(two_folders / "east", refresh=True) as library:
        app = CuttingsApp(library, find_names=False)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert len(app.browse.list) == 2
            assert "filter path:east" in words(app.browse.header)
            await press(pilot, "f", *"near/b*", "enter")
            assert app.browse.state.query == "path:east near/b*"
            await press(pilot, "escape")
            assert app.browse.state.query == ""
            assert len(app.browse.list) == 3
        app.browse.close()


async def test_articles_that_arrive_in_the_part_are_listed_at_once(two_folders: Path) -> None:
    with Library.open(two_folders / "west") as library:
        app = CuttingsApp(library, find_names=False)
        async with app.run_test(size=(120, 36)) as pilot:
            for _ in range(50):
                await settle(pilot)
                if len(app.browse.list):
                    break
                await pilot.pause(0.1)
            assert len(app.browse.list) == 1
            assert app.browse.state.new_rows == 0
        app.browse.close()
