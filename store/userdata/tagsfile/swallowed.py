"""Text in `tags.yaml` that YAML reads as a comment or as part of a quote by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from store.userdata.tagsfile.node_spans import (
    BREAKS,
    LINE_BREAK,
    LOADER,
    line_start,
    rest_of_line,
)
from store.userdata.tagsfile.parse import compose

_COMMENT = re.compile(rf"(?:(?<=[\s,\[{{])|(?<![\s\S]))#([^{BREAKS}]*)")
_MAY_HAVE = re.compile(r"""(?:^|[\s,\[{])#[\w"']|["'][^"'\n\r]*[\n\r]""")
_LATER_LINE = re.compile(rf"[{BREAKS}]([ \t]*)[^\s]")


@dataclass(frozen=True, slots=True)
class Swallowed:
    """Text that is probably not read as intended."""

    line: int
    """Counted from 1."""
    message: str
    remedy: str
    is_sure: bool
    """Whether a value is almost certainly lost or changed by it."""


def swallowed(text: str, path: Path) -> Iterator[Swallowed]:
    """Yield comments that start like a word (`#harbour`), and quotes that span other lines.

    Raises TagFileError if the text is not valid YAML.
    """
    if _MAY_HAVE.search(text) is None:
        return
    compose(text, path)
    tokens = list(yaml.scan(text, Loader=LOADER))
    for before, behind in pairwise(tokens):
        start, end = int(before.end_mark.index), int(behind.start_mark.index)
        if start < end and "#" in text[start:end]:
            yield from _comments(text, before, behind)
        if isinstance(behind, yaml.ScalarToken) and behind.style in ("'", '"'):
            yield from _overlong_quote(text, behind)


def _comments(text: str, before: yaml.Token, behind: yaml.Token) -> Iterator[Swallowed]:
    start, end = int(before.end_mark.index), int(behind.start_mark.index)
    for comment in _COMMENT.finditer(text, start, end):
        words, gap = comment.group(1), text[start : comment.start()]
        if words[:1].isalnum() or words[:1] in ("_", '"', "'"):
            yield Swallowed(
                before.end_mark.line + len(LINE_BREAK.split(gap)),
                f"{'#' + words.strip()!r} is read as a comment",
                "put the text in quotes, or add a space after the # if it is a comment",
                _is_cut(gap, before, behind),
            )


def _is_cut(gap: str, before: yaml.Token, behind: yaml.Token) -> bool:
    """Return whether a comment occurs where a value is expected or continues."""
    if any(char in BREAKS for char in gap):
        return False
    if isinstance(before, yaml.ScalarToken):
        return bool(before.plain)
    if isinstance(before, yaml.ValueToken):
        nested = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.BlockEntryToken)
        return not isinstance(behind, nested)
    return isinstance(
        before, yaml.BlockEntryToken | yaml.FlowEntryToken | yaml.FlowSequenceStartToken
    )


def _overlong_quote(text: str, token: yaml.Token) -> Iterator[Swallowed]:
    """Yield a quote with a line that is indented no deeper than its first line."""
    start, end = int(token.start_mark.index), int(token.end_mark.index)
    if token.start_mark.line == token.end_mark.line:
        return
    first = rest_of_line(text, line_start(text, start))
    margin = len(first) - len(first.lstrip(" "))
    for later in _LATER_LINE.finditer(text, start, end - 1):
        if len(later.group(1)) <= margin:
            yield Swallowed(
                token.start_mark.line + 1,
                "a quote continues over lines that are indented like other keys",
                "close the quote opened there, or indent its lines further",
                True,
            )
            return
