"""Named looks of parts of a line, resolved against the theme: cheaper by far than CSS for each.

A look is a few words: `bold`, `underline`, `italic`, `reverse`, a colour of the theme as `$muted`,
a background as `on $cursor`. A name with `:focus` or `:nocolor` behind it adds to the plain one
while the widget has the focus, or the terminal shall show no colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

LookTable = Mapping[str, str]
"""Looks by name."""


class StyledWidget(Widget):
    """A widget that draws with named looks; those of its base classes are its own too."""

    LOOKS: ClassVar[LookTable] = {}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_of: dict[tuple[str, ...], Style] = {}
        self._table: dict[str, str] = {}
        for base in reversed(type(self).__mro__):
            self._table.update(base.__dict__.get("LOOKS", {}))

    def look(self, *names: str) -> Style:
        """Return the widget's style with the named looks upon it, the last one uppermost."""
        key = (*names, ":focus") if self.has_focus else names
        style = self._styles_of.get(key)
        if style is None:
            style = self.visual_style.rich_style
            for name in names:
                style += self._resolved(name)
            self._styles_of[key] = style
        return style

    def _resolved(self, name: str) -> Style:
        words = self._table.get(name)
        if words is None:
            return self.get_component_rich_style(name, partial=True)
        if self.has_focus:
            words += " " + self._table.get(f"{name}:focus", "")
        if self.app.no_color:
            words += " " + self._table.get(f"{name}:nocolor", "")
        return style_of(words, self.app.theme_variables)

    def on_focus(self) -> None:
        """Draw anew: what has the focus looks otherwise."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw anew: what has the focus looks otherwise."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles that were put together: theme, focus or rules have changed."""
        super().notify_style_update()
        self._styles_of.clear()


def style_of(words: str, variables: Mapping[str, str]) -> Style:
    """Return the style that a look's words describe, with the colours of a theme."""
    style = Style()
    background = False
    for word in words.split():
        if word == "on":
            background = True
        elif word.startswith("$"):
            color = Color.parse(variables[word[1:]]).rich_color
            style += Style(bgcolor=color) if background else Style(color=color)
            background = False
        else:
            style += Style.parse(word)
    return style
