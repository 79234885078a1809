"""Subtitles and transcripts: the numbers and times of their cues, which are no words of the text.

SubRip, WebVTT (w3.org/TR/webvtt1), SBV, Whisper's `[00:00:01.000 --> 00:00:04.200]`, LRC's
`[00:12.00]`, and times alone on their lines, as video sites print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.model import Span
from store.text.paragraph_layout import ends_sentence

LONGEST_HEAD = 4_000
"""Code points at the start of a text in which its first cues are looked for."""
MOST_CUES = 8
"""Cues whose words make a title."""
LONGEST_CUE = 400
"""Code points of a cue that are read for a title."""
FEWEST_TIMES = 2
"""Times alone on their lines, or in front of lines, that make a transcript."""

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,:]\d{1,3})?"
_ARROW = re.compile(rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_CUE = re.compile(
    rf"^[ \t]*(?:(?:(?:\d{{1,6}}[ \t]*|(?<=\n\n)[^\n]{{1,100}})\n[ \t]*)?"  # its number or name
    rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*$"
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
    first = head.lstrip()[:1]
    if not first or not (first.isdigit() or first in "[(W") or ":" not in head:
        return []
    opening = _VTT.match(head)
    cues = list(_CUE.finditer(head))
    if not cues:
        return []
    leads = not head[: cues[0].start()].strip()
    if opening is None and not (leads and (_ARROW.search(cues[0][0]) or _are_many(head, cues))):
        return []
    return list(_apart(text, opening))


def _are_many(head: str, cues: list[re.Match[str]]) -> bool:
    """Return whether times without an arrow stand in front of most lines or of every other one."""
    lines = sum(1 for line in head[: cues[-1].end()].split("\n") if line.strip())
    return len(cues) >= FEWEST_TIMES and len(cues) * 3 >= lines


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


def words(text: str, cues: list[Span]) -> str:
    """Return the first words that are said between cues, up to the end of a sentence."""
    spoken = ""
    ends = [start for start, _ in cues[1:]] + [len(text)]
    for (_, end), start in zip(cues[:MOST_CUES], ends, strict=False):
        words = _SPEAKER.sub("", text[end : min(start, end + LONGEST_CUE)])
        spoken = " ".join([*spoken.split(), *words.split()])
        if spoken and (len(spoken) > LONGEST_CUE or ends_sentence(spoken)):
            break
    return spoken
