"""From a reader's wish about a name to the ops that make it so: pure functions, no database.

Each takes what stands already, as a wish that holds everywhere must not be undone by an older one
that holds in the article, or at the place, where the reader sees it. The ops go to
`Library.apply`, as one change that undo takes back.
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
"""How far a correction reaches: every article, one article, one place in it."""

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
    "NORP": "people, party or faith",
    "FAC": "building or site",
    "PRODUCT": "product",
    "EVENT": "event",
    "LAW": "law or treaty",
    "WORK_OF_ART": "title of a work",
    "DATE": "date",
}
"""Every label of `model.LABELS` as people say it."""

CONTEXT = 32
"""Code points of the text before and after a place that are kept to find it again."""


@dataclass(frozen=True, slots=True)
class CurrentCorrections:
    """The corrections that there are: the library's, and those of one article."""

    library: Corrections = field(default_factory=Corrections)
    article: Corrections = field(default_factory=Corrections)


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A place in an article's text: where a wish was made, in code points."""

    article_id: str
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words at the place, as names are written."""
        return as_name(self.text[self.start : self.end])

    def quoted(self, **fields: str) -> dict[str, Any]:
        """Return the place as `tags.yaml` has it, by position and by quote, with more fields."""
        return {
            "at": [self.start, self.end],
            "quote": self.text[self.start : self.end],
            "before": self.text[max(0, self.start - CONTEXT) : self.start],
            "after": self.text[self.end : self.end + CONTEXT],
            **fields,
        }


@dataclass(frozen=True, slots=True)
class Correction:
    """A change to be applied: what undo calls it, and its ops; none where it is so already."""

    label: str
    ops: list[Op]


def relabel(
    name: str, label: str, scope: Scope, standing: CurrentCorrections, spot: TextSpan | None
) -> Correction:
    """Return what makes a name (or one mention of it) a person, an organisation, …

    `spot` is the mention in view; None where there is none, and the scope is the library.
    """
    description = f"{name}: {LABEL_WORDS[label]}, {SCOPE_WORDS[scope]}"
    if scope == "here":
        fields = (
            {"name": current_name} if (current_name := _name_at(standing, _required(spot))) else {}
        )
        return Correction(
            description, _place_ops(standing, _required(spot), {"label": label, **fields})
        )
    ops = [_set(scope, spot, standing, "labels", name, label)]
    if scope == "library" and spot is not None:
        ops += [_unset("article", spot, standing, "labels", key) for key in (name, spot.words)]
    return Correction(
        description, _effective(ops) + _outdated_place_ops(standing, spot, label=label)
    )


def rename(
    name: str,
    target: str,
    label: str | None,
    scope: Scope,
    standing: CurrentCorrections,
    spot: TextSpan | None,
    mentions: Sequence[Entity] = (),
) -> Correction:
    """Return what makes a name the same as `target`, which from then on is what it is called.

    `label` is what the target is to be labelled, None: as each mention is; `mentions` are the
    entities of the article in view. No circle of aliases is left.
    """
    target = as_name(target)
    description = f"{name} is {target}, {SCOPE_WORDS[scope]}"
    if not target or target == name:
        return Correction(description, [])
    if scope == "here":
        place = _required(spot)
        current_label = label or _label_at(mentions, place)
        return Correction(
            description, _place_ops(standing, place, {"label": current_label, "name": target})
        )
    keys = dict.fromkeys([name])
    level = standing.library if scope == "library" else standing.article
    if scope == "article" and any(standing.library.resolve(k) == name for k in _aliased(standing)):
        keys |= dict.fromkeys(as_name(e.text) for e in mentions if e.name == name)
        keys.pop(target, None)
    ops = [_set(scope, spot, standing, "aliases", key, target) for key in keys]
    if _leads_to(level, target, name):
        ops.append(_unset(scope, spot, standing, "aliases", target))
    if scope == "library" and spot is not None:
        ops += [_unset("article", spot, standing, "split", key) for key in (name, spot.words)]
    if scope == "article" and standing.library.resolve(target) != target == _words(spot):
        ops.append(_set(scope, spot, standing, "split", target, True))  # over the library's alias
    if label is not None:
        ops.append(_set(scope, spot, standing, "labels", target, label))
    return Correction(
        description, _effective(ops) + _outdated_place_ops(standing, spot, name=target)
    )


def _words(spot: TextSpan | None) -> str:
    return "" if spot is None else spot.words


def split(
    name: str,
    spelling: str,
    scope: Scope,
    standing: CurrentCorrections,
    spot: TextSpan | None,
    label: str,
) -> Correction:
    """Return what makes one spelling of a name a name of its own again.

    Where the user's own alias joined them it is taken away; where a rule did, the spelling is
    noted as one that is not joined.
    """
    description = f"{spelling} is not {name}, {SCOPE_WORDS[scope]}"
    if spelling == name:
        return Correction(description, [])
    if scope == "here":
        return Correction(
            description, _place_ops(standing, _required(spot), {"label": label, "name": spelling})
        )
    ops = _effective([_unset(s, spot, standing, "aliases", spelling) for s in _levels(scope, spot)])
    if not ops or (scope == "article" and spelling in standing.library.aliases):
        ops += _effective([_set(scope, spot, standing, "split", spelling, True)])
    return Correction(description, ops + _outdated_place_ops(standing, spot, name=spelling))


def hide(
    name: str, scope: Scope, standing: CurrentCorrections, spot: TextSpan | None
) -> Correction:
    """Return what takes a name, or one mention of it, away from what is shown."""
    description = f"{name} is no name, {SCOPE_WORDS[scope]}"
    if scope == "here":
        return Correction(description, _place_ops(standing, _required(spot), {}))
    ops = [_set(scope, spot, standing, "hidden", name, True)]
    ops += [_unset(s, spot, standing, "names", name) for s in _levels(scope, spot)]
    return Correction(
        description, _effective(ops) + _outdated_place_ops(standing, spot, label=None, name=None)
    )


def add(label: str, scope: Scope, standing: CurrentCorrections, spot: TextSpan) -> Correction:
    """Return what makes the words at a place a name: there, or wherever they stand."""
    name = spot.words
    description = f"{name}: {LABEL_WORDS[label]}, {SCOPE_WORDS[scope]}"
    if scope == "here" or not name:
        return Correction(description, _place_ops(standing, spot, {"label": label}) if name else [])
    ops = [_set(scope, spot, standing, "names", name, label)]
    ops += [_unset(s, spot, standing, "hidden", name) for s in _levels(scope, spot)]
    return Correction(description, _effective(ops) + _outdated_place_ops(standing, spot))


def show_again(hidden: Hidden) -> Correction:
    """Return what takes the hiding of a name, or of one mention, back."""
    return Correction(f"{hidden.name} is a name again", [Op(hidden.path, hidden.value, None)])


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
    """Return the levels at which a wish of this reach is to hold, the article's in view last."""
    if scope == "article":
        return ("article",)
    return ("library",) if spot is None else ("library", "article")


