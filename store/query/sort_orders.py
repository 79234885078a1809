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
"""The keys to sort a list by. `read` is the day, unread articles last; `tags` is their number. A
leading `-` reverses the order.
"""


def order_by(key: str) -> str:
    """Return the ORDER BY terms for `key`: one of KEYS, or several joined by commas.

    A repeated key counts once. Raises QueryError at the column of an unknown key.
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
