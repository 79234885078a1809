"""spaCy's own reader over what was written for it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store import Library
from store.exports import spacy_docbin

READ = """
import json, sys
import spacy
from spacy.tokens import DocBin
from pathlib import Path
path = Path(sys.argv[1])
files = sorted(path.glob("*.spacy")) if path.is_dir() else [path]
nlp = spacy.blank("en")
for file in files:
    for doc in DocBin().from_disk(file).get_docs(nlp.vocab):
        print(json.dumps({
            "text": doc.text, "cats": doc.cats, "about": doc.user_data,
            "ents": [[e.start_char, e.end_char, e.label_, e.kb_id_] for e in doc.ents],
            "marks": [[s.start_char, s.end_char, s.label_] for s in doc.spans["marks"]],
        }))
"""


def read(path: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", READ, path], capture_output=True, text=True, check=True, timeout=60
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_documents_hold_text_names_marks_and_tags(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "out.spacy"
    done = library.formats.export("spacy", path, library.articles.listing())
    assert path.is_file()
    documents = {one["about"]["article"]: one for one in read(path)}
    assert list(documents) == list(library.ids())
    used = {tag for id in library.ids() for tag in library.article(id).tags}
    for id, document in documents.items():
        article = library.article(id)
        assert document["text"] == article.text
        assert document["cats"] == {tag: float(tag in article.tags) for tag in used}
        assert len(document["marks"]) == len(article.marks)
        for one in article.entities or ():
            assert any(s <= one.start and one.end <= e for s, e, *_ in document["ents"])
    marks = documents["plain.txt"]["marks"]
    assert [26, 40, "claim"] in marks
    assert documents["plain.txt"]["about"]["note"] == library.article("plain.txt").note
    assert done.losses.counts()["spans widened to whole tokens"] == 1


def test_many_articles_become_a_folder_that_can_be_replaced(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spacy_docbin, "PART", 100)
    path = tmp_path / "out.spacy"
    done = library.formats.export("spacy", path, library.articles.listing())
    assert path.is_dir()
    assert len(read(path)) == done.articles
    monkeypatch.undo()
    library.formats.export("spacy", path, library.articles.listing(), force=True)
    assert path.is_file()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["library", "out.spacy"]
