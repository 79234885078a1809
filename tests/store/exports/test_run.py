"""Every format over hard texts, an empty library, a correction, and a wish to stop."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from store import (
    ExportError,
    Library,
    Op,
    Stopped,
)
from store.exports.export_formats import FORMATS, Format
from store.exports.export_run import Exported

TEXT = [one for one in FORMATS if one.kind == "text"]
WITH_NAMES = [one for one in TEXT if one.entities]


def named(one: Format) -> str:
    return one.name


def content(path: Path) -> dict[str, bytes]:
    """Return the files that an export made."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}


@pytest.mark.parametrize("format", FORMATS, ids=named)
def test_every_format_takes_an_empty_library(format: Format, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with Library.open(tmp_path / "none", refresh=True) as library:
        done = library.formats.export(
            format.name, tmp_path / f"out{format.suffix}", library.articles.listing()
        )
    assert done.articles == 0
    assert done.losses.total == 0
    assert (tmp_path / f"out{format.suffix}").exists()


@pytest.mark.parametrize("format", FORMATS, ids=named)
def test_every_format_takes_every_article_and_writes_the_same_twice(
    format: Format, library: Library, tmp_path: Path
) -> None:
    made = []
    for number in range(2):
        path = tmp_path / f"{number}" / f"out{format.suffix}"
        path.parent.mkdir()
        done = library.formats.export(format.name, path, library.articles.listing())
        assert done.articles == (len(library.ids()) if format.articles else 0)
        made.append(content(path))
    if format.name not in ("spacy", "qdpx"):  # packed
        assert made[0] == made[1]


@pytest.mark.parametrize("format", TEXT, ids=named)
def test_a_stream_gets_what_a_file_gets(
    format: Format, library: Library, exported: Callable[..., tuple[str, Exported]], tmp_path: Path
) -> None:
    path = tmp_path / "out.file"
    library.formats.export(format.name, path, library.articles.listing())
    assert exported(format.name)[0] == path.read_bytes().decode()


@pytest.mark.parametrize("format", WITH_NAMES, ids=named)
def test_a_corrected_name_is_what_is_exported_and_a_hidden_one_is_not(
    format: Format, library: Library, exported: Callable[..., tuple[str, Exported]]
) -> None:
    before, _ = exported(format.name)
    library.userdata.apply("relabel", [Op(("entities", "labels", "Lavrov"), None, "WORK_OF_ART")])
    relabelled, _ = exported(format.name)
    assert relabelled.count("WORK_OF_ART") > before.count("WORK_OF_ART")
    library.userdata.apply("hide", [Op(("entities", "hidden", "Lavrov"), None, True)])
    hidden, _ = exported(format.name)
    assert hidden.count("WORK_OF_ART") == before.count("WORK_OF_ART")


@pytest.mark.parametrize("format", FORMATS, ids=named)
def test_a_stopped_export_leaves_nothing_behind(
    format: Format, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "to"
    folder.mkdir()
    calls = 0

    def stop() -> bool:
        nonlocal calls
        calls += 1
        return calls > 3

    if not format.articles:
        return
    with pytest.raises(Stopped):
        library.formats.export(format.name, folder / "out", library.articles.listing(), stop=stop)
    assert list(folder.iterdir()) == []


def test_only_the_articles_of_the_list_are_exported_in_its_order(library: Library) -> None:
    stream = io.StringIO()
    done = library.formats.export(
        "csv-matrix", stream, library.articles.listing("tag:région", "-id")
    )
    assert done.articles == 2
    rows = stream.getvalue().splitlines()
    assert [row.partition(",")[0] for row in rows] == ["id", "plain.txt", "astral.txt"]


def test_losses_are_counted_with_the_articles_that_have_them(
    exported: Callable[..., tuple[str, Exported]],
) -> None:
    _, done = exported("conll")
    assert done.losses.counts()["marks"] == 6
    assert done.losses.counts()["notes on articles"] == 1
    assert any("plain.txt" in line for line in done.losses.lines())


def test_an_article_without_names_is_counted_and_is_null(folder: Path) -> None:
    with Library.open(folder, refresh=True) as library:
        stream = io.StringIO()
        done = library.formats.export(
            "jsonl", stream, library.articles.listing("title:plain OR ankara")
        )
    assert '"entities": null' in stream.getvalue()
    assert "articles whose names have not been found yet" in done.losses.counts()


def test_unknown_formats_and_folders_on_a_stream_are_refused(library: Library) -> None:
    with pytest.raises(ExportError, match="unknown format nothing"):
        library.formats.export("nothing", io.StringIO(), library.articles.listing())
    for name in ("brat", "qdpx", "spacy"):
        with pytest.raises(ExportError, match="name it with -o"):
            library.formats.export(name, io.StringIO(), library.articles.listing())
