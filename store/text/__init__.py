"""What a text says of itself: title, source, date, paragraphs, boilerplate."""

from store.text.description import Description, describe

__all__ = ["Description", "describe"]
