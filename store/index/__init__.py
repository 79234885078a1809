"""The index in SQLite: articles, full text, and the lists that are shown."""
