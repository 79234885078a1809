"""Orders of the list as SQL: unknown values last both ways, ties by id."""

from __future__ import annotations

from store.errors import QueryError

_KEYS = {
    "id": ("", ("a.id",)),
    "published": ("a.first_day", ("a.first_day", "a.last_day")),
    "title": ("nullif(a.title, '')", ("a.title COLLATE NOCASE",)),
    "source": ("a.source", ("a.source COLLATE NOCASE",)),
    "words": ("", ("a.words",)),
    "read": ("a.read", ("a.read",)),
    "tags": ("", ("(SELECT count(*) FROM article_tags t WHERE t.num = a.num)",)),
}

KEYS = tuple(_KEYS)
"""What a list can be sorted by; `tags` is their number. `-` before a key turns it round."""


def order_by(key: str) -> str:
    """Return what stands behind ORDER BY for `key`: one of KEYS, or several joined by commas.

    Raises QueryError at the column of an unknown key.
    """
    terms: list[str] = []
    column = 0
    for part in key.split(","):
        name = part.strip()
        start = column + len(part) - len(part.lstrip())
        column += len(part) + 1
        down = name.startswith("-")
        name = name.removeprefix("-")
        if name not in _KEYS:
            raise QueryError(key, start + down + 1, "one of " + ", ".join(KEYS))
        unknown, expressions = _KEYS[name]
        if unknown:
            terms.append(f"{unknown} IS NULL")
        terms += [f"{expression} DESC" if down else expression for expression in expressions]
    return ", ".join([*terms, "a.id"])
