"""What jump adds to the memory of a program: `python -m bench.resident INDEX`, in MB.

A process of its own, as nothing heavy may be there before: NumPy and rapidfuzz count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from store.index.database import Database

TYPED = ("lavrov russia turkey", "sanctinos again oil", "minister of", "the", "a")


def resident() -> int:
    """Return the resident memory of this process in KiB; Linux only."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def main() -> None:
    """Type a few searches letter by letter over the index that is named."""
    database = Database(Path(sys.argv[1]))
    database.connection().execute("SELECT count(*) FROM articles").fetchone()
    before = resident()
    from store.jump.jump_engine import Jumper

    jumper = Jumper(database)
    for text in TYPED:
        for end in range(1, len(text) + 1):
            jumper.search(text[:end])
    print(round((resident() - before) / 1024))
    jumper.close()
    database.close()


if __name__ == "__main__":
    main()
