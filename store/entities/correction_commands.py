"""Turns a reader's correction of a name into ops: pure functions without a database.

Each takes the current corrections, because a library-wide correction must not be overridden by an
older one in the article or at the place where the reader makes it. The ops go to `Library.apply` as
one undoable change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from store.entities.corrections import Corrections
from store.entities.names import Hidden
from store.model import Entity, Op
from store.text.anchors import locate
from store.text.words import as_name
from store.userdata.tagsfile.plain_values import span_key

Scope = Literal["library", "article", "here"]
"""The scope of a correction: every article, one article, or one place in it."""

SCOPES: tuple[Scope, ...] = ("library", "article", "here")
SCOPE_WORDS: dict[Scope, str] = {
    "library": "everywhere",
    "article": "in this article",
    "here": "only here",
}

LABEL_WORDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, city or state",
    "LOC": "region, sea or mountain",
    "NORP": "nationality, party or religion",
    "FAC": "building or site",
    "PRODUCT": "product",
    "EVENT": "event",
    "LAW": "law or treaty",
    "WORK_OF_ART": "title of a work",
    "DATE": "date",
}
"""The labels of `model.LABELS` as shown to users."""

CONTEXT = 32
"""Code points of text stored before and after a place, used to find it again."""


@dataclass(frozen=True, slots=True)
class CurrentCorrections:
    """The current corrections of the library and of one article."""

    library: Corrections = field(default_factory=Corrections)
    article: Corrections = field(default_factory=Corrections)


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A span of an article's text, in code points, where a correction is made."""

    article_id: str
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The text of the span as a normalized name."""
        return as_name(self.text[self.start : self.end])

    def quoted(self, **fields: str) -> dict[str, Any]:
        """Return the span as a mapping for `tags.yaml`: offsets, quote, context and `fields`."""
        return {
            "at": [self.start, self.end],
            "quote": self.text[self.start : self.end],
            "before": self.text[max(0, self.start - CONTEXT) : self.start],
            "after": self.text[self.end : self.end + CONTEXT],
            **fields,
        }


@dataclass(frozen=True, slots=True)
class Correction:
    """A change ready to apply: its undo label and its ops; no ops if nothing would change."""

    label: str
    ops: list[Op]


def relabel(
    name: str, label: str, scope: Scope, current: CurrentCorrections, spot: TextSpan | None
) -> Correction:
    """Return the correction that gives a name, or one mention of it, another label.

    `spot` is the mention in view; None if there is none, which only the scope `library` allows.
    """
    description = f"label {name} as {LABEL_WORDS[label]} {SCOPE_WORDS[scope]}"
    if scope == "here":
        fields = (
            {"name": current_name} if (current_name := _name_at(current, _required(spot))) else {}
        )
        return Correction(
            description, _place_ops(current, _required(spot), {"label": label, **fields})
        )
    ops = [_set(scope, spot, current, "labels", name, label)]
    if scope == "library" and spot is not None:
        ops += [_unset("article", spot, current, "labels", key) for key in (name, spot.words)]
    return Correction(
        description, _effective(ops) + _outdated_place_ops(current, spot, label=label)
    )


def rename(
    name: str,
    target: str,
    label: str | None,
    scope: Scope,
    current: CurrentCorrections,
    spot: TextSpan | None,
    mentions: Sequence[Entity] = (),
) -> Correction:
    """Return the correction that makes a name an alias of `target`.

    `label` becomes the label of the target; None keeps the label of each mention. `mentions` are
    the entities of the article in view. The aliases never form a cycle.
    """
    target = as_name(target)
    description = f"merge {name} into {target} {SCOPE_WORDS[scope]}"
    if not target or target == name:
        return Correction(description, [])
    if scope == "here":
        place = _required(spot)
        current_label = label or _label_at(mentions, place)
        return Correction(
            description, _place_ops(current, place, {"label": current_label, "name": target})
        )
    keys = dict.fromkeys([name])
    level = current.library if scope == "library" else current.article
    if scope == "article" and any(current.library.resolve(k) == name for k in _aliased(current)):
        keys |= dict.fromkeys(as_name(e.text) for e in mentions if e.name == name)
        keys.pop(target, None)
    ops = [_set(scope, spot, current, "aliases", key, target) for key in keys]
    if _leads_to(level, target, name):
        ops.append(_unset(scope, spot, current, "aliases", target))
    if scope == "library" and spot is not None:
        ops += [_unset("article", spot, current, "split", key) for key in (name, spot.words)]
    if scope == "article" and current.library.resolve(target) != target == _words(spot):
        ops.append(
            _set(scope, spot, current, "split", target, True)
        )  # overrides the library's alias
    if label is not None:
        ops.append(_set(scope, spot, current, "labels", target, label))
    return Correction(
        description, _effective(ops) + _outdated_place_ops(current, spot, name=target)
    )


def _words(spot: TextSpan | None) -> str:
    return "" if spot is None else spot.words


def split(
    name: str,
    spelling: str,
    scope: Scope,
    current: CurrentCorrections,
    spot: TextSpan | None,
    label: str,
) -> Correction:
    """Return the correction that makes a spelling of a name a separate name again.

    If the user's own alias merged the two, it is removed; if a rule did, the spelling is recorded
    as split.
    """
    description = f"split {spelling} from {name} {SCOPE_WORDS[scope]}"
    if spelling == name:
        return Correction(description, [])
    if scope == "here":
        return Correction(
            description, _place_ops(current, _required(spot), {"label": label, "name": spelling})
        )
    ops = _effective([_unset(s, spot, current, "aliases", spelling) for s in _levels(scope, spot)])
    if not ops or (scope == "article" and spelling in current.library.aliases):
        ops += _effective([_set(scope, spot, current, "split", spelling, True)])
    return Correction(description, ops + _outdated_place_ops(current, spot, name=spelling))


def hide(name: str, scope: Scope, current: CurrentCorrections, spot: TextSpan | None) -> Correction:
    """Return the correction that hides a name, or one mention of it."""
    description = f"hide {name} {SCOPE_WORDS[scope]}"
    if scope == "here":
        return Correction(description, _place_ops(current, _required(spot), {}))
    ops = [_set(scope, spot, current, "hidden", name, True)]
    ops += [_unset(s, spot, current, "names", name) for s in _levels(scope, spot)]
    return Correction(
        description, _effective(ops) + _outdated_place_ops(current, spot, label=None, name=None)
    )


def add(label: str, scope: Scope, current: CurrentCorrections, spot: TextSpan) -> Correction:
    """Return the correction that makes the words of a span a name, there or wherever they occur."""
    name = spot.words
    description = f"add {name} as {LABEL_WORDS[label]} {SCOPE_WORDS[scope]}"
    if scope == "here" or not name:
        return Correction(description, _place_ops(current, spot, {"label": label}) if name else [])
    ops = [_set(scope, spot, current, "names", name, label)]
    ops += [_unset(s, spot, current, "hidden", name) for s in _levels(scope, spot)]
    return Correction(description, _effective(ops) + _outdated_place_ops(current, spot))


def show_again(hidden: Hidden) -> Correction:
    """Return the correction that shows a hidden name or mention again."""
    return Correction(f"show {hidden.name} again", [Op(hidden.path, hidden.value, None)])


# -- ops


def _required(spot: TextSpan | None) -> TextSpan:
    if spot is None:
        raise ValueError("a correction at a place needs the place")
    return spot


def _base(scope: Scope, spot: TextSpan | None) -> tuple[str, ...]:
    if scope == "library":
        return ("entities",)
    return ("articles", _required(spot).article_id, "entities")


def _levels(scope: Scope, spot: TextSpan | None) -> tuple[Scope, ...]:
    """Return the levels that a correction of this scope has to change, the article in view last."""
    if scope == "article":
        return ("article",)
    return ("library",) if spot is None else ("library", "article")


def _set(
    scope: Scope,
    spot: TextSpan | None,
    current: CurrentCorrections,
    kind: str,
    name: str,
    value: Any,
) -> Op:
    level = current.library if scope == "library" else current.article
    return Op((*_base(scope, spot), kind, name), getattr(level, kind).get(name), value)


def _unset(
    scope: Scope, spot: TextSpan | None, current: CurrentCorrections, kind: str, name: str
) -> Op:
    return _set(scope, spot, current, kind, name, None)


def _effective(ops: Iterable[Op]) -> list[Op]:
    """Return the ops that change something, one per path."""
    return list({op.path: op for op in ops if op.before != op.after}.values())


def _place_ops(current: CurrentCorrections, spot: TextSpan, fields: dict[str, str]) -> list[Op]:
    """Return the ops that set the correction of a span to `fields`, replacing older ones there."""
    value = spot.quoted(**fields)
    key = f"{spot.start}-{spot.end}"
    path = ("articles", spot.article_id, "entities", "spans", key)
    old = {op.path: op for op in _outdated_place_ops(current, spot)}
    before = old.pop(path).before if path in old else None
    return [*old.values(), *_effective([Op(path, before, value)])]


def _outdated_place_ops(
    current: CurrentCorrections, spot: TextSpan | None, **changes: str | None
) -> list[Op]:
    """Return the ops that remove corrections of this span which the new correction overrides.

    A span with a name of its own keeps its correction, updated with `changes` (None removes a
    field), because without it the name would fall back to the one originally found.
    """
    if spot is None:
        return []
    base = ("articles", spot.article_id, "entities", "spans")
    ops = []
    for item in _spans_here(current, spot):
        fields = {k: v for k, v in {**item, **changes}.items() if v is not None}
        named = bool(changes) and item.get("name") is not None
        ops.append(Op((*base, span_key(item)), item, fields if named else None))
    return _effective(ops)


def _spans_here(current: CurrentCorrections, spot: TextSpan) -> list[dict[str, Any]]:
    spans = []
    for item in current.article.spans:
        place = locate(spot.text, item)
        if place is not None and place[0] < spot.end and spot.start < place[1]:
            spans.append(item)
    return spans


def _name_at(current: CurrentCorrections, spot: TextSpan) -> str | None:
    """Return the name that an existing correction gives to this span."""
    for item in _spans_here(current, spot):
        if isinstance(item.get("name"), str):
            return str(item["name"])
    return None


def _label_at(mentions: Iterable[Entity], spot: TextSpan) -> str:
    return next((e.label for e in mentions if (e.start, e.end) == (spot.start, spot.end)), "ORG")


def _aliased(current: CurrentCorrections) -> list[str]:
    return list(current.library.aliases)


def _leads_to(level: Corrections, name: str, goal: str) -> bool:
    """Return whether the chain of aliases that starts at `name` reaches `goal`."""
    at: str | None = name
    for _ in range(len(level.aliases) + 1):
        at = level.aliases.get(at) if at is not None else None
        if at == goal:
            return True
    return False
