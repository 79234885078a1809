"""The process that turns articles into spaCy's documents: JSON lines in, one `.spacy` file out.

Texts are cut by the tokenizer of their language, without a model. Offsets are code
points; a span that does not end with a token is widened to it, and counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from store.userdata.atomic_file import replacing

WIDENED = "spans widened to whole tokens"
DROPPED = "names left out, as another has the same token"
BLANK = "spans over nothing that is a token"


def main() -> None:
    """Read documents from standard input, write the file that is named, and print the losses."""
    try:
        losses = make(sys.stdin.buffer, Path(sys.argv[1]))
    except ImportError as error:
        print(json.dumps({"problem": f"spaCy can't be loaded: {error}"}))
    except OSError as error:
        print(json.dumps({"problem": f"{error.filename or sys.argv[1]}: {error.strerror}"}))
    else:
        print(json.dumps({"losses": losses}))


def make(lines: Iterable[bytes], path: Path) -> list[tuple[str, str, int]]:
    """Write the documents of `lines` into `path`; return losses: kind, article, count.

    The first line has the tags of the export, `{"cats": [...]}`; each other one is a document.
    """
    from spacy.tokens import DocBin

    tokenizers: dict[str, Any] = {}
    made = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID"], store_user_data=True)
    losses: list[tuple[str, str, int]] = []
    cats: list[str] = []
    for line in lines:
        given = json.loads(line)
        if "cats" in given:
            cats = given["cats"]
            continue
        language = given["language"] or "en"
        if language not in tokenizers:
            tokenizers[language] = _tokenizer(language)
        made.add(_document(tokenizers[language](given["text"]), given, cats, losses))
    with replacing(path) as file:
        file.write(made.to_bytes())
    return losses


def _tokenizer(language: str) -> Any:
    """Return the tokenizer of a language; the one for any where its own is not installed."""
    import spacy

    try:
        return spacy.blank(language).tokenizer
    except ImportError:
        return spacy.blank("xx").tokenizer


def _document(
    doc: Any, given: dict[str, Any], cats: list[str], losses: list[tuple[str, str, int]]
) -> Any:
    article = given["about"]["article"]

    def span(start: int, end: int, label: str, name: str = "") -> Any:
        found = doc.char_span(start, end, label=label, kb_id=name, alignment_mode="expand")
        if found is None or not len(found):
            losses.append((BLANK, article, 1))
            return None
        if (found.start_char, found.end_char) != (start, end):
            losses.append((WIDENED, article, 1))
        return found

    entities: list[Any] = []
    for start, end, label, name in given["names"] or ():
        found = span(start, end, label, name)
        if found is not None and entities and found.start < entities[-1].end:
            losses.append((DROPPED, article, 1))
        elif found is not None:
            entities.append(found)
    doc.set_ents(entities, default="missing" if given["names"] is None else "outside")
    marks = [(span(start, end, tag), note) for (start, end, tag), note in
             zip(given["marks"], given["about"]["mark_notes"], strict=True)]  # fmt: skip
    doc.spans["marks"] = [mark for mark, _ in marks if mark is not None]
    # A tag that is not in `cats` counts as unknown in training, not as absent.
    doc.cats = dict.fromkeys(cats, 0.0) | dict.fromkeys(given["tags"], 1.0)
    doc.user_data.update(given["about"])
    doc.user_data["mark_notes"] = [note for mark, note in marks if mark is not None]
    return doc
