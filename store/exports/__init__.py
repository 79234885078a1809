"""Articles and the user's work as files for other programs: one small module a format."""
