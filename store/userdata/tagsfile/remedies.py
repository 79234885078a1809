"""Locates the cause of invalid YAML in a `tags.yaml` and suggests a remedy."""

from __future__ import annotations

import re

import yaml

from store.userdata.tagsfile.node_spans import LINE_BREAK, LOADER
from store.userdata.tagsfile.schema import KINDS

ODD_BLANKS = "it is indented with special blanks: use plain spaces"

_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_COMMENT = re.compile(r"(?:^|[\s\[{,])#")
_PAIR = re.compile(r"\s*[^\s#\[{,][^#\[{,]*:(?:\s|$)")
_KEYS = frozenset(key for keys in KINDS.values() for key in keys)


def diagnosis(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Return the line and column, from 1, where an error in `text` began, and the remedy."""
    lines = LINE_BREAK.split(text)
    for number, line in enumerate(lines, 1):
        if _MERGE_MARK.match(line) and line[0] in "<>":
            return number, 1, "resolve the merge: remove the lines <<<<<<<, ======= and >>>>>>>"
    noticed = error.problem_mark or error.context_mark
    began, is_quote = _open(error), "quoted" in (error.context or "")
    if noticed is not None and (began is None or "flow node" in (error.context or "")):
        began, is_quote = _opened_before(text, noticed)
    mark = began or noticed
    if mark is None:
        return 1, 1, _quoting_remedy()
    remedy = _remedy(error, lines, mark.line) if began is None else ""
    if began is not None and not is_quote and _comments_below(lines, mark.line):
        remedy = "# starts a comment: put the text in quotes, or remove the #"
    kind = "quote" if is_quote else "bracket"
    return mark.line + 1, mark.column + 1, remedy or f"close the {kind} opened there"


def of_indent(name: str) -> str:
    """Return the remedy if `name`, found among names, is a key or has odd blanks before it.

    Empty if it may be a name.
    """
    if name[:1].isspace():
        return ODD_BLANKS
    return f"{name} looks like a wrongly indented key" if name in _KEYS else ""


def _open(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return the start of a list, mapping or quote that was left open; None for other errors.

    The parser only notices it much later, perhaps at the end of the file.
    """
    is_open = any(word in (error.context or "") for word in ("flow", "quoted scalar"))
    return error.context_mark if is_open else None


def _opened_before(text: str, noticed: yaml.Mark) -> tuple[yaml.Mark | None, bool]:
    """Return where the likely cause of an error began, and whether that is a quote.

    This is a quote of several lines that ends right before the error, closed by the opening quote
    of another value; otherwise an open bracket.
    """
    quote: yaml.Token | None = None
    brackets: list[yaml.Mark] = []
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if (token.start_mark.line, token.start_mark.column) >= (noticed.line, noticed.column):
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                brackets.append(token.start_mark)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                brackets = brackets[:-1]
            elif isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                quote = token
    except yaml.YAMLError:
        pass  # the error that is being diagnosed
    if quote is not None and quote.start_mark.line < quote.end_mark.line == noticed.line:
        return quote.start_mark, True
    return (brackets[-1] if brackets else None), False


def _comments_below(lines: list[str], first: int) -> bool:
    """Return whether there is a comment in an open list, up to the next line with a key."""
    for number, line in enumerate(lines[first:]):
        if number and _PAIR.match(line):
            return False
        if _COMMENT.search(line):
            return True
    return False


def _remedy(error: yaml.MarkedYAMLError, lines: list[str], number: int) -> str:
    if "\t" in (lines[number] if number < len(lines) else ""):
        return "indent with spaces: YAML doesn't allow tabs there"
    if isinstance(error, yaml.composer.ComposerError) and "document" in str(error.problem):
        return "remove the line ---: the file must be one document"
    return _quoting_remedy()


def _quoting_remedy() -> str:
    return "put text with special characters in double quotes"
