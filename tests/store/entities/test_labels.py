"""The labels that models give, as ours."""

import pytest

from store.entities.labels import (
    OURS,
    PLACE,
    our_label,
    place_label,
)
from store.entities.predict import annotate_texts, model_spans
from store.model import LABELS
from tests.store.entities.conftest import MakePipeline

WIKI = {"PER", "LOC", "ORG", "MISC"}
NORNE = {"PER", "GPE_LOC", "GPE_ORG", "LOC", "ORG", "PROD", "EVT", "DRV", "MISC"}


@pytest.mark.parametrize(
    ("label", "scheme", "ours"),
    [
        ("PER", WIKI, "PERSON"),
        ("LOC", WIKI, PLACE),
        ("ORG", WIKI, "ORG"),
        ("MISC", WIKI, None),
        ("LOC", NORNE, "LOC"),
        ("LOC", {"LOC", "GPE"}, "LOC"),
        ("GPE_ORG", NORNE, "GPE"),
        ("persName", {"persName"}, "PERSON"),
        ("NAT_REL_POL", {"NAT_REL_POL"}, "NORP"),
        ("CARDINAL", {"CARDINAL"}, None),
        ("Person", {"Person"}, "PERSON"),
    ],
)
def test_labels_of_other_schemes(label: str, scheme: set[str], ours: str | None) -> None:
    assert our_label(label, scheme) == ours


def test_every_label_of_the_table_is_one_of_ours_and_says_why() -> None:
    assert {label for label, _ in OURS.values()} <= {*LABELS, PLACE, None}
    assert all(why for _, why in OURS.values())


def test_a_place_is_a_state_or_town_where_the_lists_know_it() -> None:
    assert [place_label(words) for words in ("Hamburg", "Iran", "Schwarzwald")] == [
        *("GPE", "GPE", "LOC")
    ]


def test_the_findings_of_any_script_are_exact(make_pipeline: MakePipeline) -> None:
    model = make_pipeline("xx", PER=["習近平", "Владимир Путин"], LOC=["東京"])
    text = "習近平 は 東京 で\n\n„ Владимир Путин “ прибыл\u00ad."
    (found,) = annotate_texts(model, [text])
    assert [(label, text[start:end]) for start, end, label, *_ in found] == [
        ("PERSON", "習近平"),
        ("LOC", "東京"),
        ("PERSON", "Владимир Путин"),
    ]
    assert model_spans(model, [""]) == [[]]


def test_without_a_pipeline_only_well_known_names_are_found() -> None:
    text = "Mali će sutra u Teheran. Predsjednik je u Washington i NATO poslao ljude. Nice je grad."
    (found,) = annotate_texts(None, [text])
    assert [text[start:end] for start, end, *_ in found] == ["Washington", "NATO"]
