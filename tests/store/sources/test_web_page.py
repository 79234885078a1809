"""Saved web pages: their article, and what they say of it."""

from __future__ import annotations

import contextlib
import email.message
import json
import plistlib
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources.page_title import without_site
from store.sources.source_document import Document, Unreadable
from store.sources.web_page import decoded, page, read

BODY = "".join(
    f"<p>Paragraph {number} tells of the northern quay, which was closed on Monday after engineers"
    " had found cracks in two of its supports, as the harbour authority said.</p>"
    for number in range(1, 6)
)


def html(head: str = "", body: str = BODY, heading: str = "The quay is closed") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body><nav>Home</nav>"
        f"<article><h1>{heading}</h1>{body}</article><footer>Imprint</footer></body></html>"
    ).encode()


def ld(**values: Any) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle"} | values
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def only(data: bytes, name: str = "a.html") -> Document:
    (document,) = read(data, name)
    return document


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_paragraphs_of_the_article_are_its_text() -> None:
    document = only(html())
    assert document.title == "The quay is closed"
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith("Paragraph 1 tells of the northern quay")
    assert "Imprint" not in document.text
    assert document.language == "en"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The quay is closed | The Harbour Post</title>", "The quay is closed"),
        (
            "<title>Harbour Post</title><meta property='og:title' content='Another one'>",
            "Another one",
        ),
        (ld(headline="The quay is closed"), "The quay is closed"),
        ("", "The quay is closed"),
        (
            "<meta property='og:title' content='The quay is closed - Harbour Post'>",
            "The quay is closed",
        ),
    ],
)
def test_the_headline_is_weighed_between_the_places_that_give_one(head: str, title: str) -> None:
    assert only(html(head)).title == title


@pytest.mark.parametrize(
    ("title", "site", "short"),
    [
        ("Quay closed after storm | Harbour Post", "Harbour Post", "Quay closed after storm"),
        ("Harbour Post: news - Quay closed", "Harbour Post", "Quay closed"),
        ("Quay closed - what now for ships", None, "Quay closed - what now for ships"),
        ("Quay", "Harbour Post", "Quay"),
        ("15 years of harbour.example — harbour.example", "harbour", "15 years of harbour.example"),
    ],
)
def test_a_sites_name_is_no_part_of_a_title(title: str, site: str | None, short: str) -> None:
    assert without_site(title, site) == short


@pytest.mark.parametrize(
    "head",
    [
        ld(datePublished="2016-08-10T22:30:00Z", dateModified="2019-01-01"),
        "<meta property='article:published_time' content='2016-08-10T09:00:00+02:00'>"
        "<meta property='article:modified_time' content='2019-01-01T09:00:00+02:00'>",
        "<meta name='pubdate' content='20160810'>",
        "<link rel='canonical' href='https://example.org/2016/08/10/quay'>",
        "<link rel='canonical' href='https://example.org/2016/8/10/quay'>"
        + ld(datePublished="2016-08-11T01:00:00Z"),
    ],
)
def test_the_day_of_publication_is_never_that_of_a_change(head: str) -> None:
    assert only(html(head)).published == "2016-08-10"


def test_source_author_address_and_keywords_are_read() -> None:
    head = ld(
        author=[{"@type": "Person", "name": "By Ann Lee"}, {"name": "Per Holm"}],
        publisher={"name": "The Harbour Post"},
    )
    head += "<link rel='canonical' href='https://www.example.org/quay'>"
    head += "<meta name='keywords' content='harbour, quay'>"
    document = only(html(head))
    assert document.author == "Ann Lee; Per Holm"
    assert document.source == "The Harbour Post"
    assert document.url == "https://www.example.org/quay"
    assert document.tags == ("harbour", "quay")


def test_an_outlet_of_the_table_has_its_short_name() -> None:
    head = "<link rel='canonical' href='https://www.theguardian.com/world/quay'>"
    assert only(html(head)).source == "Guardian"


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- saved from url=(0031)https://www.example.org/a/quay -->",
        "<!--\n Page saved with SingleFile \n url: https://www.example.org/a/quay \n-->",
        "<meta property='og:url' content="
        "'https://web.archive.org/web/20160218174457/https://www.example.org/a/quay'>",
    ],
)
def test_a_copy_knows_the_address_it_was_saved_from(mark: str) -> None:
    assert only(html(mark)).url == "https://www.example.org/a/quay"


@pytest.mark.parametrize(
    ("data", "content_type", "letters"),
    [
        ("<meta charset='iso-8859-1'>café “x”".encode("cp1252"), None, "café “x”"),
        ("<p>Привет</p>".encode("cp1251"), "text/html; charset=windows-1251", "Привет"),
        ("<meta charset='utf-16'>café".encode(), None, "café"),
        ("<p>café</p>".encode("utf-16"), None, "café"),
        ("<meta charset='no-such-thing'>café".encode(), None, "café"),
    ],
)
def test_an_encoding_is_taken_from_where_it_holds(
    data: bytes, content_type: str | None, letters: str
) -> None:
    assert letters in decoded(data, content_type)


def test_a_page_saved_with_all_its_parts_is_read() -> None:
    message = email.message.EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.example.org/quay"
    message.set_content("unused")
    message.make_related()
    message.add_related(html().decode(), subtype="html")
    document = only(message.as_bytes(), "a.mhtml")
    assert document.title == "The quay is closed"
    assert document.url == "https://www.example.org/quay"


def test_an_archive_of_safari_is_read() -> None:
    main = {"WebResourceData": html(), "WebResourceURL": "https://www.example.org/quay"}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    assert only(data, "a.webarchive").url == "https://www.example.org/quay"


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"", "a.html", "empty"),
        (
            b"<html><body><div id='root'></div><script>go()</script></body></html>",
            "a.html",
            "no text",
        ),
        (b"<div>" * 1_000_000, "a.html", "no text"),
        (b"bplist00broken", "a.webarchive", "unreadable"),
        (b"From: <Saved by x>\n\n", "a.mhtml", "no text"),
    ],
)
def test_a_page_without_an_article_says_why(data: bytes, name: str, status: str) -> None:
    with pytest.raises(Unreadable) as error:
        only(data, name)
    assert error.value.status in (status, "too large")
    assert error.value.reason


def test_entities_and_files_of_this_machine_stay_out() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    data = bomb.encode() + html(body=BODY + "<p>&b; and &a;&a; are no words of the article.</p>")
    assert "root:" not in only(data).text


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert only(b"<html><body>" + data).text


def test_a_page_gives_its_words_whatever_follows_them() -> None:
    assert page(html() + b"</div>" * 1000 + b"\x00\xff", None, None).text.startswith("Paragraph 1")
