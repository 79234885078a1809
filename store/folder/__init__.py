"""Locating a library, listing its files, naming articles, and decoding bytes to text."""
