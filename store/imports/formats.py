"""The table of the formats that work is imported from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A format: its name, what is taken from it, and what reads it."""

    name: str
    about: str
    module: str
    """The module of this package whose function `function` reads it."""
    function: str


SOURCES: tuple[Source, ...] = (
    Source("jsonl", "tags, notes, read days, marks, names, as exported", "lines", "read"),
    Source("csv-articles", "tags, notes, read days by article", "tables", "articles"),
    Source("csv-marks", "marked passages", "tables", "marks"),
    Source("doccano", "spans as names and marks, classes as tags", "doccano", "read"),
    Source("doccano-classes", "classes as tags", "doccano", "read"),
    Source("prodigy", "accepted examples: spans and options", "prodigy", "read"),
    Source("label-studio", "annotations: labels and choices", "labelstudio", "read"),
    Source("brat", "a folder of texts and annotations", "brat", "read"),
    Source("qdpx", "codebook and codings of a project", "qda", "project"),
    Source("qdc", "a codebook", "qda", "codebook"),
)
"""Every format, in the order in which lists show them."""

BY_NAME = {one.name: one for one in SOURCES}
"""The formats by their names."""