def _set(
    scope: Scope,
    spot: TextSpan | None,
    standing: CurrentCorrections,
    kind: str,
    name: str,
    value: Any,
) -> Op:
    level = standing.library if scope == "library" else standing.article
    return Op((*_base(scope, spot), kind, name), getattr(level, kind).get(name), value)


def _unset(
    scope: Scope, spot: TextSpan | None, standing: CurrentCorrections, kind: str, name: str
) -> Op:
    return _set(scope, spot, standing, kind, name, None)


def _effective(ops: Iterable[Op]) -> list[Op]:
    """Return the ops that change something, one for each path."""
    return list({op.path: op for op in ops if op.before != op.after}.values())


def _place_ops(standing: CurrentCorrections, spot: TextSpan, fields: dict[str, str]) -> list[Op]:
    """Return the ops after which a place is what `fields` say, whatever was said of it before."""
    value = spot.quoted(**fields)
    key = f"{spot.start}-{spot.end}"
    path = ("articles", spot.article_id, "entities", "spans", key)
    old = {op.path: op for op in _outdated_place_ops(standing, spot)}
    before = old.pop(path).before if path in old else None
    return [*old.values(), *_effective([Op(path, before, value)])]


def _outdated_place_ops(
    standing: CurrentCorrections, spot: TextSpan | None, **changes: str | None
) -> list[Op]:
    """Return the ops that take away what was said of a place, as the new wish holds there too.

    A place that was given a name of its own keeps being said of, with the fields `wanted` (None:
    without the field): it would else fall back to the name that was found there.
    """
    if spot is None:
        return []
    base = ("articles", spot.article_id, "entities", "spans")
    ops = []
    for item in _spans_here(standing, spot):
        fields = {k: v for k, v in {**item, **changes}.items() if v is not None}
        named = bool(changes) and item.get("name") is not None
        ops.append(Op((*base, span_key(item)), item, fields if named else None))
    return _effective(ops)


def _spans_here(standing: CurrentCorrections, spot: TextSpan) -> list[dict[str, Any]]:
    spans = []
    for item in standing.article.spans:
        place = locate(spot.text, item)
        if place is not None and place[0] < spot.end and spot.start < place[1]:
            spans.append(item)
    return spans


def _name_at(standing: CurrentCorrections, spot: TextSpan) -> str | None:
    """Return the name that an older correction gave to just this place."""
    for item in _spans_here(standing, spot):
        if isinstance(item.get("name"), str):
            return str(item["name"])
    return None


def _label_at(mentions: Iterable[Entity], spot: TextSpan) -> str:
    return next((e.label for e in mentions if (e.start, e.end) == (spot.start, spot.end)), "ORG")


def _aliased(standing: CurrentCorrections) -> list[str]:
    return list(standing.library.aliases)


def _leads_to(level: Corrections, name: str, goal: str) -> bool:
    """Say whether the aliases of `name` come past `goal`."""
    at: str | None = name
    for _ in range(len(level.aliases) + 1):
        at = level.aliases.get(at) if at is not None else None
        if at == goal:
            return True
    return False
