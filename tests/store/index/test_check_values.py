"""What a hand wrote into `tags.yaml` and that means nothing is listed by `check`."""

from __future__ import annotations

from pathlib import Path

from store import Library

FIRST = "000_74ea8e126a12d9c1.txt"


def test_odd_values_are_named_and_stay_as_they_are(library_folder: Path) -> None:
    text = (
        "version: 1\ntags:\n  a//b:\n  fine:\narticles:\n"
        f'  {FIRST}:\n    tags: [fine, "-no"]\n    read: banana\n'
        "    marks:\n      - {id: 11aa, tag: fine, at: [5, 2], quote: q}\n"
    )
    file = library_folder / "tags.yaml"
    file.write_text(text, "utf-8")
    with Library.open(library_folder, refresh=True) as library:
        found = [one for one in library.check() if one.kind == "odd value"]
    assert [(one.id, one.serious) for one in found] == [
        ("", False),
        ("", False),
        (FIRST, False),
        (FIRST, False),
    ]
    said = " ".join(one.message for one in found)
    assert all(words in said for words in ("'-no'", "'a//b'", "'banana'", "at: [5, 2]"))
    assert file.read_text("utf-8") == text
