"""XML formats: well formed whatever the texts hold, and true to what they say."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from store import Library, Tag
from store.exports.export_run import Exported
from store.exports.losses import Losses
from store.exports.qdc_codebook import codes, tree
from store.exports.unsupported_chars import as_pictures, for_xml, utf16
from store.model import LABELS

Exports = Callable[..., tuple[str, Exported]]
QDA = "{urn:QDA-XML:project:1.0}"


def project(library: Library, tmp_path: Path) -> tuple[Any, zipfile.ZipFile]:
    library.formats.export("qdpx", tmp_path / "out.qdpx", library.articles.listing())
    archive = zipfile.ZipFile(tmp_path / "out.qdpx")
    return fromstring(archive.read("project.qde")), archive


def test_a_projects_selections_are_code_points_of_its_sources(
    library: Library, tmp_path: Path
) -> None:
    root, archive = project(library, tmp_path)
    found = 0
    for source in root.iter(f"{QDA}TextSource"):
        member = source.get("plainTextPath").replace("internal://", "sources/")
        text = archive.read(member).decode()
        article = library.article(source.get("name"))
        assert text == article.text
        quotes = {mark.quote for mark in article.marks}
        for selection in source.iter(f"{QDA}PlainTextSelection"):
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert text[start:end] in quotes
            found += 1
    assert found == 6


def test_every_coding_has_its_code(library: Library, tmp_path: Path) -> None:
    root, _ = project(library, tmp_path)
    guids = {code.get("guid") for code in root.iter(f"{QDA}Code")}
    references = [one.get("targetGUID") for one in root.iter(f"{QDA}CodeRef")]
    assert references
    assert set(references) <= guids
    every = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(every) == len(set(every))


def test_the_codebook_nests_and_describes(exported: Exports) -> None:
    text, _ = exported("qdc")
    space = "{urn:QDA-XML:codebook:1.0}"
    root = fromstring(text)
    outer = next(one for one in root.iter(f"{space}Code") if one.get("name") == "région")
    assert outer.get("isCodable") == "false"
    (inner,) = outer.findall(f"{space}Code")
    assert (inner.get("name"), inner.get("color")) == ("syrie", "#D9534F")
    assert inner.findtext(f"{space}Description") == "War & <talks>"


def test_the_network_counts_articles(exported: Exports, library: Library) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = fromstring(exported("graphml")[0])
    nodes = {}
    for node in root.iter(f"{space}node"):
        data = {one.get("key"): one.text for one in node.iter(f"{space}data")}
        nodes[node.get("id")] = data
    by_name = {data["label"]: id for id, data in nodes.items()}
    assert {data["kind"] for data in nodes.values()} <= set(LABELS)
    ankara = nodes[by_name["Ankara"]]
    together = {
        frozenset((edge.get("source"), edge.get("target"))): edge.findtext(f"{space}data")
        for edge in root.iter(f"{space}edge")
    }
    both = frozenset((by_name["Ankara"], by_name["Moscow"]))
    assert together[both] == "2"
    assert ankara["articles"] == str(
        sum(any(e.name == "Ankara" for e in library.entities(id) or ()) for id in library.ids())
    )


def test_a_page_runs_nothing_of_a_text(exported: Exports) -> None:
    text, _ = exported("html")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert '<small class="says">claim: a␛[31mb</small>' in text


def test_markdown_shows_marks_as_quotations(exported: Exports) -> None:
    text, _ = exported("markdown")
    assert "> Moscow\n>\n> Sergey\n" in text
    assert "<script>" not in text.replace("\\<script\\>", "")


@given(st.text())
def test_xml_holds_any_text_sign_for_sign(text: str) -> None:
    held, replaced = for_xml(text)
    assert len(held) == len(text)
    assert replaced == sum(a != b for a, b in zip(text, held, strict=True))
    root = fromstring(f"<a>{held.replace('&', '').replace('<', '').replace('>', '')}</a>")
    assert root.tag == "a"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_utf16_counts_units(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert utf16(text)(at) == len(text[:at].encode("utf-16-le")) // 2


@given(st.text())
def test_pictures_are_one_for_one(text: str) -> None:
    assert len(as_pictures(text)) == len(text)


@given(st.lists(st.text(min_size=1).filter(lambda name: "/" not in name), max_size=5))
def test_codes_are_well_formed_whatever_tags_are_called(names: list[str]) -> None:
    tags = [Tag(name, description=name) for name in names]
    assert fromstring(f"<a>{''.join(codes(tree(tags), Losses()))}</a>").tag == "a"
