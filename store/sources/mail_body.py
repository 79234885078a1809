"""The body of a message: which of its parts are text, decoded, and what is attached (RFC 2045)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message

from store.folder.encodings import decode_bytes
from store.sources.mail_headers import header, header_text
from store.sources.mail_lines import classified, flowed
from store.sources.markup_text import is_markup, lines_of
from store.sources.source_document import Unreadable
from store.sources.text_lines import Line, joined

MAX_DEPTH = 40
"""Levels of parts in parts."""
LONGEST_STUB = 400
"""Code points of plain text that may only say that the message is in HTML."""
STUB_RATIO = 3
MAX_ADDRESSES = 0.4
"""The share of web addresses from which the HTML of a newsletter reads better than its text."""
MOST_ATTACHMENTS = 50
"""Attachments that are named."""
PGP = "-----BEGIN PGP MESSAGE-----"
ENCRYPTED = "an encrypted message: save a decrypted copy in your mail program"

_URL = re.compile(r"https?://\S+")
_CHARSETS = {
    **{"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"},
    **{"ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932"},
    **{
        "iso-8859-1": "cp1252",
        "latin1": "cp1252",
        "iso-8859-9": "cp1254",
        "x-mac-roman": "mac_roman",
    },
    **{"iso-8859-8-i": "iso-8859-8", "x-mac-roman": "mac_roman", "big5": "big5hkscs"},
    **{"iso-2022-jp": "iso2022_jp_ext", "unicode-1-1-utf-7": "utf-7", "utf-8mb4": "utf-8"},
}
"""Charsets as mail programs name them, to the codec that reads what they send."""
_UNKNOWN = frozenset(("", "us-ascii", "ascii", "default_charset", "x-unknown", "unknown-8bit"))
_NO_CHARSETS = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"))
_SIGNATURE_TYPES = "pgp-signature pkcs7-signature x-pkcs7-signature pgp-keys ms-tnef"
_SIGNATURES = frozenset(f"application/{kind}" for kind in _SIGNATURE_TYPES.split())
_FLAT_HEADERS = ("From", "Date", "Subject", "To")


def body_of(message: Message) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of a message and its boilerplate: quotes, signatures, names of attachments.

    Raises Unreadable where the message is encrypted or has no text.
    """
    body = _Body()
    lines = body.of_part(message, 0)
    if PGP in "\n".join(line for line, _ in lines[:20]):
        raise Unreadable("encrypted", ENCRYPTED)
    if not any(line.strip() for line, _ in lines):
        if body.is_encrypted:
            raise Unreadable("encrypted", ENCRYPTED)
        if body.attachments:
            first = ", ".join(body.attachments[:3])
            raise Unreadable("no text", f"only attachments ({first}): save them as files")
        raise Unreadable("no text", "a message without a text")
    if all(aside or not line.strip() for line, aside in lines):
        lines = [(line, False) for line, _ in lines]
    names = body.attachments[:MOST_ATTACHMENTS]
    lines.extend([("", True), *((f"[attachment: {name}]", True) for name in names)])
    return joined(lines)


