"""The user's settings: `config.toml` in the folder where the system keeps such files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

FILE_NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user set; every field has a default, and a fault never keeps one from reading."""

    theme: str | None = None
    """A theme's name; None for the program's own dark one."""
    width: int | None = None
    """Cells of a line in the reader."""
    model: tuple[str, ...] = ()
    """The spaCy pipelines that find entities, one for a language."""
    coder: str | None = None
    """The name that changes are signed with."""
    jobs: int | None = None
    """Processes that find entities."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of commands, by the command's id."""
    faults: tuple[str, ...] = ()
    """What could not be read, a line each with file and line."""


def config_path() -> Path:
    """Return where the settings are looked for; nothing is made there."""
    return Path(platformdirs.user_config_dir("cuttings", appauthor=False)) / FILE_NAME


def load(path: Path | None = None) -> Settings:
    """Return the settings in a file, with defaults for what is absent or wrong."""
    path = path or config_path()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(faults=(f"{path}: {error}; the defaults apply",))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(faults=(f"{path}: {error}; the defaults apply",))
    return _checked(values, text, path)


_TYPES: dict[str, type] = {
    "theme": str,
    "width": int,
    "coder": str,
    "jobs": int,
}


def _checked(values: dict[str, Any], text: str, path: Path) -> Settings:
    faults: list[str] = []
    settings: dict[str, Any] = {}

    def fault(key: str, expected: str) -> None:
        line = next((n for n, row in enumerate(text.splitlines(), 1) if key in row), 1)
        faults.append(f"{path}, line {line}: {key} {expected}; the default applies")

    for key, value in values.items():
        if key == "keys":
            continue
        if key == "model":
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list) and all(isinstance(name, str) for name in names):
                settings[key] = tuple(names)
            else:
                fault(key, "must be the name of a pipeline or a list of names")
            continue
        type_wanted = _TYPES.get(key)
        if type_wanted is None:
            fault(key, "is no setting")
        elif not isinstance(value, type_wanted) or isinstance(value, bool):
            fault(key, f"must be {'a number' if type_wanted is int else 'text'}")
        elif isinstance(value, int) and value < 1:
            fault(key, "must be 1 or more")
        else:
            settings[key] = value
    keys = _keys(values.get("keys", {}), fault)
    return Settings(**settings, keys=keys, faults=tuple(faults))


def _keys(table: Any, fault: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        fault("keys", "must be a table")
        return {}
    keys: dict[str, tuple[str, ...]] = {}
    for command, value in table.items():
        listed_keys = [value] if isinstance(value, str) else value
        if isinstance(listed_keys, list) and all(isinstance(key, str) for key in listed_keys):
            keys[command] = tuple(listed_keys)
        else:
            fault(command, "must be a key or a list of keys")
    return keys
