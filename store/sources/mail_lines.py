"""Lines of a message's plain text: flowed lines rejoined (RFC 3676), quotes and signature aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.sources.text_lines import Line

_QUOTED = re.compile(r"[ \t]{0,3}>")
_ATTRIBUTION = re.compile(
    r"(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|W dniu|Dne)\b.{4,300}"
    r"\b(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev|napisał\(?a?\)?|napsal\(?a?\)?)"
    r"[^:]{0,80}:\s*|.{1,200}\b(?:wrote|writes|schrieb|пишет|писал\(?а?\)?)\s*:\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s*(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|W dniu|Dne)\b", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"\s*-{3,}\s*(?:Original Message|Ursprüngliche Nachricht|Original-Nachricht|Message d'origine"
    r"|Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht"
    r"|Исходное сообщение|原始邮件|元のメッセージ)\s*-{3,}\s*",
    re.IGNORECASE,
)
MOST_WRAPPED = 2
"""Lines over which mail programs break the line that introduces a quote."""
LONGEST_SIGNATURE = 12
"""Lines from a bare `--` to the end that may be a signature."""


def flowed(text: str, delete_space: bool) -> str:
    """Return `format=flowed` text with its paragraphs on one line each, quote marks kept."""
    lines: list[str] = []
    pieces: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        words = line[marks:]
        words = words[1:] if words.startswith(" ") else words
        if pieces and (marks != depth or words == "-- "):
            lines.append(_quoted(pieces, depth))
            pieces = []
        depth = marks
        goes_on = words.endswith(" ") and words != "-- "
        pieces.append(words[:-1] if goes_on and delete_space else words)
        if not goes_on:
            lines.append(_quoted(pieces, depth))
            pieces = []
    if pieces:
        lines.append(_quoted(pieces, depth))
    return "\n".join(lines)


def _quoted(pieces: list[str], depth: int) -> str:
    words = "".join(pieces)
    return f"{'>' * depth} {words}" if depth else words


def classified(text: str) -> list[Line]:
    """Return the lines of a text, asides marked: quotes, what introduces them, and a signature.

    Where nothing else would be left, as in a forward that is quoted as a whole, none is an aside.
    """
    lines = text.split("\n")
    asides = bytearray(len(lines))
    for number, line in enumerate(lines):
        if _QUOTED.match(line):
            asides[number] = 1
    for number in range(len(lines)):
        if asides[number] and not (number and asides[number - 1]):
            for above in _attribution(lines, asides, number):
                asides[above] = 1
    end = _signature(lines, asides)
    if end is not None:
        _mark_rest(asides, end)
    original = next((n for n, line in enumerate(lines) if _ORIGINAL.fullmatch(line)), None)
    if original is not None:
        _mark_rest(asides, original)
    if all(aside or not line.strip() for line, aside in zip(lines, asides, strict=True)):
        return [(line, False) for line in lines]
    return [(line, bool(aside)) for line, aside in zip(lines, asides, strict=True)]


def _mark_rest(asides: bytearray, start: int) -> None:
    asides[start:] = b"\x01" * (len(asides) - start)


def _attribution(lines: list[str], asides: bytearray, quote: int) -> Iterator[int]:
    """Yield the lines above a quote that say who wrote it: `On Friday Ann Lee wrote:`."""
    last = quote - 1
    while last >= 0 and last >= quote - 2 and not lines[last].strip():
        last -= 1
    if last < 0 or asides[last] or not lines[last].rstrip().endswith(":"):
        return
    words = ""
    for first in range(last, max(-1, last - MOST_WRAPPED - 1), -1):
        if not lines[first].strip() or asides[first]:
            return
        words = f"{lines[first].strip()} {words}".strip()[:600]
        if _ATTRIBUTION.fullmatch(words) and (first == last or _OPENING.match(words)):
            yield from range(first, last + 1)
            return


def _signature(lines: list[str], asides: bytearray) -> int | None:
    """Return the line at which the last signature of the message itself starts."""
    for number in range(len(lines) - 1, -1, -1):
        # A bare `--` may part anything: only the standard mark counts far from the end.
        is_near_end = len(lines) - number <= LONGEST_SIGNATURE
        is_mark = lines[number] == "-- " or (lines[number] == "--" and is_near_end)
        if is_mark and not asides[number]:
            return number
    return None
