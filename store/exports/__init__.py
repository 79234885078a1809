"""Exports articles and the user's work for other programs; one small module per format."""
