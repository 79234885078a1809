"""Runs in a child process: converts articles to spaCy documents and writes one `.spacy` file.

Texts are split by the tokenizer of their language, without a model. Offsets are code points; a span
that ends within a token is extended to whole tokens, and counted as a loss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.userdata.atomic_file import replacing

WIDENED = "spans widened to whole tokens"
DROPPED = "names left out because another one has the same token"
BLANK = "spans without a token"


@dataclass(slots=True)
class _Documents:
    """A file being written; `cats` are the tags of the whole export."""

    path: Path
    cats: list[str]
    bin: Any
    tokenizers: dict[str, Any] = field(default_factory=dict)
    losses: list[tuple[str, str, int]] = field(default_factory=list)


_documents: list[_Documents] = []
"""The file being written by this process: at most one."""


def begin_file(path: Path, cats: list[str]) -> None:
    """Start a file. Raises ImportError if spaCy can't be loaded."""
    from spacy.tokens import DocBin

    doc_bin = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID"], store_user_data=True)
    _documents[:] = [_Documents(path, cats, doc_bin)]


def add_document(fields: dict[str, Any]) -> None:
    """Add a document to the file."""
    documents = _documents[0]
    language = fields["language"] or "en"
    if language not in documents.tokenizers:
        documents.tokenizers[language] = _tokenizer(language)
    doc = documents.tokenizers[language](fields["text"])
    documents.bin.add(_document(doc, fields, documents.cats, documents.losses))


def write_file() -> list[tuple[str, str, int]]:
    """Write the file and return the losses as (kind, article, count). Raises OSError."""
    with replacing(_documents[0].path) as file:
        file.write(_documents[0].bin.to_bytes())
    return _documents[0].losses


def _tokenizer(language: str) -> Any:
    """Return the tokenizer of a language, or the generic one if spaCy's needs a missing package."""
    import spacy

    try:
        return spacy.blank(language).tokenizer
    except ImportError:
        return spacy.blank("xx").tokenizer


def _document(
    doc: Any, fields: dict[str, Any], cats: list[str], losses: list[tuple[str, str, int]]
) -> Any:
    article = fields["about"]["article"]

    def span(start: int, end: int, label: str, name: str = "") -> Any:
        tokens = doc.char_span(start, end, label=label, kb_id=name, alignment_mode="expand")
        if tokens is None or not len(tokens):
            losses.append((BLANK, article, 1))
            return None
        if (tokens.start_char, tokens.end_char) != (start, end):
            losses.append((WIDENED, article, 1))
        return tokens

    entities: list[Any] = []
    for start, end, label, name in fields["names"] or ():
        entity = span(start, end, label, name)
        if entity is not None and entities and entity.start < entities[-1].end:
            losses.append((DROPPED, article, 1))
        elif entity is not None:
            entities.append(entity)
    doc.set_ents(entities, default="missing" if fields["names"] is None else "outside")
    marks = [(span(start, end, tag), note) for (start, end, tag), note in
             zip(fields["marks"], fields["about"]["mark_notes"], strict=True)]  # fmt: skip
    doc.spans["marks"] = [mark for mark, _ in marks if mark is not None]
    # In training, a tag missing from `cats` counts as unknown rather than absent.
    doc.cats = dict.fromkeys(cats, 0.0) | dict.fromkeys(fields["tags"], 1.0)
    doc.user_data.update(fields["about"])
    doc.user_data["mark_notes"] = [note for mark, note in marks if mark is not None]
    return doc
