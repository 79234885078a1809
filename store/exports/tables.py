"""CSV tables: articles, marks, articles by tags, mentions of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from store.exports.csv_safety import join, writer
from store.exports.export_context import ExportContext

ABOUT = ("id", "title", "source", "published")
"""The first columns of the tables of articles and of marks."""

Row = Callable[[Iterable[Any]], None]


def articles(job: ExportContext) -> None:
    """Write one row per article."""
    row = _begin(job)
    row((*ABOUT, "words", "tags", "read", "note", "status", "sha256"))
    for item in job.items():
        article = item.article
        about = (
            article.title,
            article.source,
            article.published,
            article.words,
            join(article.tags),
        )
        row((item.id, *about, article.read, article.note, article.status, item.sha256))


def marks(job: ExportContext) -> None:
    """Write one row per mark; a mark that has lost its place has no start and end."""
    row = _begin(job)
    row((*ABOUT, "mark", "tag", "start", "end", "quote", "note"))
    for item in job.items():
        article = item.article
        for mark in article.marks:
            about = (item.id, article.title, article.source, article.published)
            row((*about, mark.id, mark.tag, mark.start, mark.end, mark.quote, mark.note))


def matrix(job: ExportContext) -> None:
    """Write one row per article and one column per tag, 1 if the article itself has the tag."""
    row = _begin(job)
    names = [tag.name for tag in job.tags]
    folds = [name.casefold() for name in names]
    row(["id", *(f"tag:{name}" if name == "id" else name for name in names)])
    for item in job.items():
        article_tags = {tag.casefold() for tag in item.article.tags}
        row([item.id, *(int(fold in article_tags) for fold in folds)])


def mentions(job: ExportContext) -> None:
    """Write one row per corrected mention of a name."""
    row = _begin(job)
    row(["id", "start", "end", "label", "text", "name", "reason"])
    for item in job.items():
        for entity in item.entities:
            row(
                (
                    item.id,
                    entity.start,
                    entity.end,
                    entity.label,
                    entity.text,
                    entity.name,
                    entity.reason,
                )
            )


def _begin(job: ExportContext) -> Row:
    if job.bom:
        job.text.write("\ufeff")
    return writer(job.text)
