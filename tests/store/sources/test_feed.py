"""Feeds: each entry a document, full content first; nothing is fetched or expanded."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.feed import looks_like_feed, read
from store.sources.source_document import Document, Unreadable

RSS = """<?xml version="1.0" encoding="utf-8"?>{prologue}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay News</title>
<language>en-gb</language>{items}</channel></rss>"""
ITEM = """<item><title>Quay &amp; wall</title><link>https://example.org/1</link>
<guid>https://example.org/1</guid><pubDate>Tue, 02 Jan 2018 23:30:00 -0800</pubDate>
<dc:creator>Ann Lee</dc:creator><category>harbour</category><description>Short.</description>
<content:encoded><![CDATA[<p>The quay is <b>closed</b>.</p><p>It will open &amp; stay.</p>]]>
</content:encoded></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title>
<entry><id>tag:example.org,2018:1</id><title type="html">A &lt;i&gt;quay&lt;/i&gt;</title>
<updated>2018-01-03T00:10:00Z</updated><published>2018-01-02T23:30:00-08:00</published>
<author><name>Ann Lee</name></author><author><name>Bo Li</name></author>
<source><title>Harbour Blog</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div>
</content></entry></feed>"""


def rss(items: str, prologue: str = "") -> list[Document]:
    return list(read(RSS.format(items=items, prologue=prologue).encode(), "x.rss"))


def test_an_rss_item_has_its_full_text_and_facts() -> None:
    (document,) = rss(ITEM)
    assert document.text == "The quay is closed.\n\nIt will open & stay."
    assert (document.title, document.source) == ("Quay & wall", "Quay News")
    assert (document.author, document.published) == ("Ann Lee", "2018-01-02")
    assert (document.url, document.language) == ("https://example.org/1", "en")
    assert (document.part, document.tags) == ("example.org-1", ("harbour",))


def test_an_atom_entry_has_its_own_source_all_authors_and_the_local_day() -> None:
    (document,) = read(ATOM.encode(), "x.atom")
    assert (document.title, document.text) == ("A quay", "One.\n\nTwo.")
    assert (document.source, document.author) == ("Harbour Blog", "Ann Lee; Bo Li")
    assert document.published == "2018-01-02"


def test_a_longer_description_is_preferred_and_an_entry_without_text_is_listed() -> None:
    long = "<item><title>a</title><description>" + "Many words. " * 9 + "</description></item>"
    bare = "<item><title>b</title></item>"
    assert [(d.status, d.part) for d in rss(long + bare)] == [("ok", "001"), ("no text", "002")]


def test_entries_with_the_same_id_have_different_parts() -> None:
    parts = [document.part for document in rss(ITEM * 3)]
    assert parts == ["example.org-1", "002", "003"]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    external = '<!DOCTYPE rss [<!ENTITY a SYSTEM "http://127.0.0.1/a">]>'
    body = "<item><title>t</title><description>&a; words</description></item>"
    assert "words" in rss(body, external)[0].text
    with pytest.raises(Unreadable):
        list(read(b"http://127.0.0.1/feed.rss", "x.rss"))


def test_entities_do_not_grow_and_files_are_not_read() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{below};" * 10}">'
        for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = "<item><title>t</title><description>words &i; &f;</description></item>"
    file = '<!ENTITY f SYSTEM "file:///etc/passwd">'
    (document,) = rss(body, f"<!DOCTYPE rss [{entities}{file}]>")
    assert len(document.text) < 1_000
    assert "root:" not in document.text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body><p>x</p></body></html>",
        b"<rss><channel></channel></rss>",
        b"<rss>" + b"<a>" * 20_000,
        bytes(range(256)) * 100,
    ],
)
def test_what_has_no_entries_gives_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(data, "x"))


def test_a_feed_cut_off_in_the_middle_gives_the_entries_before() -> None:
    whole = RSS.format(items=ITEM * 5, prologue="").encode()
    assert len(list(read(whole[: len(whole) * 3 // 4], "x"))) >= 3


@given(st.text(max_size=60))
def test_any_title_is_one_line(words: str) -> None:
    (document,) = rss(
        f"<item><title><![CDATA[{words}]]></title><description>d d</description></item>"
    )
    assert "\n" not in (document.title or "")


def test_feeds_are_told_from_other_xml() -> None:
    assert looks_like_feed(RSS.format(items="", prologue="<!-- x -->").encode())
    assert looks_like_feed(ATOM.encode())
    assert looks_like_feed(
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2">'
    )
    assert looks_like_feed(b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">')
    assert not looks_like_feed(b'<rdf:RDF xmlns:rdf="x" xmlns:owl="y">')
    assert not looks_like_feed(b"<?xml version='1.0'?><html><rss>")
