"""Earlier forms of blocks stored in the journal; see `tagsfile.earlier_forms` for their use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from store.userdata.journal import Journal
from store.userdata.read_model import chunks
from store.userdata.tagsfile.earlier_forms import WHOLE, Form, Forms

KEPT = 50_000
"""Maximum number of forms stored; the oldest are deleted."""

KEPT_WHOLE = 20
"""Maximum number of those that are forms of whole files."""


def of_journal(journal: Journal, path: Path) -> Forms:
    """Return the forms stored in a journal; `path` is the file's path for error messages."""

    def find_forms(ids: Iterable[str]) -> dict[str, list[Form]]:
        by_id: dict[str, list[Form]] = {}
        connection = journal.connection()
        for some in chunks(ids):
            for row in connection.execute(
                'SELECT id, data, made, follower, "left" FROM forms'
                f" WHERE id IN ({','.join('?' * len(some))}) ORDER BY n DESC",
                some,
            ):
                by_id.setdefault(row[0], []).append(Form(*row))
        return by_id

    return Forms(find_forms, path)


def keep(journal: Journal, forms: Sequence[Form]) -> None:
    """Store forms, within a transaction of the journal, and delete the oldest."""
    connection = journal.connection()
    connection.executemany(
        'INSERT INTO forms (id, data, made, follower, "left") VALUES (?, ?, ?, ?, ?)',
        [(form.id, form.data, form.successor, form.follower, form.left) for form in forms],
    )
    connection.execute("DELETE FROM forms WHERE n <= (SELECT MAX(n) FROM forms) - ?", (KEPT,))
    connection.execute(
        "DELETE FROM forms WHERE id = ? AND n <"
        " (SELECT n FROM forms WHERE id = ? ORDER BY n DESC LIMIT 1 OFFSET ?)",
        (WHOLE, WHOLE, KEPT_WHOLE),
    )
