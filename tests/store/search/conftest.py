"""An index over a folder of its own, and what is asked of it."""

from __future__ import annotations

from typing import Any

from store.model import Hit
from store.search import concordance
from store.search.regex_scan import Concordance
from store.search.text_vocabulary import Vocabulary
from tests.store.index.conftest import Folder, folder

__all__ = ["Folder", "count", "folder", "ids", "look", "matches", "search"]


def look(folder: Folder, text: str, limit: int = 50, **more: Any) -> Concordance:
    words = Vocabulary(folder.database)
    return concordance.concordance(folder.database, words, text, limit, **more)


def search(folder: Folder, text: str, limit: int = 50, **more: Any) -> list[Hit]:
    return look(folder, text, limit, **more).hits


def matches(folder: Folder, text: str, **more: Any) -> list[str]:
    return [hit.match for hit in search(folder, text, **more)]


def ids(folder: Folder, text: str) -> list[str]:
    return concordance.ids(folder.database, Vocabulary(folder.database), text)


def count(folder: Folder, text: str) -> int:
    return concordance.count(folder.database, Vocabulary(folder.database), text)
