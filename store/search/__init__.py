"""Search of all texts: words, phrases, nearness and regular expressions, with their places."""

SORTS = ("id", "relevance", "date", "left", "right")
"""The keys to sort hits by: the article's id, relevance, date (newest first, unknown last), or the
three words before or after the hit.
"""
