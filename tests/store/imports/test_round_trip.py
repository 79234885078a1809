"""What is exported from one library comes into another one, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store import Library
from store.exports.export_formats import BY_NAME
from store.exports.unsupported_chars import for_xml
from store.imports.import_plan import Plan
from store.model import Article, Op

TAGS, NOTES, READ, MARKS, MARK_NOTES, NAMES = range(6)
CARRIED = {
    "jsonl": {TAGS, NOTES, READ, MARKS, MARK_NOTES, NAMES},
    "prodigy": {TAGS, NOTES, READ, MARKS, MARK_NOTES, NAMES},
    "label-studio": {TAGS, NOTES, READ, MARKS, MARK_NOTES, NAMES},
    "brat": {TAGS, NOTES, READ, MARKS, NAMES},
    "doccano": {TAGS, NOTES, READ, MARKS, NAMES},
    "doccano-classes": {TAGS, NOTES, READ},
    "csv-articles": {TAGS, NOTES, READ},
    "csv-marks": {MARKS, MARK_NOTES},
    "qdpx": {TAGS, NOTES, MARKS, MARK_NOTES},
}


def facts(article: Article, carried: set[int]) -> dict[int, Any]:
    """Return what of the work on an article a format carries, to be compared."""
    found: dict[int, Any] = {
        TAGS: sorted(article.tags),
        NOTES: article.note,
        READ: article.read,
        MARKS: sorted((m.start or 0, m.end or 0, m.tag, m.quote) for m in article.marks),
        MARK_NOTES: sorted((m.start or 0, m.tag, for_xml(m.note or "")[0]) for m in article.marks),
        NAMES: [(e.start, e.end, e.label, e.text) for e in article.entities or ()],
    }
    return {kind: found[kind] for kind in carried}


def carry(name: str, source: Library, target: Library, folder: Path) -> Plan:
    """Export all of one library, and import it into another."""
    path = folder / f"carried{BY_NAME[name].suffix}"
    source.formats.export(name, path, source.articles.listing())
    plan = target.formats.plan_import(name, path)
    target.formats.import_planned(name, path, plan)
    return plan


def correct(library: Library) -> None:
    """Relabel, add, hide and widen some names."""
    library.userdata.apply("hide", [Op(("entities", "hidden", "They"), None, True)])
    library.userdata.apply("relabel", [Op(("entities", "labels", "Ankara"), None, "GPE")])
    text = library.article("plain.txt").text
    spans = ("articles", "plain.txt", "entities", "spans")
    for words, label in (("Sergey Lavrov", "PERSON"), ("met", "EVENT")):
        start = text.index(words)
        end = start + len(words)
        value = {"at": [start, end], "quote": words, "label": label}
        library.userdata.apply("span", [Op((*spans, f"{start}-{end}"), None, value)])


@pytest.mark.parametrize("name", CARRIED)
def test_work_comes_back_as_it_was(
    name: str, library: Library, bare: Library, tmp_path: Path
) -> None:
    correct(library)
    plan = carry(name, library, bare, tmp_path)
    assert not plan.losses.counts()
    for id in library.ids():
        there, here = library.article(id), bare.article(id)
        assert facts(here, CARRIED[name]) == facts(there, CARRIED[name]), id


@pytest.mark.parametrize("name", CARRIED)
def test_it_is_one_change_that_undo_takes_back(
    name: str, library: Library, bare: Library, tmp_path: Path
) -> None:
    every = set(range(6))
    before = {id: facts(bare.article(id), every) for id in bare.ids()}
    carry(name, library, bare, tmp_path)
    assert len(bare.userdata.history()) == 1
    assert {id: facts(bare.article(id), every) for id in bare.ids()} != before
    bare.undo()
    assert {id: facts(bare.article(id), every) for id in bare.ids()} == before


@pytest.mark.parametrize("name", CARRIED)
def test_what_is_there_already_is_no_change(name: str, library: Library, tmp_path: Path) -> None:
    correct(library)
    changes = len(library.userdata.history())
    plan = carry(name, library, library, tmp_path)
    assert plan.ops == []
    assert len(library.userdata.history()) == changes


def test_the_codebook_comes_back(library: Library, bare: Library, tmp_path: Path) -> None:
    carry("qdc", library, bare, tmp_path)
    ours = {tag.name: (tag.color, tag.description) for tag in library.tags()}
    assert {tag.name: (tag.color, tag.description) for tag in bare.tags()} == ours
