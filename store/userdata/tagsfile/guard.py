"""Checks before YAML is parsed: encoding, control characters, nesting depth."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from store.errors import TagFileError
from store.userdata.tagsfile.node_spans import LINE_BREAK

DEEPEST = 100
"""Maximum nesting depth of a file; the C parser crashes at some ten thousand levels."""

_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BRACKETS = re.compile(r"[\[\]{}]")
_DEEP_LINE = re.compile(r"^[ ?:\-]{200,}", re.MULTILINE)


def decode(data: bytes, path: Path) -> str:
    """Return the text of a file without its BOM. Raises TagFileError if it is not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = place(before, len(before))
        raise TagFileError(
            "not UTF-8", path, line, column, "save the file as UTF-8 text"
        ) from error


def check_depth(text: str, path: Path, loader: Any) -> None:
    """Raise TagFileError if `text` has forbidden characters or is nested too deeply."""
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        line, column = place(text, bad.start())
        message = f"the control character U+{ord(bad.group()):04X}"
        raise TagFileError(message, path, line, column, "write it as an escape in double quotes")
    if _deepest_brackets(text) < DEEPEST and _DEEP_LINE.search(text) is None:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                mark = event.start_mark
                line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
                raise TagFileError(
                    "nested too deeply", path, line, column, "remove some of the brackets"
                )
    except yaml.YAMLError:
        return


def is_deep(text: str) -> bool:
    """Return whether `text` may be nested too deeply for a part of a file."""
    return _deepest_brackets(text) >= DEEPEST // 2 or _DEEP_LINE.search(text) is not None


def _deepest_brackets(text: str) -> int:
    """Return the maximum nesting depth of brackets, including those in quotes."""
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        if match.group() in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(depth - 1, 0)
    return deepest


def place(text: str, index: int) -> tuple[int, int]:
    """Return the line and column of a code point, both counted from 1."""
    lines = LINE_BREAK.split(text[:index])
    return len(lines), len(lines[-1]) + 1
