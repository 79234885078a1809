"""The line under a title, in pieces of one look each."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style

from store.model import Article
from tui import display_text
from tui.reading.glyphs import cells, fit, shown_line


def byline(
    article: Article,
    width: int,
    look: Callable[..., Style],
    tag_look: Callable[[str], Style],
) -> list[Segment]:
    """Return source, date and what else there is to say, then the tags, in `width` cells."""
    byline_style = look("page--byline" if article.status == "ok" else "page--fault")
    words = display_text.byline(article)
    least = len(_more(len(article.tags))) if article.tags else 0
    words = fit(words, min(max(1, width - least), cells(shown_line(words))))
    segments = [Segment(words, byline_style)]
    room = width - cells(words)
    for at, tag in enumerate(article.tags):
        label = f"#{shown_line(tag)}"
        left = len(article.tags) - at
        if cells(label) + 3 + (len(_more(left - 1)) if left > 1 else 0) > room:
            more = f" · {display_text.count(left, 'tag')}"
            segments.append(
                Segment(more if at == 0 and len(more) <= room else _more(left), byline_style)
            )
            break
        segments.append(Segment(" · ", byline_style))
        segments.append(Segment(label, tag_look(tag)))
        room -= cells(label) + 3
    return segments


def _more(tags: int) -> str:
    """Return what stands for some tags that have no room."""
    return f" · +{tags}"
