"""The query language, read into a tree and compiled to SQL."""
