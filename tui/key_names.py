"""Keys as the commands name them: printable ones as themselves, others by Textual's name."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events

_SHOWN = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "S-Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "f1": "F1",
}


def key_of(event: events.Key) -> str:
    """Return the name of a pressed key: `J`, `/`, `space`, `ctrl+d`, `pagedown`."""
    if event.character == " ":
        return "space"
    return event.character if event.is_printable and event.character else event.key


def shown_key(key: str) -> str:
    """Return a key as hints and help show it: `^D`, `PgDn`, `Space`."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return _SHOWN.get(key, key)


def shown_keys(keys: Iterable[str]) -> str:
    """Return several keys as help shows them, parted by blanks."""
    return " ".join(shown_key(key) for key in keys)
