"""CoNLL-2003 as commonly used: one token per line, with the name in IOB2 in the last column.

A blank line ends a sentence, and a `-DOCSTART-` line starts an article. The format has no offsets,
no overlapping names and no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.token_spans import covered_tokens, tokens, tokens_by_sentence
from store.exports.unsupported_chars import NO_PLACE, REPLACED

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def write(job: ExportContext) -> None:
    """Write the articles one after another."""
    for item in job.items():
        job.text.write("-DOCSTART- -X- O O\n\n")
        job.text.writelines(_lines(job, item))


def _lines(job: ExportContext, item: ExportedArticle) -> Iterator[str]:
    spans = [(entity.start, entity.end) for entity in item.entities]
    places = tokens(item.text, spans)
    labels = ["O"] * len(places)
    for entity in item.entities:
        reach = covered_tokens(places, entity.start, entity.end)
        if reach is None:
            job.losses.add("names without a letter", item.id)
            continue
        first, last = reach
        labels[first : last + 1] = [f"B-{entity.label}", *[f"I-{entity.label}"] * (last - first)]
    at = 0
    for sentence in tokens_by_sentence(item.text, places, spans):
        for start, end in sentence:
            token, replaced = _CONTROLS.subn(REPLACED, item.text[start:end])
            job.losses.add(NO_PLACE, item.id, replaced)
            yield f"{token} -X- _ {labels[at]}\n"
            at += 1
        yield "\n"
