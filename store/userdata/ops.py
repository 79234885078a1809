"""Encodes ops as JSON for the journal, writing repeated parts only once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from store.model import Op

Fact = tuple[str, ...]
"""The path of a fact, as in `model.Op`."""


def is_for_file(path: Fact) -> bool:
    """Return whether a fact belongs in `tags.yaml`; automatic read marks do not."""
    return path[2:] != ("seen",)


def encode(ops: Sequence[Op]) -> str:
    """Return `ops` as JSON: `[path, before, after]`, or `[tail, before, after, ids]` for a run.

    A run is a series of ops below `("articles", ID)` with the same rest of the path, `before` and
    `after`.
    """
    rows: list[list[Any]] = []
    last: tuple[Any, ...] | None = None
    for op in ops:
        if op.path[0] == "articles" and len(op.path) > 2:
            shared = (op.path[2:], op.before, op.after)
            if last is not None and shared == last and _same(shared, last):
                rows[-1][3].append(op.path[1])
            else:
                rows.append([op.path[2:], op.before, op.after, [op.path[1]]])
            last = shared
        else:
            rows.append([op.path, op.before, op.after])
            last = None
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _same(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    """Return whether equal values also have equal types: 1 == True, but they differ in JSON."""
    return type(left[1]) is type(right[1]) and type(left[2]) is type(right[2])


def decode(text: str) -> tuple[Op, ...]:
    """Return the ops encoded by `encode`."""
    ops: list[Op] = []
    for path, before, after, *ids in json.loads(text):
        if ids:
            tail = tuple(path)
            ops += [Op(("articles", article_id, *tail), before, after) for article_id in ids[0]]
        else:
            ops.append(Op(tuple(path), before, after))
    return tuple(ops)


def net(ops: Iterable[Op]) -> dict[Fact, Op]:
    """Return one op per path: the first `before` with the last `after`."""
    by_path: dict[Fact, Op] = {}
    for op in ops:
        earlier = by_path.get(op.path)
        by_path[op.path] = op if earlier is None else Op(op.path, earlier.before, op.after)
    return by_path


def differing(before: dict[Fact, Any], after: dict[Fact, Any]) -> list[Op]:
    """Return the ops that turn the facts `before` into `after`, removals first."""
    ops = [Op(path, value, None) for path, value in before.items() if path not in after]
    for path, value in after.items():
        if before.get(path) != value:
            ops.append(Op(path, before.get(path), value))
    return ops
