"""The user's data: `tags.yaml`, the journal, undo."""
