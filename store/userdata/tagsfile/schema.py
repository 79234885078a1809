"""What the mappings of `tags.yaml` hold: their keys in the order they are written, by kind."""

from __future__ import annotations

from collections.abc import Mapping

_PLACE = {"quote": "", "before": "", "after": ""}

KINDS: Mapping[str, Mapping[str, str]] = {
    "file": {
        "version": "",
        "tags": "codebook",
        "articles": "articles",
        "entities": "names",
        "views": "free",
        "settings": "settings",
        "conflicts": "conflicts",
    },
    "tag": {"color": "", "key": "", "description": "", "excludes": "", "conflicts": "conflicts"},
    "article": {
        "sha256": "",
        "tags": "",
        "read": "",
        "note": "",
        "marks": "marks",
        "entities": "entities",
        "conflicts": "conflicts",
    },
    "mark": {"id": "", "tag": "", "at": "", **_PLACE, "note": ""},
    "entities": {
        "aliases": "free",
        "labels": "free",
        "names": "free",
        "hidden": "",
        "split": "",
        "spans": "spans",
    },
    "span": {"id": "", "at": "", **_PLACE, "label": "", "name": ""},
    "names": {"aliases": "free", "labels": "free", "names": "free", "hidden": "", "split": ""},
    "settings": {"ignore": "", "model": "", "read": ""},
    "conflict": {"field": "", "value": "", "at": ""},
}
"""Kind of a mapping to its keys, and the kind of what each of them holds; empty where that is
a plain value or a list of them."""

EACH: Mapping[str, str] = {
    "codebook": "tag",
    "articles": "article",
    "free": "",
    "marks": "mark",
    "spans": "span",
    "conflicts": "conflict",
}
"""Kind of a list, or of a mapping whose keys are names, to the kind of what is listed there."""


def order(*kinds: str) -> tuple[str, ...]:
    """Return the keys of mappings in the order that they are written in."""
    return tuple(dict.fromkeys(key for kind in kinds for key in KINDS[kind]))
