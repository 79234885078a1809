"""Web archives: pages only, unpacked within limits; damage is told, not silent."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources import warc
from store.sources.markup_text import text_of
from store.sources.source_document import Document, Unreadable

PAGE = b"<html><body><p>The quay is closed.</p></body></html>"


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read pages without looking for their article, which is another module's work."""

    def page(html: bytes, url: str | None, content_type: str | None) -> Document:
        return Document(text_of(html.decode("utf-8", "replace")), url=url)

    monkeypatch.setattr(warc, "page", page)


def record(
    url: str = "https://www.example.org/a/b",
    body: bytes = PAGE,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
    record_type: str = "response",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2018-01-02T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def documents(*records: bytes) -> list[Document]:
    return list(warc.read(b"".join(records), "x.warc"))


def test_a_page_has_its_address_and_no_date_of_capture() -> None:
    (document,) = documents(record())
    assert document.text == "The quay is closed."
    assert document.url == "https://www.example.org/a/b"
    assert (document.part, document.published) == ("example.org-a-b", None)


def test_only_pages_are_read() -> None:
    left_out = [
        record(status="404 Not Found"),
        record(status="301 Moved"),
        record(kind="image/png"),
        record(kind="text/css"),
        record(record_type="revisit"),
        record(record_type="request"),
    ]
    assert len(documents(*left_out, record())) == 1
    with pytest.raises(Unreadable) as caught:
        documents(*left_out)
    assert caught.value.status == "no text"


def test_chunks_and_packing_are_undone() -> None:
    chunked = b"5\r\n<p>Th\r\n8\r\ne quay. \r\n0\r\n\r\n"
    (first,) = documents(record(body=chunked, headers="Transfer-Encoding: chunked\r\n"))
    assert first.text == "The quay."
    packed = gzip.compress(PAGE)
    (second,) = documents(record(body=packed, headers="Content-Encoding: gzip\r\n"))
    assert second.text == "The quay is closed."


def test_an_archive_is_the_same_packed_by_record_as_a_whole_and_not_at_all() -> None:
    records = [record(f"https://example.org/{number}") for number in range(5)]
    plain = documents(*records)
    assert plain == documents(*map(gzip.compress, records))
    assert plain == documents(gzip.compress(b"".join(records)))


def test_a_second_capture_of_an_address_has_its_number() -> None:
    parts = [d.part for d in documents(record(), record("https://example.org/c"), record())]
    assert parts == ["example.org-a-b", "example.org-c", "003"]


def test_plain_text_needs_no_page_reader() -> None:
    (document,) = documents(record(kind="text/plain", body=b"Words.\r\n\r\n\r\nMore."))
    assert document.text == "Words.\n\nMore."


def test_a_damaged_rest_is_listed() -> None:
    packed = gzip.compress(record("https://example.org/1") + record("https://example.org/2") * 50)
    results = documents(gzip.compress(record()), packed[: len(packed) - 40])
    assert results[0].status == "ok"
    assert results[-1].status == "unreadable"
    assert "fetch" in (results[-1].reason or "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(range(256)) * 50,
        b"WARC/1.0\r\n" + b"x" * 6_000_000,
        b"WARC/1.0\r\n" * 50_000,
        gzip.compress(bytes(50_000_000)),
        record(headers="X: y\r\n" * 20_000),
        record(body=gzip.compress(b"<p>x" * 9_000_000), headers="Content-Encoding: gzip\r\n"),
    ],
    ids=["empty", "noise", "long line", "lines", "bomb", "headers", "page bomb"],
)
def test_hostile_archives_give_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable):
        documents(data)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_in_an_archive_give_documents_or_a_reason(noise: bytes, place: int) -> None:
    whole = record() + record("https://example.org/c")
    results: list[Document] = []
    with contextlib.suppress(Unreadable):
        results = documents(whole[:place] + noise + whole[place:])
    assert len({document.part for document in results}) == len(results)
