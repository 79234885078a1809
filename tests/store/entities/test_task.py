"""What one call of a worker does."""

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.entities import predict, spacy_models
from store.entities.worker_pool import make_executor

MODEL = spacy_models.DEFAULT


@given(st.text(alphabet="ab \n", max_size=200), st.integers(1, 30))
def test_pieces_are_short_and_together_the_text(text: str, most: int) -> None:
    cut = list(predict.pieces(text, most))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= most for _, piece in cut)
    assert all(text.startswith(piece, start) for start, piece in cut)


def test_pieces_are_cut_at_blank_lines() -> None:
    text = "one one\n\ntwo two two\nthree three"
    assert [piece for _, piece in predict.pieces(text, 16)] == [
        "one one\n\n",
        "two two two\n",
        "three three",
    ]


def test_the_recipe_names_model_and_rules_without_loading_them() -> None:
    code = (
        "import sys; from store.entities import annotate, apply_corrections, names, spacy_models;"
        "print(spacy_models.model_version()); print('spacy' in sys.modules, 'numpy' in sys.modules)"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert output.stdout.split() == [f"{MODEL}-3.8.0+r{spacy_models.RULES}", "False", "False"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "\0",
        "\u2028\u2028 Sergey Lavrov\u2028",
        "\ud800 Lavrov",
        "A" * 50_000,
        "Lavrov " * 9_000,
        "\U0001f600 Vladimir Putin \u202e met \x1b[31mLavrov",
        "e\u0301" * 5_000,
        "((((" * 500 + "Moscow",
    ],
    ids=range(10),
)
def test_any_text_gives_a_result(text: str) -> None:
    (found,) = predict.annotate_texts(MODEL, [text])
    assert all(0 <= start < end <= len(text) for start, end, *_ in found)
    assert all(text[start:end] == text[start:end].strip() for start, end, *_ in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


def test_the_function_runs_in_a_worker() -> None:
    with make_executor(1, MODEL) as pool:
        (found,) = pool.submit(
            predict.annotate_texts, MODEL, ["Sergey Lavrov flew to Ankara."]
        ).result()
    assert [(label, name) for _, _, label, name, _ in found] == [
        ("PERSON", "Sergey Lavrov"),
        ("GPE", "Ankara"),
    ]


def test_a_pipeline_that_met_too_many_words_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    before = spacy_models.load(MODEL)
    predict.model_spans(MODEL, ["Lavrov"])
    assert spacy_models.load(MODEL) is before
    monkeypatch.setattr(spacy_models, "MOST_STRINGS", 10)
    assert len(predict.model_spans(MODEL, ["Sergey Lavrov met him."])[0]) == 1
    assert spacy_models.load(MODEL) is not before
