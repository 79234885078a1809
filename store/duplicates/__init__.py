"""Copies of one story: the same text again, edited, cut, or taken up in a later version."""
