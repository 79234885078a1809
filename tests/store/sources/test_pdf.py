"""PDF files, made here line by line, and the text that is read from them."""

from __future__ import annotations

import contextlib
import zlib

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources import pdf
from store.sources.source_document import Document, Unreadable

Placed = tuple[float, float, str]
"""Left and base line in points, and the words."""
LEFT, RIGHT = 50.0, 320.0


def make(pages: list[list[Placed]], info: str = "", size: int = 10) -> bytes:
    """Return a PDF with words at places of pages of 600 by 800 points."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, words in enumerate(pages):
        content = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words
        ).encode("latin-1")
        packed = zlib.compress(content)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + packed + b"\nendstream")
    objects.append(f"<< {info} >>".encode("latin-1"))
    data, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    start = len(data)
    count = len(objects) + 1
    data += f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}\n".encode()
    return data + f"startxref\n{start}\n%%EOF".encode()


def column(x: float, top: float, lines: list[str]) -> list[Placed]:
    return [(x, top - 12 * number, line) for number, line in enumerate(lines)]


LEFT_LINES = [
    "The harbour authority closed the northern quay on",
    "Monday after engineers had found cracks in two of",
    "its supports, and ships were sent to the southern",
    "basin, where there is room for eleven of them and",
    "where the cranes are older. The repairs would take",
]
RIGHT_LINES = [
    "at least six weeks, the mayor told reporters on the",
    "quay. A report by an inde-",
    "pendent office had warned of the cracks a year ago",
    "but nobody read it, as the office itself has said on",
    "Tuesday in a letter to the council of the city here.",
]


def only(data: bytes) -> Document:
    (document,) = pdf.read(data, "a.pdf")
    return document


@pytest.mark.parametrize("order", ["columns", "rows"])
def test_columns_are_read_one_after_the_other(order: str) -> None:
    left, right = column(LEFT, 700, LEFT_LINES), column(RIGHT, 700, RIGHT_LINES)
    rows = [piece for pair in zip(left, right, strict=True) for piece in pair]
    text = only(make([left + right if order == "columns" else rows])).text
    assert "repairs would take at least six weeks" in text
    assert text.index("Monday after") < text.index("southern") < text.index("mayor")


def test_a_word_broken_at_a_lines_end_is_whole_again() -> None:
    text = only(make([column(LEFT, 700, RIGHT_LINES)])).text
    assert "independent office" in text


def test_a_compound_that_the_text_writes_with_a_hyphen_keeps_it() -> None:
    lines = [
        "A well-known engineer came to see it, and a well-",
        "known mayor went with her there.",
    ]
    text = only(make([column(LEFT, 700, lines)])).text
    assert "a well-known mayor" in text


def test_running_heads_and_page_numbers_interrupt_no_sentence() -> None:
    pages = []
    for number, lines in enumerate((LEFT_LINES, RIGHT_LINES, LEFT_LINES), 1):
        head = (LEFT, 770.0, "The Harbour Report")
        foot = (290.0, 30.0, str(number))
        pages.append([head, *column(LEFT, 700, lines), foot])
    document = only(make(pages))
    assert "repairs would take at least six weeks" in document.text
    dimmed = [document.text[start:end] for start, end in document.boilerplate]
    assert dimmed.count("The Harbour Report") == 3
    assert {"1", "2", "3"} <= set(dimmed)


def test_every_passage_has_its_page() -> None:
    document = only(make([column(LEFT, 700, LEFT_LINES), column(LEFT, 700, RIGHT_LINES)]))
    (first, _, first_end), (second, second_start, end) = document.pages
    assert (first, second) == (1, 2)
    assert first_end == second_start == document.text.index("at least six weeks")
    assert end == len(document.text)


def test_a_scan_says_which_program_adds_a_text() -> None:
    with pytest.raises(Unreadable) as error:
        only(make([[]]))
    assert error.value.status == "no text"
    assert "ocrmypdf" in error.value.reason


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "untitled", "report.indd", "A lie"])
def test_a_title_that_the_page_does_not_have_is_none(title: str) -> None:
    data = make([column(LEFT, 700, LEFT_LINES)], f"/Title ({title})")
    assert only(data).title is None


def test_a_title_that_the_first_page_has_is_taken_with_its_author() -> None:
    lines = ["Cracks in the quay", "", *LEFT_LINES]
    data = make([column(LEFT, 700, lines)], "/Title (Cracks in the quay) /Author (Ann Lee)")
    document = only(data)
    assert (document.title, document.author) == ("Cracks in the quay", "Ann Lee")


@pytest.mark.parametrize("cut", [0, 5, 100, 400])
def test_a_file_that_breaks_off_is_damaged_or_gives_what_is_left(cut: int) -> None:
    data = make([column(LEFT, 700, LEFT_LINES)])[:cut]
    with pytest.raises(Unreadable) as error:
        only(data)
    assert error.value.status in ("unreadable", "no text")


@settings(deadline=None, max_examples=30)
@given(st.integers(10, 700), st.binary(min_size=1, max_size=6))
def test_any_damage_gives_a_text_or_a_reason(at: int, noise: bytes) -> None:
    data = bytearray(make([column(LEFT, 700, LEFT_LINES)]))
    data[at : at + len(noise)] = noise
    with contextlib.suppress(Unreadable):
        only(bytes(data))


def test_pages_are_those_that_the_library_counts() -> None:
    data = make([column(LEFT, 700, LEFT_LINES)] * 4)
    assert len(only(data).pages) == len(pypdfium2.PdfDocument(data)) == 4
