"""`jsonl`: everything known of each article: what `show --json` has, and more of the file."""

from __future__ import annotations

from store.exports.export_context import ExportContext
from store.jsonl import article_fields, json_line


def write(job: ExportContext) -> None:
    """Write an object a line: the fields of `show --json`, then language, encoding and hash."""
    for item in job.items():
        one = item.article
        about = {"language": one.language, "encoding": one.encoding, "sha256": item.sha256}
        fields = article_fields(one) | about
        job.text.write(f"{json_line(fields)}\n")
