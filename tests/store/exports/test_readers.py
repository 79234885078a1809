"""What is exported, as the readers of each format see it."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store import Library
from store.exports.html_export import COLORS
from store.exports.markdown import lines_of


class Page(HTMLParser):
    """The texts of a page's articles, without what is said behind passages."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.depth = self.says = 0
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div" and "text" in classes:
            self.texts.append("")
            self.depth = 1
        self.says += "says" in classes

    def handle_endtag(self, tag: str) -> None:
        self.depth = 0 if tag == "div" else self.depth
        self.says = 0 if tag == "small" else self.says

    def handle_data(self, data: str) -> None:
        if self.depth and not self.says:
            self.texts[-1] += data


def brightness(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", COLORS.values())
def test_text_on_the_colour_of_a_tag_has_contrast(color: str) -> None:
    assert (brightness(color) + 0.05) / (brightness("#1c1c1c") + 0.05) >= 4.5


def test_a_browser_reads_every_text_of_the_page_and_what_is_said_of_its_passages(
    library: Library, tmp_path: Path
) -> None:
    library.userdata.describe_tag("claim", color="green")
    path = tmp_path / "page.html"
    library.formats.export("html", path, library.articles.listing())
    written = path.read_text("utf-8")
    page = Page()
    page.feed(written)
    plain = library.article("plain.txt").text
    assert plain in page.texts
    assert len(page.texts) == len(library.ids())
    assert page.tags.isdisjoint({"script", "img", "link", "iframe"})
    assert '<mark class="m-green">' in written
    assert "claim: inside of words</small>" in written
    assert written.count("<title>") == written.count("<h1>") == 1


@given(st.text(st.sampled_from("ab *_#>-+=.1\t \n`<&[]~|\\!")) | st.text())
def test_markdown_shows_the_lines_that_a_note_has(text: str) -> None:
    def lines(shown: str) -> list[str]:
        return [" ".join(line.split()) for line in shown.split("\n") if line.strip()]

    text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    html = MarkdownIt("commonmark").render("\n".join(lines_of(text)))
    reader = HTMLParser()
    shown: list[str] = []
    reader.handle_data = shown.append  # type: ignore[method-assign, assignment]
    reader.feed(html)
    assert "<code>" not in html
    assert "<pre>" not in html
    assert lines("".join(shown)) == lines(text)


@pytest.mark.parametrize("name", ["doccano", "doccano-classes"])
def test_doccano_gets_no_empty_text_and_the_others_are_counted(
    library: Library, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "out.jsonl"
    done = library.formats.export(name, path, library.articles.listing())
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert all(row["text"].strip() for row in rows)
    assert done.losses.counts()["empty articles, which doccano rejects"] == len(
        library.ids()
    ) - len(rows)


def test_inception_gets_no_file_without_a_sentence(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    library.formats.export("webanno", folder, library.articles.listing())
    assert not (folder / "empty.tsv").exists()
    assert not (folder / "blank.tsv").exists()
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(library.ids())


def test_brat_gets_no_fragment_that_begins_with_an_indent_and_no_macro(
    library: Library, tmp_path: Path
) -> None:
    (library.places.articles / "indent.txt").write_text("One line\n     and the next\n")
    library.refresh()
    library.mark("indent.txt", 4, 21, "<odd>")
    folder = tmp_path / "out"
    done = library.formats.export("brat", folder, library.articles.listing())
    (line,) = (folder / "indent.ann").read_text("utf-8").splitlines()
    assert line == "T1\todd 4 8;14 21\tline and the"[: len(line)]
    assert "<" not in (folder / "visual.conf").read_text("utf-8")
    assert any("‹" in note for note in done.losses.notes)
