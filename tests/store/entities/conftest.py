"""An index without files, for findings of models that only pretend."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.index.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "index.db")
    yield database
    database.close()


MakePipeline = Callable[..., str]
"""Makes a pipeline of a language that knows some words by label, and returns its folder."""


@pytest.fixture
def make_pipeline(tmp_path: Path) -> MakePipeline:
    """Return a function `(language, LABEL=[words, …], …)` that keeps a small pipeline on disk."""

    def make(language: str, **known: list[str]) -> str:
        import spacy

        pipeline = spacy.blank(language)
        patterns = [
            {"label": label, "pattern": words} for label, many in known.items() for words in many
        ]
        pipeline.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
        folder = tmp_path / f"{language}_pipeline"
        pipeline.to_disk(folder)
        return str(folder)

    return make
