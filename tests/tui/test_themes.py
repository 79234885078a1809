"""The colours: what is read can be read, in both themes, on every ground that it stands on."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from store import Library
from tests.tui.conftest import Start, press
from tests.tui.test_raw import drawn_signs
from tui.app import CuttingsApp
from tui.settings import Settings
from tui.themes import (
    DARK,
    KINDS,
    LIGHT,
    SIXTEEN,
    TAG_COLORS,
)

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
    pairs += [("found-text", "found"), ("found-now-text", "found-now")]
    assert [(a, b) for a, b in pairs if contrast(theme, a, b) < TEXT] == []


def test_a_terminal_of_sixteen_colours_is_shown_in_its_own_where_no_theme_is_named(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CuttingsApp(library).theme == DARK.name
    monkeypatch.delenv("COLORTERM")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-16color")
    assert CuttingsApp(library).theme == SIXTEEN.name
    assert CuttingsApp(library, settings=Settings(theme="light")).theme == LIGHT.name
    monkeypatch.setenv("TERM", "xterm-256color")
    assert CuttingsApp(library).theme == DARK.name


@pytest.mark.parametrize("term", ["linux", "screen", "xterm", "xterm-16color", "xterm-256color"])
@pytest.mark.parametrize("no_color", [False, True])
async def test_what_is_behind_an_overlay_stays_in_sight(
    start: Start, monkeypatch: pytest.MonkeyPatch, term: str, no_color: bool
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", term)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    async with start() as pilot:
        for key in ("t", "o", "i", "F", "?", ":"):
            await press(pilot, key)
            seen = drawn_signs(pilot)
            assert seen.startswith(" cuttings ")
            assert "ARTICLES" in seen
            assert "Esc close" in seen
            await press(pilot, "escape")
