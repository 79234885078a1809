"""Notes on articles: the saved one, and the draft that is kept while another is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from store.model import Row
    from store.userdata.drafts import DraftText
    from tui.ports import OnDone
    from tui.services.article_loader import ArticleLoader
    from tui.services.edits import Edits


class NoteDrafts:
    """Reads and writes the note of one article at a time."""

    def __init__(self, library: Library, edits: Edits, loader: ArticleLoader) -> None:
        self._library = library
        self._edits = edits
        self._loader = loader

    def read(self, id: str) -> tuple[Row, DraftText | None]:
        """Return an article as it is now, and the draft of its note.

        Raises UnknownArticle.
        """
        row = self._library.articles.row(id)  # what is shown may be a moment old
        return row, self._library.userdata.note_draft(row)

    def keep(self, id: str, words: str, cursor: int) -> None:
        """Keep a draft; no words let go of it."""
        self._library.userdata.keep_draft(("articles", id, "note"), words, cursor)

    def show(self) -> None:
        """Show the draft of the article in view, or that it has none any more."""
        self._loader.reload()

    def save(self, id: str, words: str, nothing: str, on_done: OnDone) -> None:
        """Save the note, and with it let go of the draft; `nothing` is said of no change."""

        def hear(message: str, refused: bool) -> None:
            on_done(message, refused)
            self._loader.reload()

        self._edits.do(lambda: self._library.set_note(id, words or None), nothing, on_done=hear)
