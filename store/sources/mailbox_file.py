"""Mailboxes in one file, mbox in all its kinds (RFC 4155, qmail's mbox(5)).

A message starts at a line `From SENDER DATE` that a header follows. `mboxrd` and `mboxo` put `>`
before such lines of a text; `mboxcl` tells the length of a message instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from store.sources.mail_headers import header
from store.sources.mail_message import document_of, document_of_message, parsed
from store.sources.part_names import PartNames
from store.sources.source_document import Document, Unreadable
from store.sources.stated_date import day_of

MAX_MESSAGES = 1_000_000
_START = re.compile(
    rb"^From (?=[^\n]{0,400}\b(?:19|20)\d\d\b)[^\n]{0,300}?\d{1,2}:\d\d[^\n]{0,80}\n"
    rb"(?=>?[!-9;-~]{1,76}:|>From )",
    re.MULTILINE,
)
_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_DATE = re.compile(r"(\w{3}) +(\w{3}) +(\d{1,2}) .*?\b(\d{4})\b")
LONGEST_HEADER = 256 * 1024
"""Bytes in which the end of a message's header is looked for."""


def looks_like_mailbox(head: bytes) -> bool:
    """Return whether a file that starts with `head` is an mbox."""
    return _START.match(head.lstrip(b"\r\n")) is not None


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield each message of a mailbox; its part is its Message-ID, else its number."""
    if not data.strip():
        raise Unreadable("empty", "the mailbox is empty")
    names = PartNames()
    count = 0
    for start, body, end in _messages(data):
        count += 1
        if count > MAX_MESSAGES:
            raise Unreadable("too large", f"more than {MAX_MESSAGES:,} messages: split the mailbox")
        yield _document(data[start:body], data[body:end], names)
    if not count:
        raise Unreadable("unreadable", "no mailbox: no line `From …` with a header below it")


def _document(envelope: bytes, raw: bytes, names: PartNames) -> Document:
    raw = _QUOTED.sub(b"", raw) if b"\n>" in raw else raw
    try:
        message = parsed(raw)
    except Unreadable:
        return document_of(raw, names.next())
    document = document_of_message(message, names.next(header(message, "Message-ID")))
    if document.published is None:
        document = replace(document, published=_envelope_day(envelope))
    return document


def _envelope_day(envelope: bytes) -> str | None:
    match = _DATE.search(envelope.decode("latin-1"))
    return day_of(f"{match[3]} {match[2]} {match[4]}") if match else None


def _messages(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each envelope line starts, where its message does, and where that ends."""
    match = _START.search(data)
    while match is not None:
        start = match.end()
        length_end = _end_by_length(data, start)
        following = _START.search(data, start if length_end is None else length_end)
        end = following.start() if following else len(data)
        yield match.start(), start, end if length_end is None else length_end
        match = following


def _end_by_length(data: bytes, start: int) -> int | None:
    """Return where a message with a Content-Length ends, None where that can't be true."""
    header_end = _HEADER_END.search(data, start, start + LONGEST_HEADER)
    if header_end is None:
        return None
    length = _LENGTH.search(data, start, header_end.end())
    if length is None:
        return None
    end = header_end.end() + int(length[1])
    if end > len(data):
        return None
    rest = data[end : end + 8].lstrip(b"\r\n")
    is_last = not rest and not data[end:].strip()
    return end if is_last or rest.startswith(b"From"[: len(rest)]) else None