class _Body:
    """Collects the lines of a message's parts and the names of what is attached."""

    def __init__(self) -> None:
        self.attachments: list[str] = []
        self.is_encrypted = False

    def of_part(self, part: Message, depth: int) -> list[Line]:
        """Return the lines of a part and of all in it that is shown."""
        kind = part.get_content_type()
        if depth > MAX_DEPTH:
            return []
        if kind == "multipart/encrypted" or _is_enveloped(part, kind):
            self.is_encrypted = True
            return []
        if kind == "message/rfc822" or kind == "message/global":
            return self._forwarded(part, depth)
        if part.is_multipart():
            return self._of_multipart(part, kind, depth)
        name = _file_name(part)
        if kind.startswith("text/") and (depth == 0 or not _is_attached(part, name)):
            return _text_lines(part, kind)
        if kind.startswith("text/") or not kind.startswith(("message/", "multipart/")):
            if not (kind.startswith("image/") and part.get("Content-ID")):
                self._attach(name, kind)
            return []
        # A container whose boundary never comes is kept by the parser as one text.
        return _text_lines(part, "text/plain") if kind.startswith("multipart/") else []

    def _attach(self, name: str, kind: str) -> None:
        if kind not in _SIGNATURES:
            self.attachments.append(name or kind)

    def _of_multipart(self, part: Message, kind: str, depth: int) -> list[Line]:
        children = [child for child in _children(part)]
        if kind == "multipart/alternative":
            return self._alternative(children, depth)
        if kind == "multipart/report":
            children = [c for c in children if c.get_content_type() != "message/delivery-status"]
        if kind == "multipart/appledouble":
            children = children[-1:]
        lines: list[Line] = []
        for child in children:
            lines.extend(self.of_part(child, depth + 1))
            lines.append(("", False))
        return lines

    def _alternative(self, children: list[Message], depth: int) -> list[Line]:
        """Return the plain version unless it is a stub, else the last one that has text."""
        attachments = list(self.attachments)
        plain: list[Line] = []
        for child in children:
            if child.get_content_type() == "text/plain" and not plain:
                plain = self.of_part(child, depth + 1)
        plain_text = "\n".join(line for line, _ in plain).strip()
        if plain_text and not _may_be_stub(plain_text):
            return plain
        richest: list[Line] = []
        for child in reversed(children):
            kind = child.get_content_type()
            if kind in ("text/plain", "text/calendar", "text/x-amp-html"):
                continue
            self.attachments[:] = attachments
            richest = self.of_part(child, depth + 1)
            if any(line.strip() for line, _ in richest):
                break
        rich_text = "\n".join(line for line, _ in richest)
        addresses = sum(map(len, _URL.findall(plain_text)))
        words = len(plain_text) - addresses
        is_stub = len(rich_text) > STUB_RATIO * words or addresses > MAX_ADDRESSES * len(plain_text)
        return richest if rich_text.strip() and (is_stub or not plain_text) else plain

    def _forwarded(self, part: Message, depth: int) -> list[Line]:
        lines: list[Line] = []
        for child in _children(part):
            lines.append(("", False))
            for name in _FLAT_HEADERS:
                if value := header(child, name):
                    lines.append((f"{name}: {value}", True))
            lines.append(("", False))
            lines.extend(self.of_part(child, depth + 1))
        return lines


def _may_be_stub(text: str) -> bool:
    if len(text) <= LONGEST_STUB:
        return True
    return sum(map(len, _URL.findall(text))) > MAX_ADDRESSES * len(text)


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, Message))


def _is_enveloped(part: Message, kind: str) -> bool:
    if kind not in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return False
    return "signed-data" not in str(part.get("Content-Type", "")).lower()


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError, MessageError):
        name = None
    return header_text(name)[:120] if name else ""


def _is_attached(part: Message, name: str) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    if disposition.startswith("attachment"):
        return True
    return bool(name) and not disposition.startswith("inline")


def _text_lines(part: Message, kind: str) -> list[Line]:
    text = decoded_text(part)
    if kind == "text/html" or (kind == "text/plain" and text[:1] == "<" and is_markup(text)):
        return lines_of(text)
    if kind not in ("text/plain", "text/enriched", "text/markdown", "text/richtext"):
        return classified(text) if kind == "text/text" else []
    content = str(part.get("Content-Type", "")).lower()
    if "flowed" in content:
        text = flowed(text, delete_space=re.search(r'delsp\s*=\s*"?yes', content) is not None)
    return classified(text)


def decoded_text(part: Message) -> str:
    """Return the text of a part, line ends as `\\n`; a charset that can't be right is guessed."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError, MessageError):
        payload = str(part.get_payload()).encode("utf-8", "surrogateescape")
    data = payload if isinstance(payload, bytes) else b""
    if part.is_multipart() or not data:
        return ""
    return _decoded(data, _charset(part)).replace("\r\n", "\n").replace("\r", "\n")


def _charset(part: Message) -> str:
    try:
        name = part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError, AttributeError, MessageError):
        return ""
    name = name.strip("'\" ").lower()
    return _CHARSETS.get(name, name)


def _decoded(data: bytes, charset: str) -> str:
    if data.isascii() and not charset.startswith(("utf-7", "iso2022", "iso-2022", "hz", "utf-16")):
        return data.decode("ascii")
    if charset.replace("-", "_") not in _NO_CHARSETS and charset not in _UNKNOWN:
        try:
            # UTF-8 is hardly ever valid by accident, and often sent under another name.
            return data.decode("utf-8" if charset.startswith("cp125") else charset)
        except (UnicodeError, LookupError):
            pass
        try:
            return data.decode(charset)
        except (UnicodeError, LookupError, ValueError):
            pass
    guess = decode_bytes(data)
    return guess.text if guess.binary is None else data.decode("latin-1")
