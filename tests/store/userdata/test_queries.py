"""The queries that were used last."""

from __future__ import annotations

from pathlib import Path

from store import Library
from store.userdata import query_history


def test_queries_are_kept_latest_first_each_once_and_so_many(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("some words")
    with Library.open(tmp_path, refresh=True) as library:
        assert library.userdata.earlier_queries() == []
        for query in ("a", "b", " a ", "", "é\ud800"):
            library.userdata.keep_query(query)
    with Library.open(tmp_path) as library:
        assert library.userdata.earlier_queries() == ["é\ud800", "a", "b"]
        for number in range(query_history.MOST):
            library.userdata.keep_query(str(number))
        assert len(library.userdata.earlier_queries()) == query_history.MOST
        assert library.userdata.history() == []
