"""Imports work from the files of other programs, as one undoable change."""
