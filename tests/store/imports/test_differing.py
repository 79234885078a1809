"""Names made those of an import, whatever was found and corrected before."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store.entities.corrections import Corrections
from store.imports.entity_diff import StoredNames, name_corrections
from store.imports.imported import NameIn
from store.model import LABELS

TEXT = "Ankara and Moscow met Sergey Lavrov, who spoke of Syria in Ankara."
PLACES = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda one: (one[0], min(len(TEXT), one[0] + one[1]))
)
LABEL = st.sampled_from(["PERSON", "ORG", "GPE"])


def apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@st.composite
def known(draw: st.DrawFn) -> StoredNames:
    found: list[Any] = [
        (start, end, draw(LABEL), TEXT[start:end], "test")
        for start, end in apart(draw(st.lists(PLACES, max_size=6)))
    ]
    spans: list[dict[str, Any]] = []
    for start, end in draw(st.lists(PLACES, max_size=4, unique=True)):
        fields = {"label": draw(LABEL)} if draw(st.booleans()) else {}
        spans.append({"at": [start, end], "quote": TEXT[start:end], **fields})
    own = Corrections(spans=spans, hidden=draw(st.sampled_from([{}, {"Ankara": True}])))
    library = Corrections(labels=draw(st.sampled_from([{}, {"Lavrov": "ORG"}])))
    return StoredNames("a.txt", TEXT, found, library, own)


@settings(deadline=None)
@given(known(), st.lists(st.tuples(PLACES, LABEL), max_size=6))
def test_the_names_are_those_that_are_wanted(
    known: StoredNames, wanted: list[tuple[tuple[int, int], str]]
) -> None:
    labels = dict(wanted)
    names = [NameIn(*place, labels[place]) for place in apart([place for place, _ in wanted])]
    made = name_corrections(known, names, frozenset(LABELS))
    assert made.unmet == 0
    spans = {op.path[-1]: op for op in made.ops}
    standing = {f"{one['at'][0]}-{one['at'][1]}": one for one in known.article.spans}
    after = standing | {key: op.after for key, op in spans.items()}
    result = known.entities([one for one in after.values() if one is not None])
    assert [(e.start, e.end, e.label) for e in result] == [
        (one.start, one.end, one.label) for one in names
    ]
    again = name_corrections(
        StoredNames(known.id, known.text, known.findings, known.library, Corrections(
            spans=[one for one in after.values() if one is not None], hidden=known.article.hidden
        )), names, frozenset(LABELS),
    )  # fmt: skip
    assert again.ops == []


def test_a_label_that_the_import_does_not_speak_of_is_left_alone() -> None:
    found: list[Any] = [(0, 6, "GPE", "Ankara", "test"), (11, 17, "ORG", "Moscow", "test")]
    known = StoredNames("a.txt", TEXT, found, Corrections(), Corrections())
    made = name_corrections(known, [], frozenset({"GPE"}))
    assert [op.path[-1] for op in made.ops] == ["0-6"]


def test_of_two_that_overlap_one_is_counted() -> None:
    known = StoredNames("a.txt", TEXT, [], Corrections(), Corrections())
    made = name_corrections(known, [NameIn(0, 6, "GPE"), NameIn(0, 17, "ORG")], frozenset(LABELS))
    assert made.unmet == 1
    assert [op.path[-1] for op in made.ops] == ["0-17"]
