"""Matches imported documents with articles: by id, else by the file's hash, else by text."""

from __future__ import annotations

import hashlib
import unicodedata

from store.imports.imported import Document
from store.index.database import Database

_SHORTEST = 16
"""Hex digits of a hash that suffice to identify a file."""


class Matcher:
    """Finds articles; all texts are hashed once, when the first text has to be matched."""

    def __init__(self, database: Database) -> None:
        self._connection = database.connection()
        self._by_text: dict[bytes, list[int]] | None = None

    def find(self, document: Document) -> list[int]:
        """Return the row numbers of the articles that may match a document, by the best evidence.

        One number is a match, several are ambiguous, none means no match.
        """
        if document.id is not None:
            name = unicodedata.normalize("NFC", document.id)
            nums = self._nums("SELECT num FROM articles WHERE present = 1 AND id = ?", name)
            if nums:
                return nums
        digest = (document.sha256 or "").lower()
        if len(digest) >= _SHORTEST and all(sign in "0123456789abcdef" for sign in digest):
            nums = self._nums(
                "SELECT num FROM articles WHERE +present = 1 AND sha256 >= ? AND sha256 < ?",
                digest,
                digest + "g",
            )
            if nums:
                return nums
        if document.text is not None and document.text.strip():
            return self._texts().get(_fingerprint(document.text), [])
        return []

    def _nums(self, query: str, *values: str) -> list[int]:
        return [int(num) for (num,) in self._connection.execute(query, values)]

    def _texts(self) -> dict[bytes, list[int]]:
        if self._by_text is None:
            self._by_text = {}
            rows = self._connection.execute(
                "SELECT t.num, t.body FROM texts t JOIN articles a ON a.num = t.num"
                " WHERE a.present = 1"
            )
            for num, body in rows:
                self._by_text.setdefault(_fingerprint(body), []).append(int(num))
        return self._by_text


def _fingerprint(text: str) -> bytes:
    """Return a hash of a text that ignores differences in whitespace."""
    plain = " ".join(text.removeprefix("\ufeff").split()).encode("utf-8", "replace")
    return hashlib.blake2b(plain, digest_size=16).digest()
