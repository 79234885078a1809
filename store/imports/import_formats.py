"""The table of import formats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """An import format: its name, what is imported from it, and its reader."""

    name: str
    about: str
    module: str
    """The module in this package that contains `function`, the reader."""
    function: str
    reads: str
    """What it reads, in words."""
    kinds: tuple[str, ...]
    """The accepted kinds of files, as returned by `file_kinds`."""
    names: bool = False
    """Whether it may contain names of people and places, not only tags and marks."""


_JSON = ("JSON", ("json",), True)
_TABLE = ("a table (CSV)", ("text",))
_PROJECT = ("a REFI-QDA project (.qdpx)", ("qdpx",))
_CODEBOOK = ("a REFI-QDA codebook (.qdc)", ("xml",))
_FOLDER = ("a folder of texts and annotations", ("folder",), True)

SOURCES: tuple[Source, ...] = (
    Source(
        "jsonl", "tags, notes, read days, marks, names, as exported", "own_jsonl", "read", *_JSON
    ),
    Source("csv-articles", "tags, notes, read days by article", "tables", "articles", *_TABLE),
    Source("csv-marks", "marked passages", "tables", "marks", *_TABLE),
    Source("doccano", "spans as names and marks, classes as tags", "doccano", "read", *_JSON),
    Source("doccano-classes", "classes as tags", "doccano", "read", *_JSON),
    Source("prodigy", "accepted examples: spans and options", "prodigy", "read", *_JSON),
    Source("label-studio", "annotations: labels and choices", "labelstudio", "read", *_JSON),
    Source("brat", "a folder of texts and annotations", "brat", "read", *_FOLDER),
    Source("qdpx", "codebook, codings and memos of a project", "qda", "project", *_PROJECT),
    Source("qdc", "a codebook", "qda", "codebook", *_CODEBOOK),
)
"""All formats, in the order in which lists show them."""

BY_NAME = {entry.name: entry for entry in SOURCES}
"""The formats by name."""
