"""A library whose texts are as hard as they come, with names, tags, marks and notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Library
from store.exports.export_run import Exported
from tests.store.entities.helpers import Inline

TEXTS = {
    "plain.txt": "Ankara and Moscow\n\nSergey Lavrov met Mr. Smith. They spoke of Syria.\n",
    "astral.txt": "😀 Ankara 😀😀 Moscow\n\n𝔘nicode Lavrov said: 🇹🇷 Turkey!\n",
    "right.txt": "قال Lavrov في أنقرة\n\n‮evil‬ שלום Ankara\n",
    "signs.txt": "Nul\x00 Bell\x07 Escape\x1b[31m Line\u2028Sep Next\x85Line\n\nTab\tCell =1+1\n",
    "windows.txt": "First Line\r\n\r\nSecond Line of Ankara\r\n",
    "deep/er/plain.txt": "A copy of the name, Ankara.\n",
    "markup.md": '<b>Bold</b> & "Quoted" [Brackets] <script>alert(1)</script> ]]> Ankara\n',
    "empty.txt": "",
    "blank.txt": " \n\n ",
    "nosuffix": "-DOCSTART- Ankara_x don't stop: Smith-Jones, U.S.A.\n",
}


def write_texts(folder: Path) -> None:
    """Write the texts, and a file that is none."""
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)


def at(library: Library, id: str, words: str) -> tuple[int, int]:
    """Return where words stand in an article, in code points."""
    start = library.article(id).text.index(words)
    return start, start + len(words)


def work_on(library: Library) -> None:
    """Tag, mark and note, with overlaps, and tags that formats find hard."""
    library.tag(["plain.txt", "astral.txt"], "région/syrie")
    library.tag(["plain.txt"], "=cmd|'/C calc'!A0")
    library.tag(["plain.txt", "right.txt"], "a; b \\ c, d")
    library.userdata.describe_tag("région/syrie", color="red", key=1, description="War & <talks>")
    library.mark("plain.txt", *at(library, "plain.txt", "Lavrov met Mr."), "claim")
    library.mark(
        "plain.txt", *at(library, "plain.txt", "met Mr. Smith"), "_|[x]*", "see\nthis\tone"
    )
    library.mark("plain.txt", *at(library, "plain.txt", "rov m"), "claim", "inside of words")
    library.mark("plain.txt", *at(library, "plain.txt", "Moscow\n\nSergey"), "lines")
    library.mark("astral.txt", *at(library, "astral.txt", "😀 Moscow"), "claim")
    library.mark("signs.txt", *at(library, "signs.txt", "Line\u2028Sep"), "claim", "a\x1b[31mb")
    library.set_note("plain.txt", "-1+1 is\na note: “quoted”")
    library.set_read(["plain.txt"], "2026-11-21")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the texts."""
    folder = tmp_path / "library"
    write_texts(folder)
    return folder


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """The texts, indexed, each word with a capital a name, and worked on."""
    with Library.open(folder, refresh=True, coder="ann") as opened:
        opened.annotate(executor=Inline())
        work_on(opened)
        yield opened


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Library]:
    """The same texts, without anybody's work."""
    folder = tmp_path / "bare"
    write_texts(folder)
    with Library.open(folder, refresh=True, coder="bob") as opened:
        opened.annotate(executor=Inline())
        yield opened


Text = Callable[..., str]


@pytest.fixture
def exported(library: Library) -> Callable[..., tuple[str, Exported]]:
    """Return a function that exports all as text: the text, and what came of it."""

    def run(name: str, query: str = "") -> tuple[str, Exported]:
        stream = io.StringIO(newline="")
        return_value = library.formats.export(name, stream, library.articles.listing(query))
        return stream.getvalue(), return_value

    return run
