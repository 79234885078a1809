"""What `check` says of words that were typed for articles that are gone."""

from __future__ import annotations

from store.checks.draft_checks import check_drafts
from store.userdata.drafts import DraftText
from tests.store.index.conftest import Folder


def test_only_drafts_of_vanished_articles_are_told_with_all_their_words(folder: Folder) -> None:
    folder.write("a.txt", "about oil and gas")
    folder.write("b.txt", "about gas and oil")
    folder.refresh()
    (folder.articles / "b.txt").unlink()
    folder.refresh()
    drafts = [
        (("articles", "a.txt", "note"), DraftText("stays", 0)),
        (("articles", "b.txt", "note"), DraftText("typed\nlong ago", 0)),
        (("articles", "b.txt", "marks", "1"), DraftText("too", 0)),
        (("views", "x"), DraftText("other", 0)),
    ]
    found = list(check_drafts(folder.database, drafts))
    assert [(one.kind, one.id, one.serious) for one in found] == [("draft", "b.txt", False)] * 2
    assert "unsaved note: typed long ago" in found[0].message
    assert "unsaved mark" in found[1].message
