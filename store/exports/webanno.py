"""WebAnno TSV 3.3, which INCEpTION reads: one token per line, one file per article.

Offsets are UTF-16 code units, as its user guide says. Names and marks are values in the named
entity layer; those that span tokens or overlap are numbered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from store.exports.documents import DocumentList
from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.filenames import FileNames
from store.exports.token_spans import covered_tokens, tokens, tokens_by_sentence
from store.exports.unsupported_chars import NO_PLACE, for_xml, utf16
from store.model import Span

HEAD = (
    "#FORMAT=WebAnno TSV 3.3\n"
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n"
)
_RESERVED = re.compile(r"\\|\[|\]|\||_|->|;|\t|\n|\*")
_IN_TEXT = str.maketrans({"\\": r"\\", "\r": r"\r", "\t": r"\t", "\f": r"\f", "\b": r"\b"})


def write(job: ExportContext) -> None:
    """Fill the folder: a `.tsv` per article, and `documents.csv`."""
    folder, names = job.place, FileNames((".tsv", ".csv"))
    with DocumentList(folder) as documents:
        for item in job.items():
            job.check_labels(item)
            if not item.text.strip():  # its reader fails on a file without a sentence
                job.losses.add("empty articles, which INCEpTION rejects", item.id)
                documents.add("", item)
                continue
            name = f"{names.name(item.id)}.tsv"
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(_lines(job, item))
            documents.add(name, item)


def _lines(job: ExportContext, item: ExportedArticle) -> Iterator[str]:
    text, replaced = for_xml(item.text)  # it stores documents as XML
    job.losses.add(NO_PLACE, item.id, replaced)
    spans = [(start, end) for start, end, _ in item.spans]
    places = tokens(text, spans)
    values = _values(job, item, places)
    unit = utf16(text)
    at = 0
    yield HEAD
    for number, sentence in enumerate(tokens_by_sentence(text, places, spans), 1):
        sentence_text = text[sentence[0][0] : sentence[-1][1]].translate(_IN_TEXT)
        yield "\n"
        yield from (f"#Text={line}\n" for line in sentence_text.split("\n"))
        for position, (start, end) in enumerate(sentence, 1):
            value = "|".join(values.get(at, ())) or "_"
            reach = f"{unit(start)}-{unit(end)}"
            yield f"{number}-{position}\t{reach}\t{text[start:end]}\t{value}\t\n"
            at += 1


def _values(
    job: ExportContext, item: ExportedArticle, places: Sequence[Span]
) -> dict[int, list[str]]:
    """Return the values of the cells by token index."""
    reached = []
    count: dict[int, int] = defaultdict(int)
    for start, end, label in item.spans:
        reach = covered_tokens(places, start, end)
        if reach is None:
            job.losses.add("spans that contain only spaces", item.id)
            continue
        first, last = reach
        reached.append((first, last, _RESERVED.sub(lambda match: f"\\{match[0]}", label)))
        for token in range(first, last + 1):
            count[token] += 1
    values: dict[int, list[str]] = defaultdict(list)
    numbered = 0
    for first, last, label in reached:
        tokens_of = range(first, last + 1)
        if first != last or any(count[token] > 1 for token in tokens_of):
            numbered += 1
            label = f"{label}[{numbered}]"
        for token in tokens_of:
            values[token].append(label)
    return values
