"""A lease in the index for annotating the library, so that two processes don't do it at once."""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from typing import Any

from store.index.database import Database

KEY = "annotating"
"""The key in `meta` of the lease's holder."""

LEASE_SECONDS = 30.0
"""Seconds after which a lease expires unless it is renewed."""

RENEW_AFTER = 5.0
"""Seconds between two renewals."""


class Lease:
    """The right to annotate the whole library; it expires if its holder dies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owner = uuid.uuid4().hex
        self._renewed = 0.0
        self.held = False
        """Whether this object holds the lease, to its own knowledge."""

    def acquire(self) -> bool:
        """Take or renew the lease unless another live process holds it; return whether held."""
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
                    "until": now + LEASE_SECONDS,
                }
                self._database.set_meta(KEY, json.dumps(holder))
                self._renewed = now
        return self.held

    def release(self) -> None:
        """Release the lease; does nothing if it is not held."""
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
        """Return whether another live process holds the lease."""
        if not holder or holder.get("owner") == self._owner:
            return False
        # If a clock was set back, an expiry too far in the future counts as expired.
        if not now < holder["until"] <= now + LEASE_SECONDS:
            return False
        return holder["host"] != socket.gethostname() or _is_running(holder["pid"])


def _is_running(pid: int) -> bool:
    """Return whether a process of this machine is running; True if that can't be determined."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
