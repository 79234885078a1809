"""How a text is laid out in cells, without any widget."""
