"""No text is cut without a sign: each pane and overlay with very long names, in any window."""

from __future__ import annotations

import re
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from store import Library
from store.model import Op
from tests.store.duplicates.texts import paragraphs
from tests.tui.conftest import Start, press, settle
from tests.tui.probe import screen
from tui.overlays.command_output import CommandOutput
from tui.reading.glyphs import shown_line
from tui.widgets.line_input import LineInput
from tui.widgets.reader import Reader
from tui.widgets.strips import CUT, line_of

FIRST, LAST = "⟦", "⟧"
"""The signs that each long name begins and ends with."""
UNITS = {
    "a": "Ferries of Vallby ",
    "b": "維也納的渡輪",
    "c": "🚢⛴️ 👩‍🚀 ",
    "d": "वियना की नौका ",
    "e": "Donaudampfschifffahrtsgesellschaft",
}


def long(unit: str, length: int, before: str = "") -> str:
    """Return a name of so many code points between the two signs."""
    return FIRST + (before + unit * length)[: length - 3].rstrip() + "x" + LAST


class Named(Executor):
    """Stands in for the worker processes: a name is whatever stands between the two signs."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        _, texts = args
        future: Future[Any] = Future()
        future.set_result(
            [
                [(*m.span(), "PERSON", m[0], "model") for m in re.finditer("⟦[^⟧]*⟧", text)]
                for text in texts
            ]
        )
        return future


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Articles whose titles, sources, names and ids are long, in several scripts."""
    folder = tmp_path / long("library ", 60)
    folder.mkdir()
    story = "\n\n".join(paragraphs(1))
    for letter, unit in UNITS.items():
        (folder / f"{letter} {long('file ', 60)}.md").write_text(
            f"---\ntitle: {long(unit, 300, letter)}\nsource: {long(unit, 80)}\ndate: 2016-08-10\n"
            f"---\n\n{story}\n\nAnd {long(unit, 120)} said so of the harbour, {letter} times.\n"
        )
    return folder


@pytest.fixture
def library(library: Library) -> Library:
    """The same with long tags, notes, marks, views and conflicts, and with names."""
    ids = list(library.ids())
    library.annotate(executor=Named())
    for unit in UNITS.values():
        tag = long(unit, 60)
        library.tag(ids, tag)
        library.userdata.describe_tag(tag, description=long(unit, 200))
        library.userdata.set_view(long(unit, 60), f'"{long(unit, 60)}"')
    at = library.article(ids[0]).text.index("harbour")
    library.mark(ids[0], at - 40, at + 7, long("tag", 60))
    library.set_note(ids[0], long(UNITS["d"], 300))
    clash = [{"field": "note", "value": long("v ", 90), "at": "2026-01-01T00:00:00+00:00"}]
    library.userdata.apply("clash", [Op(("articles", ids[0], "conflicts"), None, clash)])
    return library


SIZES = [(120, 36), (80, 24), (40, 10), (20, 6)]
OPENED: list[tuple[str, tuple[str, ...]]] = [
    ("BrowseScreen", ()),
    ("BrowseScreen", ("f", *"harbour", "enter")),
    ("BrowseScreen", ("F", "enter")),
    ("BrowseScreen", ("f", *"ctrl+u,tag:")),
    ("BrowseScreen", ("f", "ctrl+u", *"date:nothing harbour")),
    ("BrowseScreen", ("enter",)),
    ("BrowseScreen", ("enter", "tab")),
    ("BrowseScreen", ("a",)),
    ("BrowseScreen", ("|",)),
    ("CommandOutput", ("|", "ctrl+u", *"cat", "enter")),
    ("BrowseScreen", ("ctrl+g",)),
    ("BrowseScreen", ("/",)),
    ("BrowseScreen", ("*",)),
    ("HelpPage", ("?",)),
    ("Palette", (":",)),
    ("JumpPicker", ("o",)),
    ("JumpPicker", ("o", *"file")),
    ("SearchOverlay", ("s", *"harbour")),
    ("SearchOverlay", ("s", *"nowherenothing")),
    ("TagPicker", ("t",)),
    ("TagPicker", ("t", *"new")),
    ("TagPicker", ("*", "t")),
    ("CodebookEditor", ("T",)),
    ("Menu", ("T", "enter")),
    ("SplitTag", ("T", "ctrl+s")),
    ("SavedViews", ("F",)),
    ("SortMenu", ("S",)),
    ("HistoryList", ("U",)),
    ("ConflictList", ("C",)),
    ("Menu", ("C", "enter")),
    ("NameList", ("i",)),
    ("CopiesList", ("=",)),
    ("ExportMenu", ("X",)),
    ("BrowseScreen", ("enter", "m")),
    ("TagPicker", ("enter", "m", "enter")),
    ("EntityCard", ("enter", "e", "enter")),
    ("CorrectionMenu", ("enter", "e", "enter", "r")),
    ("SameAs", ("enter", "e", "enter", "a")),
]
"""What is opened, by which keys: the class of the screen on top, and the keys."""


