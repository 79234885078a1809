"""The kind of file system of a folder: whether SQLite's WAL and file watching work on it."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""Linux: mount point in the fifth field, the type behind ` - ` (man 5 proc)."""

UNSHARED_TYPES = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "drvfs", "gfs2", "glusterfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "v9fs"),
        *("vboxsf", "vmhgfs"),
    }
)
"""File systems that other machines write to, or that have no shared memory maps."""


def supports_wal(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether `folder`, which need not exist yet, is on a local file system.

    True where the system has no list of its mounts: SQLite itself then falls back.
    """
    kind = _type_of(os.path.realpath(folder), mounts)
    return kind not in UNSHARED_TYPES and not kind.startswith("fuse.")


def _type_of(path: str, mounts: Path) -> str:
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        is_above = path == point or path.startswith(point.rstrip("/") + "/")
        if is_above and len(point) >= len(best):
            best, kind = point, after.split(" ", 1)[0]
    return kind
