"""Every table of ratios in turn, for Markdown: `python -m bench [SIZE …]`, else `bench.screen`."""

from __future__ import annotations

import subprocess
import sys

from bench.report import machine

TABLES = (
    ("screen", "100", "20000", "100000"),
    ("loop", "20000"),
    ("index", "20000"),
    ("work", "20000"),
    ("jump", "100000"),
    ("copies", "8000"),
    ("annotate", "500"),
)
"""The modules and the sizes for which each prints its table."""

if __name__ == "__main__":
    print(f"Measured on {machine()}.", flush=True)
    for table, *usual in TABLES:
        print(f"\n### {table}\n", flush=True)
        subprocess.run(
            [sys.executable, "-m", f"bench.{table}", *(sys.argv[1:] or usual)], check=True
        )
