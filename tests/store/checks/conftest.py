"""An index over a folder of its own, as the tests of the index have it."""

from __future__ import annotations

from tests.store.index.conftest import folder

__all__ = ["folder"]
