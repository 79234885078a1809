"""Applies the user's corrections to the stored entities; the stored entities stay as they are.

Precedence, highest first: corrected span, article's corrections, library's corrections, rules,
model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from store.entities.corrections import (
    Corrections,
    nfc,
    of_article,
    of_library,
)
from store.entities.entity_store import parse_findings
from store.entities.predict import Finding
from store.index.article_faults import in_words
from store.index.database import Database
from store.model import LABELS, Entity
from store.text.anchors import locate
from store.text.tokens import marks
from store.text.words import UNSPACED, as_name, clean

BY_LIBRARY = "your correction"
BY_ARTICLE = "your correction for this article"
BY_SPAN = "your correction at this place"

BLANK = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"
"""What may separate two words of a name: spaces, a line break, or both, but no blank line."""


def entities(database: Database, num: int) -> tuple[Entity, ...] | None:
    """Return the corrected entities of article `num`; None before it is annotated.

    Sorted, without overlaps and hidden entities; `text[start:end] == entity.text`.
    """
    return entities_with(database, num, of_library(database.connection()))


def entities_with(database: Database, num: int, library: Corrections) -> tuple[Entity, ...] | None:
    """Return the same as `entities`, given the library's corrections."""
    stored = stored_entities(database, num)
    if stored is None:
        return None
    article_id, text, findings = stored
    return apply(text, findings, library, of_article(database.connection(), article_id))


def stored_entities(database: Database, num: int) -> tuple[str, str, list[Finding]] | None:
    """Return an article's id, text and uncorrected entities; None before it is annotated."""
    row = (
        database.connection()
        .execute(
            "SELECT a.id, t.body, f.spans FROM articles a"
            " LEFT JOIN texts t ON t.num = a.num"
            " LEFT JOIN findings f ON f.sha256 = a.sha256 AND f.recipe = a.recipe"
            " WHERE a.num = ? AND a.recipe IS NOT NULL",
            (num,),
        )
        .fetchone()
    )
    if row is None:
        return None
    article_id, text, spans = row
    if spans is None and text:
        return None
    findings, _ = parse_findings(spans)
    return article_id, text or "", findings


def apply(
    text: str, findings: Iterable[Sequence[Any]], library: Corrections, article: Corrections
) -> tuple[Entity, ...]:
    """Return the entities of `text` with both levels of corrections applied.

    If that fails, the entities are returned uncorrected: see `apply_or_explain`.
    """
    return apply_or_explain(text, findings, library, article)[0]


def apply_or_explain(
    text: str, findings: Iterable[Sequence[Any]], library: Corrections, article: Corrections
) -> tuple[tuple[Entity, ...], str | None]:
    """Return the same as `apply`, and why the corrections failed; None if they were applied."""
    plain = [
        Entity(start, end, label, text[start:end], nfc(name), reason)
        for start, end, label, name, reason in findings
    ]
    if not library and not article:
        return tuple(plain), None
    try:
        return _apply(text, plain, library, article), None
    except Exception as error:  # a malformed correction must not cost the article its entities
        return tuple(
            plain
        ), f"the corrections of its names could not be applied ({in_words(error)})"


def _apply(
    text: str, plain: list[Entity], library: Corrections, article: Corrections
) -> tuple[Entity, ...]:
    for level, reason in ((library, BY_LIBRARY), (article, BY_ARTICLE)):
        plain = _add_names(text, plain, level.names, reason)
    keys = library.keys() | article.keys()
    result = []
    for entity in plain:
        if entity.name in keys or as_name(entity.text) in keys:
            changed = corrected(entity, library, article)
            if changed is not None:
                result.append(changed)
        else:
            result.append(entity)
    return tuple(_add_spans(text, result, article))


