"""The benchmarks run from nothing, on folders that they make themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("table", ["index", "jump", "work"])
def test_a_small_table_is_printed_with_budgets_and_ratios(table: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{table}", "60"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("|")[1:-1] for line in done.stdout.splitlines()]
    assert len(rows) > 3
    assert all(len(row) == 3 for row in rows)
    has_peer = table != "jump" or shutil.which("fzf") is not None  # a ratio needs one to compare
    assert any("60" in what and ("×" in value or not has_peer) for what, value, _ in rows)
