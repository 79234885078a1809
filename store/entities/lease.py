"""A lease in the index: who annotates this library now, so that no two do the same work twice."""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from typing import Any

from store.index.database import Database

KEY = "annotating"
"""Where `meta` keeps the holder."""

LASTS = 30.0
"""Seconds after which a lease that was not renewed is free."""

RENEW_AFTER = 5.0
"""Seconds between two renewals."""


class Lease:
    """The right to annotate the whole library; free again when its holder ends, however it does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owner = uuid.uuid4().hex
        self._renewed = 0.0
        self.held = False
        """Whether this object holds the lease, as far as it knows."""

    def acquire(self) -> bool:
        """Take the lease if nobody alive holds it, or renew it; return whether it is held."""
        now = time.time()
        if self.held and abs(now - self._renewed) < RENEW_AFTER:
            return True
        if not self.held and self._taken(self._read(), now):
            return False
        with self._database.transaction():
            self.held = not self._taken(self._read(), now)
            if self.held:
                holder = {
                    "owner": self._owner,
                    "pid": os.getpid(),
                    "host": socket.gethostname(),
                    "until": now + LASTS,
                }
                self._database.set_meta(KEY, json.dumps(holder))
                self._renewed = now
        return self.held

    def release(self) -> None:
        """Give the lease back; does nothing when it is not held."""
        if not self.held:
            return
        self.held = False
        with self._database.transaction() as connection:
            if self._read().get("owner") == self._owner:
                connection.execute("DELETE FROM meta WHERE key = ?", (KEY,))

    def _read(self) -> dict[str, Any]:
        value = self._database.meta(KEY)
        holder = json.loads(value) if value else {}
        return holder if isinstance(holder, dict) else {}

    def _taken(self, holder: dict[str, Any], now: float) -> bool:
        """Return whether another one holds the lease and lives."""
        if not holder or holder.get("owner") == self._owner:
            return False
        # A clock that was set back must not lock anyone out, so far ahead counts as over.
        if not now < holder["until"] <= now + LASTS:
            return False
        return holder["host"] != socket.gethostname() or _is_running(holder["pid"])


def _is_running(pid: int) -> bool:
    """Return whether a process of this machine runs; True where that can't be asked."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
