"""The user's work: tags.yaml, the journal, undo."""
