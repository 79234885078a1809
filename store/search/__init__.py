"""Search of all texts: words, phrases, nearness and regular expressions, with their places."""

SORTS = ("id", "relevance", "date", "left", "right")
"""What hits can be sorted by: their article's id, how well it fits, its date (newest first, unknown
last), or the three words before or after the hit."""
