"""The user data that a query depends on, so that unrelated changes don't run it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.model import Change
from store.query.nodes import (
    All,
    And,
    Below,
    Copies,
    Date,
    Flag,
    Has,
    Label,
    Language,
    Name,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Tag,
    Text,
    Words,
)
from store.query.parser import parse

_FIELDS = {
    "tag": "tags",
    "mark": "marks",
    "read": "read",
    "note": "note",
    "ent": "entities",
    "type": "entities",
}
"""The kind of user data behind each field of a query; the other fields are about files."""
_FLAGS = {"unread": "read", "untagged": "tags"}
_SORTS = {"read": "read", "tags": "tags"}

_CODEBOOK = "codebook"
_KNOWN = frozenset((*_FIELDS.values(), _CODEBOOK))


def depends_on(changes: Sequence[Change], query: str, sort: str = "id", group: str = "") -> bool:
    """Return whether changes may alter the articles of a list, their order, or its groups.

    `query`, `sort` and `group` are those of `Articles.listing`. True wherever that isn't certain.
    Raises QueryError.
    """
    decisive = set(_of_query(parse(query))) if query else set()
    decisive.update(_SORTS.get(key.strip().removeprefix("-"), "") for key in sort.split(","))
    if group == "tag":
        decisive |= {"tags", _CODEBOOK}
    idle = _KNOWN - decisive | {""}
    return any(_fact(op.path) not in idle for change in changes for op in change.ops)


def _fact(path: tuple[str, ...]) -> str:
    """Return the kind of fact that an op sets; empty where no list depends on it."""
    match path:
        case ("articles", _, "seen"):
            return "read"
        case ("articles", _, fact, *_):
            return fact
        case ("tags", *_):
            return _CODEBOOK
        case ("views", *_):
            return ""
        case (first, *_):
            return first
    return "?"


def _of_query(query: Query) -> Iterator[str]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _of_query(part)
        case Not(part):
            yield from _of_query(part)
        case Has(field) | Tag(field) | Words(field) | Date(field):
            yield _FIELDS.get(field, "")
        case Flag(name):
            yield _FLAGS[name]
        case Name() | Label():
            yield "entities"
        case All() | Text() | Near() | Pattern() | Language() | Below() | Copies():
            return
