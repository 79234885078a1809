"""Pieces of HTML, as mails, feeds and databases hold them, as lines of text.

For whole web pages, whose article has to be told from what is around it, see `web_page`.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise

from store.sources.text_lines import Line, joined

_UNSEEN_TAGS = "script style title template noscript svg math iframe object"
_VOID_TAGS = "br img hr input meta link wbr area base col embed source track param"
_PARAGRAPH_TAGS = """
p div h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre section article header footer main aside nav
figure figcaption address fieldset form hr center details summary
"""
_ROW_TAGS = "li tr dt dd option caption"
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_PARAGRAPHS = frozenset(_PARAGRAPH_TAGS.split())
_ROWS = frozenset(_ROW_TAGS.split())
_CELLS = frozenset(("td", "th"))
_QUOTE = re.compile(
    r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|gmail_signature|gmail_attr"
    r"|moz-signature|tutanota_quote|zmail_extra|divRplyFwdMsg|mail-editor-reference-message"
    r"|type\s*=\s*[\"']?cite)\b"
)
"""Attributes by which mail programs mark quoted messages and signatures."""
_FORWARD = re.compile(r"-{2,} ?Forwarded message|Begin forwarded message", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile("[ \t\n\r\f\xa0\u200b-\u200d\u2060\ufeff\xad\u034f\u2007]+")
"""What a browser draws as a blank or not at all, and newsletters fill their previews with."""
_LINE_PARAGRAPHS = re.compile(r"<div[^<>]{0,200}>\s*<br\s*/?>\s*</div>", re.IGNORECASE)
"""An empty line as mail programs write it that put each line into a `div`."""

_TOKEN = re.compile(
    r"""<!--
    |<(?P<slash>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:]*+)
      (?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>
    |<[!?/][^<>]*+>""",
    re.VERBOSE,
)
"""A tag; no part of it crosses another `<`, so that time stays linear where quotes don't close."""
_ENDS = {
    "-->": re.compile("-->"),
    **{f"</{tag}": re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in _UNSEEN},
}

_TAG = re.compile(
    r"</?(?:p|div|br|a|b|i|em|strong|span|h[1-6]|ul|ol|li|table|tr|td|img|blockquote|html|body"
    r"|figure|section|article|font|!doctype|!--)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*<(?:!doctype|html|head|body|p|div|table|article|section)\b", re.IGNORECASE
)
_LINE_ENDS = ("\r", "\f", "\v")
"""What ends lines beside the usual sign."""
_PROBE = 4_000
"""Code points at the start of a value in which tags are counted."""


def is_markup(value: str) -> bool:
    """Return whether a value is clearly HTML: it opens with a block's tag, or holds two tags."""
    if "<" not in value:
        return False
    if _OPENING.match(value):
        return True
    tags = _TAG.finditer(value[:_PROBE])
    return next(tags, None) is not None and next(tags, None) is not None


def plain_of(value: str) -> str:
    """Return a value's text: of HTML its text, else the value with its entities resolved."""
    if is_markup(value):
        return text_of(value)
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    value = value.strip()
    lines = value.splitlines() if any(end in value for end in _LINE_ENDS) else value.split("\n")
    is_tidy = all(not line or not line[-1].isspace() for line in lines)
    if is_tidy and len(lines) > 1:
        is_tidy = all(first or second for first, second in pairwise(lines))
    return "\n".join(lines) if is_tidy else joined([(line, False) for line in lines])[0]


def one_line(value: str) -> str:
    """Return HTML or text as one line, as a title has it."""
    if "<" in value and _TAG.search(value):
        value = text_of(value)
    elif "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    return " ".join(value.split())


def text_of(markup: str) -> str:
    """Return the text of a piece of HTML: paragraphs between empty lines."""
    return joined(lines_of(markup))[0]


def lines_of(markup: str) -> list[Line]:
    """Return the lines of a piece of HTML; those of quoted messages and signatures are asides.

    It reads tag by tag, in time linear in the length, however deep or broken the nesting.
    """
    return _LineWriter(markup.replace("\0", "")).write()


class _LineWriter:
    """Lines of text out of HTML, read once from its start to its end."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._has_lines = _LINE_PARAGRAPHS.search(markup) is not None
        self._preformatted = False
        self._hidden: list[int] = []
        """Of the hidden element that is open, how many of its kind are open."""
        self._aside: list[int] = []
        self._kinds = {"hidden": "", "aside": ""}
        self._unclosed: set[str] = set()
        """Ends that don't occur in the rest, so that they are looked for only once."""

    def write(self) -> list[Line]:
        """Return the lines."""
        position = 0
        markup = self._markup
        while match := _TOKEN.search(markup, position):
            if match.start() > position:
                self._add(markup[position : match.start()])
            position = match.end()
            if match[0] == "<!--":
                position = self._skip("-->", position)
            elif match["tag"]:
                tag = match["tag"].lower()
                if match["slash"]:
                    self._close(tag)
                elif tag in _UNSEEN:
                    position = self._skip(f"</{tag}", position)
                else:
                    self._open(tag, match["attributes"], match.end())
        self._add(markup[position:])
        self._end_line()
        return self._lines

    def _skip(self, end: str, position: int) -> int:
        if end in self._unclosed:
            return position
        match = _ENDS[end].search(self._markup, position)
        if match is None:
            self._unclosed.add(end)
            return position
        return match.end()

    def _open(self, tag: str, attributes: str, end: int) -> None:
        if self._hidden:
            self._hidden[0] += tag == self._kinds["hidden"]
            return
        if attributes and tag not in _VOID and _HIDDEN.search(attributes):
            self._hidden, self._kinds["hidden"] = [1], tag
            return
        self._break(tag)
        if self._aside:
            self._aside[0] += tag == self._kinds["aside"]
        elif attributes and tag not in _VOID and self._is_quote(attributes, end):
            self._end_line()
            self._aside, self._kinds["aside"] = [1], tag
        if tag == "pre":
            self._preformatted = True

    def _is_quote(self, attributes: str, end: int) -> bool:
        """Return whether an element that opens before `end` is a quote, and no forward."""
        if _QUOTE.search(attributes) is None:
            return False
        return _FORWARD.search(self._markup, end, end + LONGEST_OPENING) is None

    def _close(self, tag: str) -> None:
        for state, levels in (("hidden", self._hidden), ("aside", self._aside)):
            if levels and tag == self._kinds[state]:
                levels[0] -= 1
        if self._hidden:
            if self._hidden[0] == 0:
                self._hidden = []
            return
        self._break(tag)
        if self._aside and self._aside[0] == 0:
            self._end_line()
            self._aside = []
        if tag == "pre":
            self._preformatted = False

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._end_line()
        elif tag in _CELLS:
            self._words.append(" ")
        elif tag in _ROWS or (self._has_lines and tag == "div"):
            if self._words:
                self._end_line()
        elif tag in _PARAGRAPHS:
            if self._words:
                self._end_line()
            self._lines.append(("", bool(self._aside)))

    def _add(self, text: str) -> None:
        if self._hidden or not text:
            return
        if "&" in text:
            text = html.unescape(text)
        if self._preformatted:
            first, *others = text.split("\n")
            self._words.append(first)
            for line in others:
                self._end_line()
                self._words.append(line)
        elif self._words or not text.isspace():
            self._words.append(text)

    def _end_line(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        if not self._preformatted:
            text = _BLANKS.sub(" ", text).strip()
        self._lines.append((text, bool(self._aside)))


LONGEST_OPENING = 600
"""Code points of a quoted message that may say that it is forwarded."""
