"""`jsonl`: all data of each article: the fields of `show --json` and more about the file."""

from __future__ import annotations

from store.exports.export_context import ExportContext
from store.jsonl import article_fields, json_line


def write(job: ExportContext) -> None:
    """Write one object per line: the fields of `show --json`, then language, encoding and hash."""
    for item in job.items():
        article = item.article
        about = {"language": article.language, "encoding": article.encoding, "sha256": item.sha256}
        fields = article_fields(article) | about
        job.text.write(f"{json_line(fields)}\n")
