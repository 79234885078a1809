"""Analysis of a text: title, source, date, paragraphs, boilerplate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.text.description import Description, describe, undescribed

__all__ = ["Description", "describe", "undescribed"]


def __getattr__(name: str) -> object:
    """Import the rules at their first use: finding sentences does not need them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from store.text import description

    return getattr(description, name)
