"""Messages as documents: facts from headers, text from the right part, asides marked."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.mail_lines import flowed
from store.sources.mail_message import looks_like_mail, read
from store.sources.source_document import Document, Unreadable

HEAD = (
    "From: Ann Lee <ann@example.org>\nSubject: Quay closed\n"
    "Date: Tue, 2 Jan 2018 23:30:00 -0800\nMessage-ID: <1@example.org>\n"
)


def document(text: str | bytes) -> Document:
    data = text.encode() if isinstance(text, str) else text
    (result,) = read(data, "a.eml")
    return result


def asides(result: Document) -> list[str]:
    return [result.text[start:end] for start, end in result.boilerplate]


def test_headers_give_title_author_and_the_day_as_the_sender_wrote_it() -> None:
    result = document(HEAD + "\nThe quay is closed.\n")
    assert (result.title, result.author, result.published) == (
        "Quay closed",
        "Ann Lee",
        "2018-01-02",
    )
    assert (result.text, result.part, result.source) == ("The quay is closed.", None, None)


def test_encoded_words_and_raw_bytes_in_headers_become_letters() -> None:
    encoded = "Subject: =?utf-8?b?S2Fp?= =?iso-8859-1?q?_ge=F6ffnet?=\n\nWords.\n"
    assert document(encoded).title == "Kai geöffnet"
    assert document("Subject: Re: Kai geöffnet\n\nWords.\n".encode("cp1252")).title == (
        "Re: Kai geöffnet"
    )


def test_a_newsletter_has_its_sender_as_source_and_a_list_its_name() -> None:
    newsletter = document(
        "From: The Quay <news@example.org>\nList-Unsubscribe: <https://example.org/x>\n\nWords.\n"
    )
    assert (newsletter.source, newsletter.author) == ("The Quay", None)
    posting = document(
        HEAD + "List-Id: Harbours <harbours.example.org>\nList-Post: <mailto:h@example.org>\n"
        "Archived-At: <https://example.org/archive/1>\n\nWords.\n"
    )
    assert (posting.source, posting.author) == ("Harbours", "Ann Lee")
    assert posting.url == "https://example.org/archive/1"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "us-ascii", "x-nonsense", "punycode"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_wrong_charset_does_not_garble_the_text(charset: str, codec: str) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={charset}\n\n"
    words = "Der Kai in Köln ist für Fußgänger geöffnet, später auch für Züge.\n" * 3
    assert document(head.encode() + words.encode(codec)).text == words.strip()


def test_plain_text_is_preferred_unless_it_is_a_stub() -> None:
    def message(plain: str) -> str:
        html = "<p>" + "The whole story in many words. " * 30 + "</p>"
        return (
            HEAD + "Content-Type: multipart/alternative; boundary=b\n\n"
            f"--b\nContent-Type: text/plain\n\n{plain}\n"
            f"--b\nContent-Type: text/html\n\n{html}\n--b--\n"
        )

    assert document(message("See it in your browser.")).text.startswith("The whole story")
    plain = "The plain story, told at some length. " * 12
    assert document(message(plain)).text == plain.strip()
    links = "Read https://example.org/" + "x" * 900
    assert document(message(links)).text.startswith("The whole story")


def test_flowed_lines_are_joined_and_quotes_and_signature_are_asides() -> None:
    result = document(
        HEAD + "Content-Type: text/plain; format=flowed\n\n"
        "The quay \nis closed.\n\nOn Monday Bo Li wrote:\n> Is the quay \n> open?\n\nNo.\n\n"
        "-- \nAnn Lee\nHarbour office\n"
    )
    assert result.text.startswith("The quay is closed.\n\nOn Monday Bo Li wrote:")
    assert asides(result) == [
        "On Monday Bo Li wrote:\n> Is the quay open?",
        "-- \nAnn Lee\nHarbour office".replace("-- ", "--"),
    ]


def test_quoted_html_is_an_aside_and_a_forward_is_not() -> None:
    head = HEAD + "Content-Type: text/html\n\n"
    reply = document(head + "<div>No.</div><blockquote type=cite><p>Open?</p></blockquote>")
    assert (reply.text, asides(reply)) == ("No.\n\nOpen?", ["Open?"])
    forward = '<div class="gmail_quote">---------- Forwarded message<p>News</p></div>'
    assert asides(document(head + forward)) == []


def test_attachments_are_named_at_the_end_and_forwards_are_shown() -> None:
    result = document(
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n"
        "--b\nContent-Type: message/rfc822\n\nSubject: Inner\n\nInner words.\n"
        "--b\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=report.pdf\n\nxx\n--b--\n"
    )
    assert result.text == "See below.\n\nSubject: Inner\n\nInner words.\n\n[attachment: report.pdf]"
    assert asides(result) == ["Subject: Inner", "[attachment: report.pdf]"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n", "encrypted"),
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB\n", "encrypted"),
        ("\n-----BEGIN PGP MESSAGE-----\n\nabc\n", "encrypted"),
        ("Content-Type: image/png; name=a.png\n\nxx\n", "no text"),
        ("\n\n", "no text"),
    ],
)
def test_what_has_no_text_has_a_status_with_a_reason(body: str, status: str) -> None:
    with pytest.raises(Unreadable) as caught:
        document(HEAD + body)
    assert caught.value.status == status
    assert caught.value.reason


def nested(depth: int) -> str:
    parts = (
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
        for level in range(depth)
    )
    return HEAD + "".join(parts) + "\nInnermost.\n"


def test_parts_nest_only_so_deep_and_are_only_so_many() -> None:
    assert document(nested(20)).text == "Innermost."
    many = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 11_000
    for data in (nested(100), nested(100_000), many):
        with pytest.raises(Unreadable) as caught:
            document(data)
        assert caught.value.status == "too large"


@pytest.mark.parametrize(
    "header",
    [
        'From: ((((((("' * 500,
        "From: " + "(" * 3_000,
        "Content-Type: text/plain; charset*99999999999=x; filename*0*=%ff",
        'Content-Type: text/plain; charset="\xff"',
        "Content-Transfer-Encoding: base65",
        "Date: 99 Foo 99999 99:99:99 +99999",
        "Subject: =?utf-8?b?!!!?= =?x?q??=",
        "Content-Disposition: attachment; filename*=x'y'%zz",
    ],
)
def test_broken_headers_do_not_keep_the_text_from_being_read(header: str) -> None:
    result = document(f"{header}\nX-Last: x\n\nWords of the message.\n")
    assert "Words" in result.text


@given(st.binary(max_size=400), st.sampled_from([b"", HEAD.encode()]))
def test_any_bytes_give_a_document_or_a_reason(body: bytes, head: bytes) -> None:
    results: list[Document] = []
    with contextlib.suppress(Unreadable):
        results = list(read(head + body, "x"))
    for result in results:
        spans = [edge for span in result.boilerplate for edge in span]
        assert spans == sorted(set(spans))
        assert all(edge <= len(result.text) for edge in spans)


@given(st.lists(st.text(alphabet="ab >-", max_size=8), max_size=12))
def test_unwrapping_flowed_text_keeps_its_letters(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [c for c in flowed(text, False) if c in "ab"] == [c for c in text if c in "ab"]


def test_mail_is_told_from_its_first_bytes() -> None:
    assert looks_like_mail((HEAD + "\nx").encode())
    assert looks_like_mail(b"Return-Path: <a>\nReceived: from b\n\tby c\nSubject: d\n\n")
    assert not looks_like_mail(b"Title: Quay\nDate: 2018\nAuthor: Ann\n\nwords")
    assert not looks_like_mail(b"The quay: it was closed\non Friday.\n")


def test_apple_mail_has_its_length_in_front_and_a_list_behind() -> None:
    message = (HEAD + "\nWords.\n").encode()
    data = b"%d\n" % len(message) + message + b'<?xml version="1.0"?><plist></plist>'
    assert document(data).text == "Words."
