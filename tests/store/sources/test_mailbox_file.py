"""Mailboxes: where messages begin, quoting in all its kinds, names of parts that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.mailbox_file import looks_like_mailbox, read
from store.sources.source_document import Unreadable

ENVELOPE = "From ann@example.org Tue Jan  2 10:00:00 2018\n"


def message(body: str, *headers: str) -> str:
    return ENVELOPE + "\n".join(["From: Ann <ann@example.org>", *headers]) + f"\n\n{body}\n\n"


def test_each_message_is_a_document_named_by_its_id() -> None:
    box = message("One.", "Message-ID: <1@a/b>") + message("Two.") + message("Three.")
    documents = list(read(box.encode(), "x.mbox"))
    assert [(d.part, d.text) for d in documents] == [
        ("1@a-b", "One."),
        ("002", "Two."),
        ("003", "Three."),
    ]


def test_parts_keep_their_names_when_the_mailbox_grows() -> None:
    messages = [message("x", f"Message-ID: <{name}@x>") for name in "abacb"]
    names = [d.part for d in read("".join(messages).encode(), "x")]
    assert len(set(names)) == 5
    for count in range(1, 5):
        assert [d.part for d in read("".join(messages[:count]).encode(), "x")] == names[:count]


def test_a_line_that_begins_with_from_starts_no_message_without_date_and_header() -> None:
    box = message("From the quay, words.\n\nFrom 10:30 on it is closed.\n\nEnd.")
    (document,) = read(box.encode(), "x")
    assert document.text.endswith("End.")


def test_quoted_from_lines_lose_one_mark() -> None:
    (document,) = read(message("x\n>From the quay\n>>From here").encode(), "x")
    assert document.text == "x\nFrom the quay\n>From here"


def test_a_content_length_tells_where_a_message_ends_if_it_can_be_true() -> None:
    body = f"See:\n\n{ENVELOPE}From: x\n\nquoted\n"
    box = message(body, f"Content-Length: {len(body)}") + message("Two.")
    assert len(list(read(box.encode(), "x"))) == 2
    wrong = message("One.", "Content-Length: 99999") + message("Two.", "Content-Length: 1")
    assert [d.text for d in read(wrong.encode(), "x")] == ["One.", "Two."]


def test_the_envelope_gives_a_day_that_no_header_gives() -> None:
    (document,) = read(message("x").encode(), "x")
    assert document.published == "2018-01-02"


def test_an_encrypted_message_is_listed_between_the_others() -> None:
    box = message("One.") + message("-----BEGIN PGP MESSAGE-----\nx") + message("Three.")
    assert [d.status for d in read(box.encode(), "x")] == ["ok", "encrypted", "ok"]


@pytest.mark.parametrize("data", [b"", b"\n", b"words\n" * 10, ENVELOPE.encode() * 1_000])
def test_what_is_no_mailbox_gives_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(data, "x"))


@given(st.binary(max_size=300))
def test_any_bytes_between_messages_are_read(noise: bytes) -> None:
    box = message("One.").encode() + noise + b"\n\n" + message("Two.").encode()
    assert [d.text for d in read(box, "x")][-1] == "Two."


def test_a_mailbox_is_told_from_its_first_line() -> None:
    assert looks_like_mailbox(message("x").encode())
    assert looks_like_mailbox(b"From - Wed Mar 14 11:26:00 2018\nX-Mozilla-Status: 0001\n\nx")
    assert not looks_like_mailbox(b"From the quay at 10:30\nwords and more")
