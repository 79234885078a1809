"""Tracks the connections of several threads to one database, so that they are closed safely."""

from __future__ import annotations

import gc
import sqlite3
import threading


class Connections:
    """Records which thread owns each connection. Thread-safe.

    Closing a connection while its thread is reading crashes the whole process. A connection that
    may be in use is therefore only forgotten here, and closes when its thread drops it.
    """

    def __init__(self) -> None:
        self._owners: dict[sqlite3.Connection, threading.Thread] = {}
        self._lock = threading.Lock()

    def add(self, connection: sqlite3.Connection) -> None:
        """Record a connection that belongs to the current thread."""
        with self._lock:
            self._owners[connection] = threading.current_thread()

    def close(self, connection: sqlite3.Connection) -> None:
        """Close a connection that belongs to the current thread."""
        with self._lock:
            self._owners.pop(connection, None)
        connection.close()

    def close_all(self) -> None:
        """Close all connections that are not in use; collect the others when they are released."""
        if self._close_free():
            gc.collect()  # connections and their statements refer to each other

    def _close_free(self) -> bool:
        """Close the connections of this thread and of ended threads; return whether others remain.

        All connections are removed from the records.
        """
        with self._lock:
            owners, self._owners = self._owners, {}
        current = threading.current_thread()
        free = [
            connection
            for connection, owner in owners.items()
            if owner is current or not owner.is_alive()
        ]
        for connection in free:
            connection.close()
        return len(free) < len(owners)
