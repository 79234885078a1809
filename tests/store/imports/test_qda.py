"""REFI-QDA projects in the shapes that the programs write which people have."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from store import ExportError, Library
from store.imports.import_plan import Plan

NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0" name="p"'
CODES = (
    '<CodeBook><Codes><Code guid="C1" name="Claim" isCodable="true" color="#D9534F"/>'
    '<Code guid="C2" name="Place" isCodable="true"/></Codes></CodeBook>'
)
CODING = '<Coding guid="K"><CodeRef targetGUID="C1"/></Coding>'


def selection(start: int, end: int, name: str = "", inside: str = CODING) -> str:
    return (
        f'<PlainTextSelection guid="S{start}" name={quoteattr(name)} startPosition="{start}"'
        f' endPosition="{end}">{inside}</PlainTextSelection>'
    )


def source(inside: str, name: str = "plain.txt") -> str:
    return (
        f'<TextSource guid="T" name="{name}" plainTextPath="internal://T.txt">{inside}</TextSource>'
    )


def pack(path: Path, inside: str, codes: str = CODES, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", f"<Project {NAMESPACE}>{codes}{inside}</Project>")
        for name, data in members.items():
            archive.writestr(f"sources/{name}.txt", data)
    return path


def take(library: Library, path: Path, name: str = "qdpx") -> Plan:
    plan = library.formats.plan_import(name, path)
    library.formats.import_planned(name, path, plan)
    return plan


def marks(library: Library, id: str = "plain.txt") -> list[tuple[str, str, str | None]]:
    return [(mark.quote, mark.tag, mark.note) for mark in library.article(id).marks]


@pytest.fixture
def text(bare: Library) -> str:
    return bare.article("plain.txt").text


def test_memos_are_notes_wherever_they_hang(bare: Library, text: str, tmp_path: Path) -> None:
    at = text.index("met Mr.")
    both = f'<Description>described</Description>{CODING}<NoteRef targetGUID="n1"/>'
    coded = CODING.replace("</Coding>", '<NoteRef targetGUID="N2"/></Coding>')
    notes = (
        '<Notes><Note guid="N1" name="m"><PlainTextContent>on the passage</PlainTextContent></Note>'
        '<Note guid="N2" plainTextPath="internal://N2.txt"/>'
        '<Note guid="N3"><Description>on the text</Description></Note>'
        '<Note guid="N4"><PlainTextContent>on the code</PlainTextContent></Note>'
        '<Note guid="N5"><PlainTextContent>a journal</PlainTextContent></Note>'
        '<Note guid="N6" richTextPath="internal://N6.docx"/></Notes>'
    )
    selections = selection(at, at + 7, inside=both) + selection(0, 6, inside=coded)
    inside = source(f'{selections}<NoteRef targetGUID="N3"/><NoteRef targetGUID="N6"/>')
    codes = CODES.replace('color="#D9534F"/>', '><NoteRef targetGUID="N4"/></Code>')
    path = pack(
        tmp_path / "p.qdpx",
        f"<Sources>{inside}</Sources>{notes}<Description>on all</Description>",
        codes,
        T=text,
        N2="\ufeffon the\r\ncoding",
    )
    plan = take(bare, path)
    assert marks(bare) == [
        ("Ankara", "Claim", "on the\ncoding"),
        ("met Mr.", "Claim", "described\non the passage"),
    ]
    assert bare.articles.row("plain.txt").note == "on the text"
    assert [tag.description for tag in bare.tags() if tag.name == "Claim"] == ["on the code"]
    assert plan.losses.counts() == {
        "memos without plain text": 1,
        "memos on the project": 1,
        "memos that are not about a text, a passage or a code": 1,
    }


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("as_one", [True, False])
def test_line_ends_are_counted_as_each_program_does(
    line_end: str, as_one: bool, bare: Library, text: str, tmp_path: Path
) -> None:
    stored = text.replace("\n", line_end)
    counted = text if as_one else stored
    words = ["Moscow", "met Mr. Smith", "spoke of Syria"]
    inside = "".join(
        selection(counted.index(one), counted.index(one) + len(one), one) for one in words
    )
    path = pack(tmp_path / "p.qdpx", f"<Sources>{source(inside)}</Sources>", T="\ufeff" + stored)
    plan = take(bare, path)
    assert [quote for quote, _, _ in marks(bare)] == words
    assert not plan.losses.total


def test_a_selection_over_a_line_end_has_a_blank_in_its_name(
    bare: Library, text: str, tmp_path: Path
) -> None:
    stored = text.replace("\n", "\r\n")
    start, end = text.index("Moscow"), text.index(" Lavrov")
    inside = selection(start, end, " ".join(text[start:end].split()))
    take(bare, pack(tmp_path / "p.qdpx", f"<Sources>{source(inside)}</Sources>", T=stored))
    assert [quote for quote, _, _ in marks(bare)] == [text[start:end]]


def test_utf16_units_are_seen_by_the_words(bare: Library, tmp_path: Path) -> None:
    text = bare.article("astral.txt").text
    start = len(text[: text.index("Moscow")].encode("utf-16-le")) // 2
    inside = selection(start, start + 6, "Moscow")
    path = pack(tmp_path / "p.qdpx", f"<Sources>{source(inside, 'astral')}</Sources>", T=text)
    take(bare, path)
    assert [quote for quote, _, _ in marks(bare, "astral.txt")] == ["Moscow"]


def test_words_that_are_nowhere_are_counted(bare: Library, text: str, tmp_path: Path) -> None:
    inside = selection(3, 18, "a ship at anchor")
    plan = take(bare, pack(tmp_path / "p.qdpx", f"<Sources>{source(inside)}</Sources>", T=text))
    assert marks(bare) == []
    assert plan.losses.counts() == {"marks whose passage is not in the text": 1}


def test_the_text_of_a_pdf_is_taken_and_its_pages_are_counted(
    bare: Library, text: str, tmp_path: Path
) -> None:
    pages = f'<PDFSelection guid="P" page="1">{CODING}{CODING}</PDFSelection>'
    held = f'<Representation guid="R" plainTextPath="internal://T.txt">{selection(0, 6)}'
    inside = (
        f'<PDFSource guid="F" name="a.pdf" path="internal://F.pdf">{pages}{held}</Representation>'
    )
    whole = '<Coding guid="W"><CodeRef targetGUID="C2"/></Coding></PDFSource>'
    plan = take(bare, pack(tmp_path / "p.qdpx", f"<Sources>{inside}{whole}</Sources>", T=text))
    assert marks(bare) == [("Ankara", "Claim", None)]
    assert bare.articles.row("plain.txt").tags == ("Place",)
    counts = plan.losses.counts()
    assert counts["codings in pictures, pages or recordings"] == 2
    assert counts["PDF documents, of which only the text is imported"] == 1


def test_what_is_coded_in_a_transcript_stands_between_its_times(
    bare: Library, text: str, tmp_path: Path
) -> None:
    at = text.index("Moscow")
    inside = (
        '<AudioSource guid="A" name="talk.mp3"><Transcript guid="X" plainTextPath="internal://T.txt">'
        f'<SyncPoint guid="p1" timeStamp="0" position="{at}"/>'
        f'<SyncPoint guid="p2" timeStamp="9" position="{at + 6}"/>'
        f'<TranscriptSelection guid="S" fromSyncPoint="P1" toSyncPoint="p2">{CODING}'
        f'</TranscriptSelection></Transcript><AudioSelection guid="Y" begin="0" end="9">{CODING}'
        "</AudioSelection></AudioSource>"
    )
    plan = take(bare, pack(tmp_path / "p.qdpx", f"<Sources>{inside}</Sources>", T=text))
    assert marks(bare) == [("Moscow", "Claim", None)]
    assert plan.losses.counts() == {
        "recordings": 1,
        "codings in pictures, pages or recordings": 1,
    }


def test_what_has_no_place_here_is_counted_in_words(
    bare: Library, text: str, tmp_path: Path
) -> None:
    value = '<VariableValue><VariableRef targetGUID="V"/><TextValue>x</TextValue></VariableValue>'
    inside = (
        '<Users><User guid="U1" name="a"/><User guid="U2" name="b"/></Users>'
        '<Variables><Variable guid="V" name="age"><Description>in years</Description></Variable>'
        f'</Variables><Cases><Case guid="A" name="one">{value}</Case><Case guid="B"/></Cases>'
        f"<Sources>{source(value + selection(0, 6, inside=''))}"
        f'<PictureSource guid="I" name="a.png"><PictureSelection guid="J">{CODING}'
        "</PictureSelection></PictureSource></Sources>"
        f'<Notes><Note guid="N">{selection(0, 6)}</Note></Notes>'
        '<Links><Link guid="L"/></Links><Sets><Set guid="M" name="s"/></Sets>'
        '<Graphs><Graph guid="G"/></Graphs>'
    )
    plan = take(bare, pack(tmp_path / "p.qdpx", inside, T=text))
    assert plan.losses.counts() == {
        "codings of memos": 1,
        "variables": 1,
        "cases": 2,
        "values of variables": 1,
        "passages without a code": 1,
        "pictures": 1,
        "codings in pictures, pages or recordings": 1,
        "links": 1,
        "sets": 1,
        "graphs": 1,
        "coders: who coded what": 2,
        "memos that are not about a text, a passage or a code": 1,
    }


@pytest.mark.parametrize(("start", "end"), [(9, 3), (5, 5), (0, 10**6), (10**6, 10**6 + 5)])
def test_a_place_outside_of_the_text_ends_nothing(
    start: int, end: int, bare: Library, text: str, tmp_path: Path
) -> None:
    inside = selection(start, end, "x") + selection(0, 6, "Ankara")
    plan = take(bare, pack(tmp_path / "p.qdpx", f"<Sources>{source(inside)}</Sources>", T=text))
    assert marks(bare) == [("Ankara", "Claim", None)]
    assert plan.losses.total == 1


def test_an_archive_that_unpacks_to_far_more_is_refused(
    bare: Library, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaces = " " * (20 << 20)
    path = pack(tmp_path / "a.qdpx", f"<Sources>{source('')}</Sources>", T=spaces)
    with pytest.raises(ExportError, match=r"T\.txt unpacks to 20 MB out of 0\.0 MB"):
        bare.formats.plan_import("qdpx", path)
    path = pack(tmp_path / "b.qdpx", f"<!--{spaces}-->")
    with pytest.raises(ExportError, match=r"project\.qde unpacks to 20 MB"):
        bare.formats.plan_import("qdpx", path)
    monkeypatch.setattr("store.imports.archive.MAX_BYTES", 1 << 20)
    many = source("") * 200
    path = pack(tmp_path / "c.qdpx", f"<Sources>{many}</Sources>", T="ab" * 50_000)
    with pytest.raises(ExportError, match="more than 100 times its size"):
        bare.formats.plan_import("qdpx", path)


@pytest.mark.parametrize("name", ["/etc/T.txt", "../../T.txt", "SOURCES\\T.txt", "__MACOSX/x.qde"])
def test_members_are_known_by_the_end_of_their_names(
    name: str, bare: Library, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/._project.qde", b"\x00\x05\x16\x07")
        xml = f"<Project {NAMESPACE}>{CODES}<Sources>{source(selection(0, 6))}</Sources></Project>"
        archive.writestr("Some project.QDE", xml)
        archive.writestr(name.replace("x.qde", "T.txt"), text)
        archive.writestr("nested.zip", b"PK\x03\x04")
    take(bare, path)
    assert marks(bare) == [("Ankara", "Claim", None)]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bare", "p.qdpx"]


def test_elements_are_forgotten_as_they_are_read(tmp_path: Path) -> None:
    import io

    from store.imports.elements import elements

    xml = f"<a>{'<b><c>x</c></b><d/>' * 5_000}</a>".encode()
    held: list[Any] = [one for one in elements(io.BytesIO(xml), tmp_path, ("a", "d"))]
    assert len(held) == 1
    parents = [one for one in elements(io.BytesIO(xml), tmp_path, ("b",))]
    assert len(parents) == 5_000


def test_a_codebook_with_memos_and_sets_is_read(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.qdc"
    path.write_text(
        '\ufeff<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0">'
        '<Codes><Code guid="a" name="One"><Description>first</Description></Code></Codes>'
        '<Sets><Set guid="s" name="few"><MemberCode guid="a"/></Set></Sets></CodeBook>',
        "utf-8",
    )
    plan = take(bare, path, "qdc")
    assert [(tag.name, tag.description) for tag in bare.tags()] == [("One", "first")]
    assert plan.losses.counts() == {"sets": 1}
    path.write_text("<html><p>no codes</p></html>")
    with pytest.raises(ExportError, match="a web page"):
        bare.formats.plan_import("qdc", path)
