"""Messages: .eml, files of a Maildir (RFC 5322, MIME), and .emlx of Apple Mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from store.model import Span, Status
from store.sources.mail_body import MAX_DEPTH, body_of
from store.sources.mail_headers import facts_of
from store.sources.source_document import Document, Unreadable

MAX_PARTS = 10_000
"""Parts of a message."""
_FIELD = re.compile(rb"([!-9;-~]{1,76}):(?=[ \t\r\n])[^\n]*\n(?:[ \t][^\n]*\n)*+")
_TELLING = frozenset(
    b"from to date subject received message-id return-path mime-version delivered-to cc reply-to "
    b"content-type list-id x-mailer".split()
)
FEWEST_FIELDS = 3
"""Fields that only messages have which make lines the header of a message."""
_EMLX = re.compile(rb"\s{0,20}(\d{1,10})[ \t]*\r?\n")


class Part(Message):
    """A message or a part of one, which refuses to nest without bound."""

    depth = 0

    def attach(self, payload: Message[str, str] | str) -> None:
        """Add a part. Raises Unreadable where it lies too deep."""
        if isinstance(payload, Part):
            payload.depth = self.depth + 1
            if payload.depth > MAX_DEPTH:
                reason = f"parts in parts, more than {MAX_DEPTH} deep: save the inner message"
                raise Unreadable("too large", reason)
        super().attach(payload)


def looks_like_mail(head: bytes) -> bool:
    """Return whether a file that starts with `head` is a message, whatever its name."""
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    position, telling = 0, set[bytes]()
    while match := _FIELD.match(head, position):
        position = match.end()
        name = match[1].lower()
        telling.add(name if name in _TELLING else b"")
    telling.discard(b"")
    has_sender = b"from" in telling or b"received" in telling or b"return-path" in telling
    return len(telling) >= FEWEST_FIELDS and has_sender


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the one message of a file. Raises Unreadable where it has no text."""
    if not data.strip():
        raise Unreadable("empty", "the file is empty")
    if match := _EMLX.match(data):
        data = data[match.end() : match.end() + int(match[1])]
    document = document_of(data)
    if document.status != "ok":
        raise Unreadable(document.status, document.reason or "")
    yield document


def document_of(data: bytes, part: str | None = None) -> Document:
    """Return a message as a document; what keeps it from being read is its status."""
    try:
        message = parsed(data)
    except Unreadable as error:
        return Document("", part, status=error.status, reason=error.reason)
    return document_of_message(message, part)


def document_of_message(message: Message, part: str | None = None) -> Document:
    """Return a parsed message as a document."""
    facts = facts_of(message)
    text = ""
    boilerplate: tuple[Span, ...] = ()
    status: Status = "ok"
    reason: str | None = None
    try:
        text, boilerplate = body_of(message)
        if not any(facts[:4]) and not message.keys():
            raise Unreadable("unreadable", "no message: it has no header")
    except Unreadable as error:
        text, boilerplate, status, reason = "", (), error.status, error.reason
    return Document(
        text=text,
        part=part,
        title=facts.title,
        source=facts.source,
        published=facts.published,
        url=facts.url,
        author=facts.author,
        language=facts.language,
        boilerplate=boilerplate,
        tags=facts.tags,
        status=status,
        reason=reason,
    )


def parsed(data: bytes) -> Message:
    """Return the message in some bytes. Raises Unreadable where its parts are too many or deep."""
    count = 0

    def part(policy: object = compat32) -> Part:
        nonlocal count
        count += 1
        if count > MAX_PARTS:
            raise Unreadable("too large", f"more than {MAX_PARTS:,} parts")
        return Part()

    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    data = data.lstrip(b"\r\n")
    parser: BytesParser = BytesParser(part, policy=compat32)
    try:
        return parser.parsebytes(data)
    except RecursionError as error:
        raise Unreadable("too large", "parts in parts without end") from error
