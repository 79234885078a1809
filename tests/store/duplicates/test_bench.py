"""The measure of quality: retold stories are found, templates and strangers are not."""

from __future__ import annotations

from bench.copies import CHANGES, figures


def test_retold_stories_are_found_and_nothing_else_is() -> None:
    rows = {figure.what: figure.value for figure in figures(600)}
    assert all(float(rows[f"found: {kind}"]) >= 0.85 for kind in CHANGES)
    (right,) = (value for what, value in rows.items() if what.startswith("pairs of one story"))
    assert float(right) == 1.0
