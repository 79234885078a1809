"""Orders of the list as SQL: unknown values last both ways, unread ones at one end, ties by id."""

from __future__ import annotations

from collections.abc import Iterator

from store.errors import QueryError

_KEYS = {
    "id": ("", ("a.id",)),
    "published": ("a.first_day", ("a.first_day", "a.last_day")),
    "title": ("nullif(a.title, '')", ("a.title COLLATE NOCASE",)),
    "source": ("a.source", ("a.source COLLATE NOCASE",)),
    "words": ("", ("a.words",)),
    "read": ("", ("a.read IS NULL", "a.read")),
    "tags": ("", ("(SELECT count(*) FROM article_tags t WHERE t.num = a.num)",)),
}

KEYS = tuple(_KEYS)
"""What a list can be sorted by. `read` is the day, those unread last; `tags` is their number.

`-` before a key turns it round.
"""


def order_by(key: str) -> str:
    """Return what stands behind ORDER BY for `key`: one of KEYS, or several joined by commas.

    Of a key that comes twice, the first counts.
    Raises QueryError at the column of an unknown key.
    """
    terms: list[str] = []
    named: list[str] = []
    column = 0
    for part in key.split(","):
        name = part.strip()
        start = column + len(part) - len(part.lstrip())
        column += len(part) + 1
        down = name.startswith("-")
        name = name.removeprefix("-")
        if name not in _KEYS:
            raise QueryError(key, start + down + 1, "one of " + ", ".join(KEYS))
        if name not in named:
            named.append(name)
            terms += _terms(name, down)
    return ", ".join(terms if "id" in named else [*terms, "a.id"])


def _terms(name: str, down: bool) -> Iterator[str]:
    unknown, expressions = _KEYS[name]
    if unknown:
        yield f"{unknown} IS NULL"
    for expression in expressions:
        yield f"{expression} DESC" if down else expression
