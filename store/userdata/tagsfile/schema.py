"""The keys of each kind of mapping in `tags.yaml`, in the order in which they are written."""

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
"""Maps each kind of mapping to its keys, and these to the kind of their values; empty for plain
values and lists of them."""

EACH: Mapping[str, str] = {
    "codebook": "tag",
    "articles": "article",
    "free": "",
    "marks": "mark",
    "spans": "span",
    "conflicts": "conflict",
}
"""Maps the kind of a list, or of a mapping with names as keys, to the kind of its items."""


def order(*kinds: str) -> tuple[str, ...]:
    """Return the keys of one or more kinds of mappings, in the order in which they are written."""
    return tuple(dict.fromkeys(key for kind in kinds for key in KINDS[kind]))