def corrected(entity: Entity, library: Corrections, article: Corrections) -> Entity | None:
    """Return an entity with corrected name and label; None if it is hidden."""
    words = as_name(entity.text)
    name, label, reason = nfc(entity.name), entity.label, entity.reason
    levels = ((article, BY_ARTICLE), (library, BY_LIBRARY))
    is_split = any(article.split.get(key) for key in (name, words))
    if is_split or any(library.split.get(key) for key in (name, words)):
        name = words
    keys = [name, words]
    for level, why in (
        levels[:1] if is_split else levels
    ):  # the article's corrections take precedence
        for key in (name, words) if len(keys) == 2 else (name,):
            if (target := level.resolve(key)) != key:
                name, reason = target, why
                keys.insert(0, target)
                break
    for level, why in levels:
        new_label = next((level.labels[key] for key in keys if key in level.labels), None)
        if new_label in LABELS:
            label, reason = new_label, why
            break
    for level in (article, library):
        hidden = [level.hidden[key] for key in keys if key in level.hidden]
        if hidden:
            if hidden[0]:
                return None
            break
    return Entity(entity.start, entity.end, label, entity.text, name, reason)


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches any of `names` as whole words, the longest first."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(_name_pattern, ordered)))


def _name_pattern(name: str) -> str:
    """Return the pattern of a name; scripts without word spaces need no word boundary."""
    inner = BLANK.join(map(re.escape, name.split()))
    before = "" if _UNSPACED.match(name[0]) else rf"(?<![\w{marks()}])"
    after = "" if _UNSPACED.match(name[-1]) else rf"(?![\w{marks()}])"
    return f"{before}{inner}{after}"


_UNSPACED = re.compile(f"[{UNSPACED}]")


def _add_names(
    text: str, entities: list[Entity], names: dict[str, str], reason: str
) -> list[Entity]:
    """Return `entities` plus every occurrence of the names that the user added.

    These replace the entities that they overlap, except a longer one that contains them.
    """
    labels = {as_name(name): label for name, label in names.items() if label in LABELS}
    labels.pop("", None)
    if not labels:
        return entities
    additions = []
    starts = [entity.start for entity in entities]
    cleaned = clean(text)
    for match in _pattern(tuple(labels)).finditer(cleaned.text):
        start, end = cleaned.span(*match.span())
        name = " ".join(match[0].split())
        before = bisect_right(starts, start) - 1
        if before < 0 or not _is_inside_longer(start, end, entities[before]):
            additions.append(Entity(start, end, labels[name], text[start:end], name, reason))
    return _merged(entities, additions)


def _is_inside_longer(start: int, end: int, entity: Entity) -> bool:
    return entity.start <= start and end <= entity.end and end - start < len(entity.text)


def _merged(weaker: list[Entity], stronger: list[Entity]) -> list[Entity]:
    """Return both lists merged and sorted, without weaker entities that overlap a stronger one."""
    result = list(stronger)
    borders = sorted((entity.start, entity.end) for entity in stronger)
    at = 0
    for entity in weaker:
        while at < len(borders) and borders[at][1] <= entity.start:
            at += 1
        if at == len(borders) or borders[at][0] >= entity.end:
            result.append(entity)
    return sorted(result, key=lambda entity: entity.start)


def _add_spans(text: str, entities: list[Entity], article: Corrections) -> list[Entity]:
    """Return `entities` with corrected spans; a span without a label removes what it covers."""
    stronger: list[Entity] = []
    removals: list[Entity] = []
    for item in article.spans:
        place = locate(text, item)
        if place is None:
            continue
        start, end = place
        words = text[start:end]
        label = item.get("label")
        here = next((e for e in entities if (e.start, e.end) == place), None)
        new_name = item.get("name")
        name = new_name if isinstance(new_name, str) and new_name else here.name if here else ""
        name = name or as_name(words)
        label = label if label in LABELS else ""
        entity = Entity(start, end, label, words, name, BY_SPAN)
        if any(start < placed.end and placed.start < end for placed in stronger + removals):
            continue
        (stronger if label else removals).append(entity)
    left = _merged(entities, removals)
    return _merged([entity for entity in left if entity.label], stronger)
