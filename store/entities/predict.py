"""The function that workers run: finds the entities in texts."""

from __future__ import annotations

from collections.abc import Iterator

Finding = tuple[int, int, str, str, str]
"""Start, end, label, canonical name, reason."""

PIECE = 20_000
"""Maximum number of code points passed to the model at once."""

BATCH = 32
"""Pieces per model batch; larger batches only cost memory."""


def pieces(text: str, most: int = PIECE) -> Iterator[tuple[int, str]]:
    """Yield (start, piece) of at most `most` code points that together make up `text`.

    Cuts as late as possible: at a blank line, else at a line break, else at a space, else anywhere.
    """
    start = 0
    while len(text) - start > most:
        end = start + most
        for boundary in ("\n\n", "\n", " "):
            cut = text.rfind(boundary, start + most // 2, end)
            if cut >= 0:
                end = cut + len(boundary)
                break
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def model_spans(model: str, texts: list[str]) -> list[list[tuple[int, int, str]]]:
    """Return the model's (start, end, label) for each text, sorted, with labels mapped to ours."""
    from store.entities import spacy_models as models
    from store.entities.labels import PLACE, our_label, place_label

    language = models.load(model)
    scheme = {label for labels in language.pipe_labels.values() for label in labels}
    ours: dict[str, str | None] = {}
    places = [(i, start) for i, text in enumerate(texts) for start, _ in pieces(text)]
    cut = (piece for text in texts for _, piece in pieces(text))
    spans: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    for (i, offset), doc in zip(places, language.pipe(cut, batch_size=BATCH), strict=True):
        for entity in doc.ents:
            model_label = entity.label_
            if model_label not in ours:
                ours[model_label] = our_label(model_label, scheme)
            label = place_label(entity.text) if ours[model_label] == PLACE else ours[model_label]
            if label is not None:
                spans[i].append((offset + entity.start_char, offset + entity.end_char, label))
    models.forget(model)
    return spans


def annotate_texts(model: str | None, texts: list[str]) -> list[list[Finding]]:
    """Return the entities of each text: sorted, without overlaps, offsets in code points.

    All texts go to `model`; for an English one, the rules follow. If it is None, only well-known
    names are found. Raises ModelMissing if the model can't be loaded; every text gives a result.
    """
    from store.entities import spacy_models as models
    from store.entities.other_languages import normalize_spans, well_known
    from store.entities.rules.pipeline import run_rules
    from store.entities.rules.prepare import prepare

    english = model is not None and models.spacy_model(model).language == "en"
    prepared = [prepare(text, english=english) for text in texts]
    if model is None:
        return [well_known(item) for item in prepared]
    spans = model_spans(model, [item.text for item in prepared])
    finish = run_rules if english else normalize_spans
    return [finish(item, text_spans) for item, text_spans in zip(prepared, spans, strict=True)]
