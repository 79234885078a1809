"""Where exports are written, and where never."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import ExportError, Library


def export(library: Library, name: str, path: Path, force: bool = False) -> None:
    library.formats.export(name, path, library.articles.listing(), force=force)


def test_what_exists_is_kept_unless_it_is_to_be_replaced(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(ExportError, match="--force"):
        export(library, "csv-articles", path)
    assert path.read_text() == "mine"
    export(library, "csv-articles", path, force=True)
    assert path.read_text().startswith("id,title")


def test_the_file_beside_is_kept_too(library: Library, tmp_path: Path) -> None:
    (tmp_path / "out.labels.xml").write_text("mine")
    with pytest.raises(ExportError, match="--force"):
        export(library, "label-studio", tmp_path / "out.json")
    assert (tmp_path / "out.labels.xml").read_text() == "mine"
    assert not (tmp_path / "out.json").exists()
    export(library, "label-studio", tmp_path / "out.json", force=True)


def test_a_folder_is_replaced_only_where_an_export_made_it(
    library: Library, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(ExportError, match="no export made this folder"):
        export(library, "brat", mine, force=True)
    assert (mine / "thesis.txt").read_text() == "years of work"
    made = tmp_path / "made"
    export(library, "brat", made)
    (made / "old.ann").write_text("")
    export(library, "brat", made, force=True)
    assert not (made / "old.ann").exists()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_nothing_is_written_among_the_articles(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "a.txt").write_text("An article.")
    with Library.open(root, refresh=True) as library:
        for name in ("seeds/a.txt", "seeds/out.csv", ".cuttings/index.db", "tags.yaml", "seeds"):
            with pytest.raises(ExportError):
                export(library, "csv-articles", root / name, force=True)
        export(library, "csv-articles", root / "out.csv")
    assert (root / "seeds" / "a.txt").read_text() == "An article."


def test_beside_articles_nothing_is_written_that_would_be_one(
    library: Library, folder: Path
) -> None:
    export(library, "csv-articles", folder / "out.csv")
    for name, target in (("markdown", "notes.md"), ("jsonl", "plain"), ("brat", "folder")):
        with pytest.raises(ExportError):
            export(library, name, folder / target)


def test_a_missing_folder_or_a_pipe_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no such folder"):
        export(library, "jsonl", tmp_path / "not" / "there.jsonl")
    with pytest.raises(ExportError, match="not a regular file"):
        export(library, "jsonl", Path("/dev/null"), force=True)
