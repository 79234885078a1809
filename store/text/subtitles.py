"""Subtitles and transcripts: the numbers and times of their cues, which are no words of the text.

SubRip, WebVTT (w3.org/TR/webvtt1), SBV, Whisper's `[00:00:01.000 --> 00:00:04.200]`, LRC's
`[00:12.00]`, and times alone on their lines, as video sites print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.model import Span

LONGEST_HEAD = 4_000
"""Code points at the start of a text in which its first cues are looked for."""
FEWEST_TIMES = 2
"""Times alone on their lines, or in front of lines, that make a transcript."""

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,:]\d{1,3})?"
_RANGE = rf"{_CLOCK}[ \t]*(?:-->|,|[-–—])[ \t]*{_CLOCK}"
_ARROW = re.compile(rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_CUE = re.compile(
    rf"^[ \t]*(?:(?:\d{{1,6}}[ \t]*\n[ \t]*)?{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*$"
    rf"|\[{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}\][ \t]*"
    rf"|{_CLOCK},{_CLOCK}[ \t]*$"
    rf"|[\[(]{_CLOCK}(?:[ \t]*[-–—][ \t]*{_CLOCK})?[\])][ \t]*"
    rf"|{_CLOCK}[ \t]*$)",
    re.MULTILINE,
)
_VTT = re.compile(r"\s*WEBVTT\b[^\n]*(?:\n[^\n]*\S[^\n]*)*?(?=\n[ \t]*\n|\n[^\n]*-->|$)")
_VTT_BLOCK = re.compile(r"^(?:NOTE|STYLE|REGION)\b[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.MULTILINE)
_SPEAKER = re.compile(r"</?[a-z][^<>\n]{0,60}>|\{\\[^{}\n]{1,20}\}", re.IGNORECASE)


def marks(text: str) -> list[Span]:
    """Return the ranges of all that is no words in subtitles; none where `text` is no such.

    Sorted and apart. The first stands at the start of the text.
    """
    head = text[:LONGEST_HEAD]
    if ":" not in head:
        return []
    opening = _VTT.match(head)
    cues = list(_CUE.finditer(head))
    if not cues or head[: cues[0].start()].strip() not in (
        "",
        opening[0].strip() if opening else "",
    ):
        return []
    if opening is None and _ARROW.search(cues[0][0]) is None and len(cues) < FEWEST_TIMES:
        return []
    return list(_apart(text, opening))


def _apart(text: str, opening: re.Match[str] | None) -> Iterator[Span]:
    position = 0
    if opening is not None:
        position = opening.end()
        yield opening.end() - len(opening[0].lstrip()), position
        blocks = [block.span() for block in _VTT_BLOCK.finditer(text, position)]
    else:
        blocks = []
    spans = [cue.span() for cue in _CUE.finditer(text, position)]
    for start, end in sorted(blocks + spans):
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        if start >= position:
            position = start + len(inner.strip())
            yield start, position


def words(text: str, after: list[Span], longest: int) -> str:
    """Return the first words said, at least a sentence or `longest` code points of them."""
    said: list[str] = []
    for (_, end), (start, _) in zip(after, [*after[1:], (len(text), 0)], strict=True):
        piece = _SPEAKER.sub("", text[end : min(start, end + 4 * longest)])
        lines = piece.split()
        said += lines
        spoken = " ".join(said)
        if len(spoken) > longest or spoken.rstrip("\"'”’»)")[-1:] in tuple(".?!…。？！"):
            return spoken
    return " ".join(said)
