"""Colours: two themes of our own, and what the built-in ones need to serve the program as well."""

from __future__ import annotations

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

KINDS = ("people", "organisations", "places", "groups", "things", "dates")
"""The kinds of entities, in the order in which lists show them."""

TAG_COLORS = ("red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink", "grey")
"""The colours that a tag may name; any other name is shown in grey."""


def tints(colors: dict[str, str], background: str, strength: float) -> dict[str, str]:
    """Return the backgrounds of marked passages: the tags' colours mixed into `background`."""
    base = Color.parse(background)
    return {
        f"mark-{name}": base.blend(Color.parse(colors[f"tag-{name}"]), strength).hex
        for name in TAG_COLORS
    }


_DARK = {
    "hairline": "#3a3f48",
    "faint": "#8b919c",
    "muted": "#a1a7b1",
    "accent-dim": "#80693a",
    "cursor": "#262a32",
    "cursor-blur": "#1f2228",
    "marked": "#2c3a4d",
    "people": "#eba78b",
    "organisations": "#8fbdf0",
    "places": "#9fd09a",
    "groups": "#d3abea",
    "things": "#e5d08a",
    "dates": "#9fb3bd",
    "found": "#4d3b10",
    "found-text": "#dcd8cf",
    "found-now": "#e0b050",
    "found-now-text": "#191a1d",
    "tag-red": "#ef8e86",
    "tag-orange": "#eba673",
    "tag-yellow": "#e2c673",
    "tag-green": "#93c98b",
    "tag-cyan": "#7fc9c9",
    "tag-blue": "#86b6ec",
    "tag-violet": "#bda3ec",
    "tag-pink": "#e59bc5",
    "tag-grey": "#a5abb5",
}
_DARK |= tints(_DARK, "#17191d", 0.3)
_LIGHT = {
    "hairline": "#d3cdbf",
    "faint": "#67625a",
    "muted": "#5d584f",
    "accent-dim": "#c9a563",
    "cursor": "#ece6d8",
    "cursor-blur": "#f3efe5",
    "marked": "#d3e2f3",
    "people": "#a8401a",
    "organisations": "#1d5ca6",
    "places": "#2c7030",
    "groups": "#7b3ba6",
    "things": "#7a6100",
    "dates": "#4d6470",
    "found": "#fbe6a6",
    "found-text": "#2b2925",
    "found-now": "#955c00",
    "found-now-text": "#ffffff",
    "tag-red": "#b3261e",
    "tag-orange": "#984f00",
    "tag-yellow": "#7d6500",
    "tag-green": "#2c7030",
    "tag-cyan": "#00696b",
    "tag-blue": "#1d5ca6",
    "tag-violet": "#6a3fb0",
    "tag-pink": "#a8327a",
    "tag-grey": "#5f5f66",
}
_LIGHT |= tints(_LIGHT, "#fbf9f4", 0.2)
_ANSI = {
    "hairline": "ansi_bright_black",
    "faint": "ansi_bright_black",
    "muted": "ansi_bright_black",
    "accent-dim": "ansi_yellow",
    "cursor": "ansi_default",
    "cursor-blur": "ansi_default",
    "marked": "ansi_bright_black",
    "people": "ansi_red",
    "organisations": "ansi_blue",
    "places": "ansi_green",
    "groups": "ansi_magenta",
    "things": "ansi_yellow",
    "dates": "ansi_cyan",
    "found": "ansi_yellow",
    "found-text": "ansi_black",
    "found-now": "ansi_cyan",
    "found-now-text": "ansi_black",
    "tag-red": "ansi_red",
    "tag-orange": "ansi_red",
    "tag-yellow": "ansi_yellow",
    "tag-green": "ansi_green",
    "tag-cyan": "ansi_cyan",
    "tag-blue": "ansi_blue",
    "tag-violet": "ansi_magenta",
    "tag-pink": "ansi_magenta",
    "tag-grey": "ansi_bright_black",
    **{f"mark-{color}": "ansi_bright_black" for color in TAG_COLORS},
}

DARK = Theme(
    name="cuttings-dark",
    primary="#e0b35c",
    secondary="#8fbdf0",
    accent="#e0b35c",
    warning="#eba673",
    error="#ef8e86",
    success="#93c98b",
    foreground="#dcd8cf",
    background="#17191d",
    surface="#1c1f24",
    panel="#22252b",
    dark=True,
    text_alpha=1.0,
    variables={"block-cursor-text-style": "none", **_DARK},
)
LIGHT = Theme(
    name="cuttings-light",
    primary="#8f5a00",
    secondary="#1d5ca6",
    accent="#8f5a00",
    warning="#984f00",
    error="#b3261e",
    success="#2c7030",
    foreground="#2b2925",
    background="#fbf9f4",
    surface="#f6f3eb",
    panel="#f0ece1",
    dark=False,
    text_alpha=1.0,
    variables={"block-cursor-text-style": "none", **_LIGHT},
)
SIXTEEN = Theme(
    name="cuttings-16",
    primary="ansi_yellow",
    secondary="ansi_blue",
    accent="ansi_yellow",
    warning="ansi_red",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    text_alpha=1.0,
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "block-cursor-text-style": "none",
        **_ANSI,
    },
    ansi=True,
)
"""The terminal's own sixteen colours, where it has no others: the nearest to ours would be loud."""


def variables(theme: Theme) -> dict[str, str]:
    """Return the program's own colour names for a theme that does not set them itself."""
    if theme.ansi:
        return _ANSI
    return _DARK if theme.dark else _LIGHT


KIND_LOOKS = {
    "kind--people": "bold $people",
    "kind--organisations": "bold underline $organisations",
    "kind--places": "underline $places",
    "kind--groups": "italic $groups",
    "kind--things": "italic underline $things",
    "kind--dates": "$dates",
}
"""A look for each kind of entities that a monochrome terminal shows too."""
