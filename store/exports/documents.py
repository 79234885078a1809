"""`documents.csv`: maps the files of an export folder to articles, with their metadata."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from store.exports.csv_safety import join, writer
from store.exports.export_context import ExportedArticle

LIST_NAME = "documents.csv"
"""The file's name; an export only replaces folders that contain it."""

FIELDS = ("file", "id", "sha256", "title", "source", "published", "tags", "read", "note")


class DocumentList:
    """Context manager that writes `documents.csv` in a folder, one row per article."""

    def __init__(self, folder: Path) -> None:
        self._file: TextIO = (folder / LIST_NAME).open("w", encoding="utf-8", newline="")
        self._rows = writer(self._file)
        self._rows(FIELDS)

    def add(self, file: str, item: ExportedArticle) -> None:
        """Add an article and the file that contains it."""
        article = item.article
        about = (
            article.title,
            article.source,
            article.published,
            join(article.tags),
            article.read,
            article.note,
        )
        self._rows((file, item.id, item.sha256, *about))

    def __enter__(self) -> DocumentList:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
