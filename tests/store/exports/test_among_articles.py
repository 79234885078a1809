"""Exports that are written into the folder of the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from store.errors import ExportError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("A headline\n\nAnd the text of it, which is long enough.\n")
    return tmp_path


def export(library: Library, format: str, name: str, *, force: bool = False) -> None:
    listing = library.articles.listing()
    library.formats.export(format, library.places.root / name, listing, force=force)


@pytest.mark.parametrize(("format", "name"), [("jsonl", "out.jsonl"), ("html", "out.html")])
def test_an_export_among_the_articles_is_not_read_as_one(
    folder: Path, format: str, name: str
) -> None:
    with Library.open(folder, refresh=True) as library:
        export(library, format, name)
        library.refresh()
        assert list(library.ids()) == ["a.txt"]
        assert library.articles.totals().left_out == (("exports of this program", 1),)
        export(library, format, name, force=True)


def test_an_export_never_replaces_an_article(folder: Path) -> None:
    (folder / "mine.jsonl").write_text('{"text": "My own text, which is long enough to be one."}')
    with Library.open(folder, refresh=True) as library, pytest.raises(ExportError) as error:
        export(library, "jsonl", "mine.jsonl", force=True)
    assert "is an article" in str(error.value)
    assert "My own text" in (folder / "mine.jsonl").read_text()
