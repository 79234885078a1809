"""Earlier forms of blocks, kept in the journal: `tagsfile.forms` says what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from store.userdata.journal import Journal
from store.userdata.read_model import chunks
from store.userdata.tagsfile.earlier_forms import WHOLE, Form, Forms

KEPT = 50_000
"""Forms that are kept: the newest."""

KEPT_WHOLE = 20
"""Forms of whole files among them."""


def of_journal(journal: Journal, path: Path) -> Forms:
    """Return the forms that a journal keeps; `path` is the file's, named in errors."""

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
    """Add forms, within a transaction of the journal, and let the oldest go."""
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
