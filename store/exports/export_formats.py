"""The table of export formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "binary", "folder"]
"""What a format produces: a text file, a binary file, or a folder of files."""

TAGS, MARKS, NOTES, READ = "tags", "marks", "notes", "read days"
MARK_NOTES, CORRECTIONS = "notes on marks", "corrected entities"
"""Parts of the user's work that a format may not support."""


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name, purpose, output, and what it doesn't support."""

    name: str
    about: str
    """A one-line description."""
    module: str
    """The module in this package that contains `function`, the writer."""
    function: str
    suffix: str
    """The suffix of the file's name; empty for a folder."""
    kind: Kind = "text"
    entities: bool = True
    """Whether it contains entities, so that names must be found first."""
    leaves: frozenset[str] = frozenset()
    """Parts of the user's work that it omits; counted as losses where they occur."""
    annotates: bool = True
    """Whether it holds annotated texts: marks need a position, and articles a text."""
    beside: str = ""
    """The suffix of a second file written next to the first; empty if there is none."""
    articles: bool = True
    """Whether it contains articles; the codebook alone takes no query."""


FORMATS: tuple[Format, ...] = (
    Format(
        "jsonl", "everything known of each article, one JSON object a line",
        "article_jsonl", "write", ".jsonl", annotates=False,
    ),
    Format(
        "csv-articles", "a table of articles: title, source, date, tags, note",
        "tables", "articles", ".csv", entities=False, annotates=False,
    ),
    Format(
        "csv-marks", "a table of marked passages with their quotes",
        "tables", "marks", ".csv", entities=False, annotates=False,
    ),
    Format(
        "csv-matrix", "a table of articles by tags, 0 or 1 in each cell",
        "tables", "matrix", ".csv", entities=False, annotates=False,
    ),
    Format(
        "csv-entities", "a table of every mention of a name",
        "tables", "mentions", ".csv", annotates=False,
    ),
    Format(
        "markdown", "your notes and marked passages, to be read and quoted",
        "markdown", "write", ".md", entities=False, annotates=False,
    ),
    Format(
        "doccano", "doccano: names and marks as labelled spans",
        "doccano", "spans", ".jsonl", leaves=frozenset({MARK_NOTES}),
    ),
    Format(
        "doccano-classes", "doccano: tags as the classes of a text",
        "doccano", "classes", ".jsonl", entities=False,
        leaves=frozenset({MARKS, CORRECTIONS}),
    ),
    Format(
        "prodigy", "Prodigy: names and marks as spans over tokens",
        "prodigy", "write", ".jsonl",
    ),
    Format(
        "label-studio", "Label Studio: names as predictions, your work as annotations",
        "labelstudio", "write", ".json", beside=".labels.xml",
    ),
    Format(
        "spacy", "spaCy: documents for training, as .spacy",
        "spacy_docbin", "write", ".spacy", kind="binary",
    ),
    Format(
        "conll", "CoNLL: a token a line with its name in IOB2",
        "conll", "write", ".conll", leaves=frozenset({TAGS, MARKS, NOTES, READ}),
    ),
    Format(
        "brat", "brat: texts with standoff annotations",
        "brat", "write", "", kind="folder",
    ),
    Format(
        "webanno", "INCEpTION and WebAnno: a TSV 3.3 file an article",
        "webanno", "write", "", kind="folder", leaves=frozenset({MARK_NOTES}),
    ),
    Format(
        "qdpx", "ATLAS.ti, MAXQDA, NVivo, QualCoder: a project with your codings",
        "qdpx", "write", ".qdpx", kind="binary", entities=False,
        leaves=frozenset({READ, CORRECTIONS}),
    ),
    Format(
        "qdc", "the same programs: the codebook alone",
        "qdc_codebook", "write", ".qdc", entities=False, articles=False, annotates=False,
    ),
    Format(
        "graphml", "Gephi, networkx: which names occur in the same articles",
        "graphml", "write", ".graphml", annotates=False,
    ),
    Format(
        "html", "a page for any browser: texts with names and marks highlighted",
        "html_export", "write", ".html", annotates=False,
    ),
)  # fmt: skip
"""All formats, in the order in which lists show them."""

BY_NAME = {entry.name: entry for entry in FORMATS}
"""The formats by name."""
