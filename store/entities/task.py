"""The plain function that workers run: texts to the entities in them."""

from __future__ import annotations

from collections.abc import Iterator

from store.model import LABELS

Finding = tuple[int, int, str, str, str]
"""Start, end, label, canonical name, reason."""

PIECE = 20_000
"""The most code points that the model sees at once."""

BATCH = 32
"""How many pieces the model takes together; more only cost memory."""

OTHER_LABELS = {"PER": "PERSON"}
"""Labels of other pipelines, as the program calls them."""


def pieces(text: str, most: int = PIECE) -> Iterator[tuple[int, str]]:
    """Yield (start, piece) of at most `most` code points that together are `text`.

    Cut where a blank line stands, else at a line end, else at a blank, else anywhere; always as
    late as possible.
    """
    start = 0
    while len(text) - start > most:
        end = start + most
        for boundary in ("\n\n", "\n", " "):
            found = text.rfind(boundary, start + most // 2, end)
            if found >= 0:
                end = found + len(boundary)
                break
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def raw_spans(model: str, texts: list[str]) -> list[list[tuple[int, int, str]]]:
    """Return for each text the model's (start, end, label), sorted, of the labels that are kept."""
    from store.entities import model as models

    language = models.load(model)
    places = [(i, start) for i, text in enumerate(texts) for start, _ in pieces(text)]
    cut = (piece for text in texts for _, piece in pieces(text))
    spans: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    for (i, offset), doc in zip(places, language.pipe(cut, batch_size=BATCH), strict=True):
        for entity in doc.ents:
            label = OTHER_LABELS.get(entity.label_, entity.label_)
            if label in LABELS:
                spans[i].append((offset + entity.start_char, offset + entity.end_char, label))
    models.forget(language)
    return spans


def annotate_texts(model: str, texts: list[str]) -> list[list[Finding]]:
    """Return the findings of each text: sorted, not overlapping, exact to the code point.

    Raises ModelMissing when the model can't be loaded; any text at all gives a result, and one in
    another language than English an empty one.
    """
    from store.entities.ladder.language import is_foreign
    from store.entities.ladder.prepare import prepare
    from store.entities.ladder.steps import climb

    prepared = [prepare("" if is_foreign(text) else text) for text in texts]
    spans = raw_spans(model, [one.text for one in prepared])
    return [climb(one, found) for one, found in zip(prepared, spans, strict=True)]