def faults(widget: Widget) -> list[str]:
    """Return the lines of a widget in which a long name ends without its end or a sign."""
    strips = widget.render_lines(Region(0, 0, *widget.size))
    wrong = [f"{s.cell_length} cells: {s.text}" for s in strips if s.cell_length != widget.size[0]]
    lines = [strip.text for strip in strips]
    for at, line in enumerate(lines):
        _, begins, name = line.rpartition(FIRST)
        if not begins or LAST in name or CUT in name:
            continue
        rest = re.search(f"[{FIRST}{LAST}{CUT}]", "".join(lines[at + 1 :]))
        scrolls = rest is None and (
            isinstance(widget, Reader) or isinstance(widget.screen, CommandOutput)
        )
        if not scrolls and (rest is None or rest[0] == FIRST):
            wrong.append(line)
    return wrong


def all_faults(pilot: Pilot[None]) -> list[str]:
    """Return those of all that is on the screen; what is typed scrolls, and is passed over."""
    status = screen(pilot).status
    status.work, status.alert = long("finding names ", 90), long("can't be written ", 200)
    shown = [w for w in pilot.app.screen.query(Widget) if w.display and w.size]
    lines = [
        f"{type(widget).__name__}: {line}"
        for widget in shown
        if not (widget.children or isinstance(widget, LineInput))
        for line in faults(widget)
    ]
    for one in shown:
        if isinstance(one, LineInput) and not one.value:
            words = one.render_line(0).text.rstrip()
            if words != one.placeholder and not words.endswith(CUT):
                lines.append(f"placeholder: {words}")
    return lines


@pytest.mark.parametrize("part", range(4))
async def test_each_name_that_is_cut_ends_in_an_ellipsis(start: Start, part: int) -> None:
    wrong: dict[str, list[str]] = {}
    async with start() as pilot:
        for opened, keys in OPENED[part::4]:
            await press(pilot, *keys)
            assert (type(pilot.app.screen).__name__, keys) == (opened, keys)
            for size in SIZES:
                if size != pilot.app.size:
                    await pilot.resize_terminal(*size)
                wrong[f"{keys} at {size}"] = all_faults(pilot)
            while pilot.app.screen is not screen(pilot) or screen(pilot).state.pane != "list":
                await pilot.press("escape")
            await pilot.press("escape", "escape")
            await pilot.resize_terminal(*SIZES[0])
            await settle(pilot)
    assert {where: lines for where, lines in wrong.items() if lines} == {}


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab  ", 3, "ab "),
        ("維也納", 5, "維也…"),
        ("維也納", 4, "維… "),
        ("कि की", 4, "कि\u00ad… "),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abcd", 1, "…"),
        ("abcd", 0, ""),
        ("ab", 4, "ab  "),
    ],
)
def test_a_line_that_is_too_long_ends_in_an_ellipsis(text: str, width: int, line: str) -> None:
    glyphs = shown_line(text)
    strip = line_of([Segment(glyphs[:1]), Segment(glyphs[1:])], width, Style())
    assert (strip.text, strip.cell_length) == (line, width)
