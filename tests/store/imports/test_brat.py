"""brat's folders as brat and its users write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from store.imports.import_plan import Plan
from tests.store.imports.test_round_trip import carry

CONF = """# how brat shows things
[labels]
# type | label | shorter
Disease | Disease | Dis | D
Symptom|Sign of illness
Bare |
Plain
[drawing]
Disease bgColor:#ffccaa
Place | Not a label
"""


def take(library: Library, folder: Path, annotations: str, conf: str = "", text: str = "") -> Plan:
    (folder / "a.txt").write_text(text or library.article("plain.txt").text, newline="")
    (folder / "a.ann").write_text(annotations, newline="")
    (folder / "visual.conf").write_text(conf)
    plan = library.formats.plan_import("brat", folder)
    library.formats.import_planned("brat", folder, plan)
    return plan


def marks(library: Library) -> list[tuple[str, str, str | None]]:
    return [(mark.quote, mark.tag, mark.note) for mark in library.article("plain.txt").marks]


@pytest.fixture
def brat(tmp_path: Path) -> Path:
    folder = tmp_path / "brat"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("Disease", "Disease"),
        ("Symptom", "Sign of illness"),
        ("Bare", "Bare"),
        ("Plain", "Plain"),
        ("Place", "Place"),
        ("Other", "Other"),
    ],
)
def test_the_first_label_of_a_type_is_the_tag(
    kind: str, tag: str, bare: Library, brat: Path
) -> None:
    take(bare, brat, f"T1\t{kind} 0 6\tAnkara\n", CONF)
    assert marks(bare) == [("Ankara", tag, None)]


def test_a_span_in_pieces_is_a_mark_each_and_that_is_said(bare: Library, brat: Path) -> None:
    lines = "T1\tclaim 0 6;11 17\tAnkara Moscow\n#1\tAnnotatorNotes T1\tfirst\n"
    plan = take(bare, brat, f"{lines}#2\tAnnotatorNotes T1\tsecond\n")
    assert marks(bare) == [("Ankara", "claim", "first\nsecond"), ("Moscow", "claim", None)]
    assert plan.losses.counts() == {"discontinuous spans: each piece was imported separately": 1}


def test_pieces_between_which_a_line_ends_are_one(bare: Library, brat: Path) -> None:
    text = bare.article("plain.txt").text.replace("\n\n", "\n \n")
    at = text.index("Sergey")
    plan = take(bare, brat, f"T1\tclaim 11 17;{at} {at + 6}\tMoscow Sergey\n", text=text)
    assert marks(bare) == [("Moscow\n\nSergey", "claim", None)]
    assert not plan.losses.total


def test_notes_that_have_no_place_are_counted(bare: Library, brat: Path) -> None:
    plan = take(
        bare,
        brat,
        "T1\tGPE 0 6\tAnkara\n#1\tAnnotatorNotes T1\tcapital\n"
        "R1\tIn Arg1:T1 Arg2:T1\n#2\tAnnotatorNotes R1\tsure\n",
    )
    assert plan.losses.counts() == {
        "notes on names": 1,
        "relations, events and attributes": 1,
        "notes on relations, events and attributes": 1,
    }


def test_the_words_decide_where_line_ends_are_counted_otherwise(bare: Library, brat: Path) -> None:
    text = bare.article("plain.txt").text
    stored = text.replace("\n", "\r\n")
    for counted in (text, stored):
        at = counted.index("met Mr.")
        plan = take(bare, brat, f"T1\tclaim {at} {at + 7}\tmet Mr.\n", text=stored)
        assert marks(bare) == [("met Mr.", "claim", None)]
        assert not plan.losses.total
    at = text.index("met Mr.")
    plan = take(bare, brat, f"T1\tother {at} {at + 7}\tseen him\n")
    assert plan.losses.counts() == {"marks whose passage is not in the text": 1}


def test_one_broken_file_does_not_stop_the_others(bare: Library, brat: Path) -> None:
    (brat / "b.txt").write_text("x")
    (brat / "b.ann").write_bytes(b"\x00\x01\xff" * 50)
    plan = take(bare, brat, "T1\tclaim 0 6\tAnkara\nT2\tclaim 9 3\tx\nT3\tclaim 0 99999\tx\n")
    assert marks(bare) == [("Ankara", "claim", None)]
    assert plan.losses.counts()["annotations that can't be read"] == 1
    assert plan.losses.counts()["spans that can't be read"] == 1


def test_a_mark_that_ends_at_a_line_end_is_no_second_one(library: Library, tmp_path: Path) -> None:
    text = library.article("plain.txt").text
    library.mark("plain.txt", text.index("Moscow"), text.index("Sergey"), "ends", "see")
    plan = carry("brat", library, library, tmp_path)
    assert plan.ops == []
