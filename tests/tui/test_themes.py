"""The colours: what is read can be read, in both themes, on every ground that it stands on."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import DARK, KINDS, LIGHT, TAG_COLORS

TEXT = 4.5
"""The least contrast of text, by the Web Content Accessibility Guidelines 2.2, 1.4.3."""


def contrast(theme: Theme, one: str, other: str) -> float:
    """Return the contrast ratio of two of a theme's colours, 1 to 21."""

    def light(name: str) -> float:
        value = theme.variables.get(name) or getattr(theme, name)
        parts = (part / 255 for part in Color.parse(value).rgb)
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    dark, bright = sorted((light(one), light(other)))
    return bright / dark


GROUNDS = ("background", "surface", "cursor", "cursor-blur")
QUIET = ("foreground", "muted", "faint", "accent", "warning")
COLORED = (*KINDS, *(f"tag-{color}" for color in TAG_COLORS))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_has_enough_contrast_on_every_ground(theme: Theme) -> None:
    pairs = [(ink, ground) for ground in GROUNDS for ink in (*QUIET, *COLORED)]
    pairs += [(ink, "marked") for ink in ("foreground", *KINDS)]
    pairs += [("foreground", "found"), ("found-now-text", "found-now")]
    assert [(a, b) for a, b in pairs if contrast(theme, a, b) < TEXT] == []
