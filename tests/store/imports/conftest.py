"""The libraries of the export tests, to carry work from one to the other."""

from __future__ import annotations

from tests.store.exports.conftest import bare, exported, folder, library

__all__ = ["bare", "exported", "folder", "library"]
