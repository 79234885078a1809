"""Every table of ratios in turn; one alone: `python -m bench.screen 100`."""

from __future__ import annotations

import subprocess
import sys

TABLES = (
    ("index", "20000"),
    ("jump", "100000"),
    ("screen", "100", "20000", "100000"),
)
"""The modules and the sizes for which each prints its table."""

if __name__ == "__main__":
    for table, *sizes in TABLES:
        print(f"-- {table}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{table}", *sizes], check=True)
