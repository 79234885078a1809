"""Strings as YAML scalars: unquoted if every parser reads a string, otherwise double-quoted.

Follows YAML 1.1 (yaml.org/type: bool, int, float, null, timestamp, merge, value) and YAML 1.2 (core
schema). The unquoted form is narrower than both allow, and the same in block and flow style.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 1000
"""Maximum length in code points of a key without `?`; parsers give up after 1,024."""

_RESERVED = frozenset(
    (
        *("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"),
        *(".inf", "-.inf", "+.inf", ".nan", "inf", "nan", "-", "?", ":", "---", "..."),
    )
)
_NUMBER = re.compile(
    r"[-+]?(?:0[xob][0-9a-f_]*|[0-9_.,:]*(?:e[-+]?[0-9_.]*)?)|\d{1,4}-\d\d?-\d\d?(?:[t \t].*)?",
    re.IGNORECASE,
)
_ASCII_PLAIN = re.compile(r"[A-Za-z0-9_./()+\-][A-Za-z0-9_./()+\-'&%@$;!*= ]*")
_INDICATOR_FIRST = re.compile(r"[-?:](?: |$)|---|\.\.\.")
_NAMED_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\0": "\\0",
    "\x1b": "\\e",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALWAYS_LITERAL = re.compile(r"[ !#-\[\]-~\u00a1-\u00ac\u00ae-\u0377]*")


def is_plain(text: str) -> bool:
    """Return whether `text` can be unquoted: every YAML parser reads it as this string."""
    if not text or text[-1] == " " or text.casefold() in _RESERVED or _NUMBER.fullmatch(text):
        return False
    if _INDICATOR_FIRST.match(text):
        return False
    if text.isascii():
        return _ASCII_PLAIN.fullmatch(text) is not None
    stripped = "".join("x" if ord(char) >= 0xA1 and char.isprintable() else char for char in text)
    return _ASCII_PLAIN.fullmatch(stripped) is not None


def scalar(text: str) -> str:
    """Return `text` as a scalar on one line; lone surrogates become U+FFFD."""
    return text if is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """Return `text` in double quotes, with escapes for characters that are not visible."""
    if _ALWAYS_LITERAL.fullmatch(text):
        return f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    named = _NAMED_ESCAPES.get(char)
    if named is not None:
        return named
    code = ord(char)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    hidden = char in _BIDI or char in "\xa0\xad\ufeff" or (code & 0xFFFE) == 0xFFFE
    if not hidden and unicodedata.category(char) not in ("Cc", "Zl", "Zp"):
        return char
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
