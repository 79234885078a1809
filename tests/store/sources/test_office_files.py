"""Word, OpenDocument, Rich Text and e-books, made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import docx
import pytest

from store.sources import epub, odt, rtf, word_docx
from store.sources.source_document import Document, Unreadable

READERS: dict[str, Callable[[bytes, str], Iterator[Document]]] = {
    "a.docx": word_docx.read,
    "a.odt": odt.read,
    "a.rtf": rtf.read,
    "a.epub": epub.read,
}
OPF = "http://www.idpf.org/2007/opf"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def only(documents: Iterator[Document]) -> Document:
    (document,) = documents
    return document


def test_a_word_file_gives_paragraphs_rows_and_what_it_states() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("Cracks in the quay", 0)
        document.add_paragraph("The quay was closed.")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "ships", "eleven"
        document.add_paragraph("It opens in May.")
        document.core_properties.author = "Ann Lee"

    document = only(word_docx.read(word(build), "a.docx"))
    assert document.text.split("\n\n") == [
        "Cracks in the quay",
        "The quay was closed.",
        "ships | eleven",
        "It opens in May.",
    ]
    assert (document.title, document.author) == ("Cracks in the quay", "Ann Lee")


def test_what_was_deleted_with_changes_tracked_is_no_text() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>It is </w:t></w:r>'
        "<w:del><w:r><w:delText>open</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>closed</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    data = packed({"word/document.xml": body})
    assert only(word_docx.read(data, "a.docx")).text == "It is closed."


def opendocument(body: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
        f' xmlns:table="{ODF}:table:1.0"><office:body><office:text>{body}</office:text>'
        "</office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{ODF}:office:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Cracks</dc:title>'
        "<dc:creator>Ann Lee</dc:creator></office:meta></office:document-meta>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": mimetype, "content.xml": content, "meta.xml": meta})


def test_an_opendocument_file_gives_paragraphs_rows_and_what_it_states() -> None:
    body = (
        "<text:h>Cracks</text:h>"
        "<text:p>The <text:span>quay</text:span><text:s/>was closed.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>ships</text:p></table:table-cell>"
        "<table:table-cell><text:p>eleven</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>It opens in May.</text:p>"
    )
    document = only(odt.read(opendocument(body), "a.odt"))
    assert document.text.split("\n\n") == [
        "Cracks",
        "The quay was closed.",
        "ships | eleven",
        "It opens in May.",
    ]
    assert (document.title, document.author) == ("Cracks", "Ann Lee")


def test_rich_text_gives_its_words_in_any_code_page() -> None:
    source = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title Cracks}{\author Ann Lee}}"
        r"The caf\'e9 at the quay \u8211? closed.\par It opens in May.\par}"
    )
    document = only(rtf.read(source.encode(), "a.rtf"))
    assert document.text == "The café at the quay – closed.\n\nIt opens in May."
    assert (document.title, document.author) == ("Cracks", "Ann Lee")


def book(chapters: list[str], extra: dict[str, str | bytes] | None = None) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns="{OPF}" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Quay</dc:title><dc:creator>Ann Lee</dc:creator>"
        "<dc:language>en</dc:language><dc:date>2016-08-10</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": container,
        "OPS/p.opf": package,
        **{f"OPS/c{n}.xhtml": text for n, text in enumerate(chapters)},
    }
    return packed(files | (extra or {}))


def test_each_chapter_of_a_book_is_a_document_in_reading_order() -> None:
    chapters = [
        "<html><body><img src='cover.png'/></body></html>",
        "<html><body><h1>Storm</h1><p>The storm came on Monday.</p></body></html>",
        "<html><body><h1>Calm</h1><p>On Tuesday the sea was calm.</p></body></html>",
    ]
    documents = list(epub.read(book(chapters), "a.epub"))
    assert [(d.part, d.title, d.text) for d in documents] == [
        ("chapter-1", "Storm", "The storm came on Monday."),
        ("chapter-2", "Calm", "On Tuesday the sea was calm."),
    ]
    first = documents[0]
    assert (first.source, first.author, first.published) == ("The Quay", "Ann Lee", "2016-08-10")


def test_a_book_that_its_seller_protects_says_so() -> None:
    protection = '<encryption><EncryptionMethod Algorithm="http://seller/aes"/></encryption>'
    data = book(["<p>Some words here.</p>"], {"META-INF/encryption.xml": protection})
    with pytest.raises(Unreadable) as error:
        list(epub.read(data, "a.epub"))
    assert error.value.status == "encrypted"


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_a_file_of_office_programs_with_a_password_is_encrypted(name: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable) as error:
        list(READERS[name](data, name))
    assert error.value.status == "encrypted"


def test_an_old_word_file_says_how_to_save_it() -> None:
    with pytest.raises(Unreadable) as error:
        list(word_docx.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc"))
    assert ".docx" in error.value.reason


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 500, b"{\\rtf1", b"x" * 500])
def test_damaged_files_give_a_reason(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        list(READERS[name](data, name))
    assert error.value.reason


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_never_resolved() -> None:
    body = "<text:p>The quay &a8; &file; was closed.</text:p>"
    data = opendocument(body)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    files: dict[str, str | bytes] = {**members}
    files["content.xml"] = BOMB.encode() + members["content.xml"]
    try:
        text = only(odt.read(packed(files), "a.odt")).text
    except Unreadable:
        text = ""
    assert "root:" not in text
    assert len(text) < 1000


@pytest.mark.parametrize(
    ("name", "part"), [("a.docx", "word/document.xml"), ("a.odt", "content.xml")]
)
def test_an_archive_that_unpacks_to_gigabytes_is_refused(name: str, part: str) -> None:
    data = packed({part: b" " * 250_000_000})
    with pytest.raises(Unreadable) as error:
        list(READERS[name](data, name))
    assert error.value.status == "too large"
