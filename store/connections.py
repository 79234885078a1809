"""Tracks the connections of several threads to one database, so that they are closed safely."""

from __future__ import annotations

import gc
import sqlite3
import threading


class Connections:
    """Tracks which thread owns each connection. Usable from any thread.

    Closing a connection while its thread reads crashes the whole process: one that another thread
    may be using is closed when that thread releases it.
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
        """Close every connection that no thread uses and nothing else refers to."""
        if self._close_free():
            gc.collect()  # connections and their statements refer to each other

    def _close_free(self) -> bool:
        """Close the connections of this thread and of ended threads; return whether others are
        left.
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
