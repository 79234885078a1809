"""Words that were typed into an overlay and not used: offered when the same is asked again."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App

from store.userdata.drafts import DraftText

NEW_TAG = "new tag"
"""What a tag that is not there yet is asked as, wherever one can be made."""

_LEFT: WeakKeyDictionary[App[Any], dict[str, DraftText]] = WeakKeyDictionary()
"""By program that runs, and by what was asked."""


def keep(app: App[Any], question: str, words: str, cursor: int = 0) -> None:
    """Keep what was typed, for as long as the program runs; no words forget the earlier ones."""
    remembered = _LEFT.setdefault(app, {})
    remembered.pop(question, None)
    if words:
        remembered[question] = DraftText(words, cursor)


def find(app: App[Any], question: str) -> DraftText | None:
    """Return what was typed when the same was asked before, and not used."""
    return _LEFT.get(app, {}).get(question)
