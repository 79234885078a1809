"""Fuzzy jump to one article."""
