"""Address and author of plain text, from its front matter and head."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library

TEXT = "\n\nThe quay was closed on Monday, after engineers had found cracks in it.\n"


@pytest.mark.parametrize(
    ("head", "url", "author"),
    [
        (
            "---\ntitle: Cracks\nurl: https://example.org/a\nauthor: Ann Lee\n---",
            "https://example.org/a",
            "Ann Lee",
        ),
        ("Cracks in the quay", None, None),
        (
            "Cracks in the quay\n\nhttps://www.example.org/cracks",
            "https://www.example.org/cracks",
            None,
        ),
        ("---\ntitle: Cracks\nurl: file:///etc/passwd\n---", None, None),
    ],
)
def test_address_and_author_of_the_head_are_known(
    tmp_path: Path, head: str, url: str | None, author: str | None
) -> None:
    (tmp_path / "a.md").write_text(head + TEXT)
    with Library.open(tmp_path, refresh=True) as library:
        article = library.article("a.md")
    assert (article.url, article.author, article.format) == (url, author, "markdown")
