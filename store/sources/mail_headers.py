"""Headers of a message as facts: RFC 5322 fields, their words decoded (RFC 2047, RFC 2919).

The raw fields are read with the legacy policy of the `email` package and decoded here: its newer
parser raises errors of many kinds on broken headers, and takes long for long ones.
"""

from __future__ import annotations

import re
from email.message import Message
from email.utils import parseaddr
from typing import NamedTuple

from store.folder.encodings import decode_bytes
from store.sources.stated_date import day_of
from store.text.mail import decoded
from store.text.rules import load

LONGEST_HEADER = 4_000
"""Code points of a header's value that are read."""
_SPLIT_WORD = re.compile(r"(=\?[^?\s]{1,60}\?[bBqQ]\?)([^?\n]*)(?:\r?\n)[ \t]*(?=[^?\n]*\?=)")
_ADDRESS = re.compile(r"<?\s*((?:https?|ftp)://[^\s<>]+)\s*>?")
_LIST = re.compile(r"\s*(.*?)\s*<([^<>\s]+)>", re.DOTALL)
_DOMAIN = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")
_NOBODY = re.compile(r"no-?_?reply|do-?not-?reply|mailer-daemon|postmaster|bounce", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s*([a-z]{2})(?:[-_,;]|\s*$)", re.IGNORECASE)


class MailFacts(NamedTuple):
    """What the headers of a message state."""

    title: str | None
    author: str | None
    source: str | None
    published: str | None
    url: str | None
    language: str | None
    tags: tuple[str, ...]


def header(message: Message, name: str) -> str:
    """Return a header's value on one line, decoded; "" where there is none."""
    folded = name.lower()
    for key, value in message.raw_items():
        if key.lower() == folded:
            return header_text(value)
    return ""


def header_text(value: object) -> str:
    """Return a raw value on one line: bytes beyond ASCII and encoded words as characters."""
    raw = str(value)[:LONGEST_HEADER]
    if not raw.isascii():
        plain = raw.encode("utf-8", "surrogateescape")
        raw = decode_bytes(plain).text or plain.decode("latin-1")
    if "=?" in raw:
        raw = decoded(_SPLIT_WORD.sub(r"\1\2", raw))
    raw = "".join(letter for letter in raw if letter.isprintable() or letter in "\t\n\r")
    return " ".join(raw.split())


def facts_of(message: Message) -> MailFacts:
    """Return what the headers say; a newsletter's sender is its source, and no author."""
    sender = header(message, "From") or header(message, "Sender")
    name, address = _name_and_address(sender)
    source = _agency(name, address)
    is_list = header(message, "List-Post").upper() not in ("", "NO")
    author: str | None = name or ("" if _NOBODY.search(address) else address) or None
    if source is None and is_list:
        source = _list_name(header(message, "List-Id"))
    elif source is None and (header(message, "List-Id") or header(message, "List-Unsubscribe")):
        source, author = name or None, None
    elif source is not None and source == author:
        author = None
    return MailFacts(
        title=header(message, "Subject") or None,
        author=author,
        source=source,
        published=_day(message),
        url=_url(message),
        language=_language(header(message, "Content-Language")),
        tags=tuple(filter(None, map(str.strip, header(message, "Keywords").split(","))))[:50],
    )


def _name_and_address(sender: str) -> tuple[str, str]:
    try:
        name, address = parseaddr(sender)
    except (ValueError, IndexError, TypeError, RecursionError):
        name, address = "", ""
    if not name and not address:
        # What the parser refuses, `Ann Lee (Quay) <ann at example.org>`, has a name even so.
        name, _, address = sender.partition("<")
        address = address.rstrip("> ")
    name = name.strip("\"' \t") or ""
    return ("" if "@" in name and " " not in name else name), address


def _agency(name: str, address: str) -> str | None:
    """Return the agency or paper that sent a message, by its name or its domain."""
    rules = load()
    domain = match[1].casefold() if (match := _DOMAIN.search(address)) else ""
    while domain.count(".") > 1 and domain not in rules.domains:
        domain = domain.partition(".")[2]
    return rules.agency_alone(name) or rules.domains.get(domain) or None


def _list_name(identifier: str) -> str | None:
    match = _LIST.match(identifier)
    if match is None:
        return identifier.strip("<> ").partition(".")[0] or None
    return match[1].strip('"') or match[2].partition(".")[0] or None


def _day(message: Message) -> str | None:
    for name in ("Date", "Resent-Date", "Delivery-Date"):
        if day := day_of(header(message, name)):
            return day
    received = header(message, "Received").rpartition(";")[2]
    return day_of(received) if received else None


def _url(message: Message) -> str | None:
    for name in ("Archived-At", "X-Archived-At", "Content-Location"):
        if match := _ADDRESS.search(header(message, name)):
            return match[1]
    return None


def _language(value: str) -> str | None:
    match = _LANGUAGE.match(value)
    return match[1].lower() if match else None
