"""The tag picker: a few letters, recent tags first, and the last row makes a new tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from store.fuzzy import rank
from store.model import Tag
from tui.display_text import count, number_of_uses, one_line
from tui.overlays import unsubmitted_input
from tui.overlays.picker import Picker
from tui.reading.glyphs import shown_line
from tui.widgets.pick_list import Choice


class TagPicker(Picker[None]):
    """Chooses tags for one article or a selection; `toggle(name)` is called for each choice.

    `count_tags()` gives, for a selection, how many of its articles have each tag, by casefold.
    """

    placeholder = "type a tag, or press its digit"
    aligned = True
    hints = (
        ("Enter", "apply"),
        ("Tab", "apply, stay"),
        ("↑↓", "move"),
        ("Esc", "close"),
    )

    def __init__(
        self,
        tags: Sequence[Tag],
        ticked: Sequence[str],
        articles: int,
        toggle: Callable[[str], None],
        count_tags: Callable[[], Mapping[str, int]] | None = None,
        *,
        title: str = "",
    ) -> None:
        super().__init__()
        self._tags = sorted(tags, key=lambda tag: -tag.last_used)
        self._ticked = {name.casefold() for name in ticked}
        self._toggle = toggle
        self._articles = articles
        self._count_tags = count_tags
        self._having: dict[str, int] | None = None
        """How many of the selection have each tag, once that is counted."""
        self._names: list[str] = []
        many = f"TAG {count(articles, 'article').upper()}"
        self.title_text = title or ("TAG" if articles < 2 else many)

    def begin(self) -> None:
        """Count, for a selection, how many of it have each tag."""
        count_tags = self._count_tags
        if count_tags is None:
            return

        def then(having: Mapping[str, int]) -> None:
            self._having = dict(having)
            articles = self._articles
            self._ticked = {folded for folded, number in having.items() if number >= articles}
            cursor = self.choices.cursor
            self.narrow(self.input.value)
            self.choices.cursor = cursor

        self.jobs.run("count", lambda _stop: count_tags(), then)

    def narrow(self, words: str) -> None:
        """Show the tags that fit, and a row that makes a tag of what was typed."""
        typed_name = one_line(words).lstrip("#").strip()
        ranked = rank(typed_name, [tag.name for tag in self._tags])
        choices = [self._choice(self._tags[r.index], r.positions) for r in ranked]
        self._names = [self._tags[r.index].name for r in ranked]
        typed = unsubmitted_input.find(self.app, unsubmitted_input.NEW_TAG)
        new = typed_name or ("" if typed is None else typed.words)
        if self._is_new(new):
            behind = "" if typed_name else "typed before"
            choices.append(Choice(shown_line(new), before="+ new tag  ", behind=behind))
            self._names.append(new)
        self.choices.empty = "no tags yet: type one"
        first = 0
        if typed_name and not self._is_new(typed_name):
            first = next(
                i for i, n in enumerate(self._names) if n.casefold() == typed_name.casefold()
            )
        self.choices.show(choices, first)

    def _choice(self, tag: Tag, positions: Sequence[int]) -> Choice:
        tick = "✓" if tag.name.casefold() in self._ticked else " "
        key = str(tag.key) if tag.key else " "
        number = number_of_uses(tag.articles, tag.marks) if tag.articles or tag.marks else ""
        if self._having is not None:
            having = self._having.get(tag.name.casefold(), 0)
            number = f"{having:,} of {self._articles:,}" if having else ""
        return Choice(
            tag.name,
            positions,
            f" {tick} ",
            key=key,
            behind=one_line(tag.description or ""),
            number=number,
            color=tag.color or "grey",
        )

    def _is_new(self, name: str) -> bool:
        folded = name.casefold()
        return bool(name) and all(tag.name.casefold() != folded for tag in self._tags)

    def first_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what applies the tags that have digits."""
        return {str(tag.key): partial(self._use, tag.name) for tag in self._tags if tag.key}

    def _use(self, name: str) -> None:
        """Apply a tag, and close."""
        self._toggle(name)
        self.dismiss(None)

    def _chosen(self) -> str | None:
        at = self.choices.cursor
        return self._names[at] if at < len(self._names) else None

    def leave(self) -> None:
        """Keep the name of a tag that was not made."""
        self._keep(one_line(self.input.value).lstrip("#").strip())

    def _keep(self, name: str) -> None:
        """Keep the name of a tag until there is such a tag."""
        if self._is_new(name):
            unsubmitted_input.keep(self.app, unsubmitted_input.NEW_TAG, name)

    def take(self) -> None:
        """Apply the tag under the cursor, and close."""
        name = self._chosen()
        if name is None:
            self.dismiss(None)
        else:
            self._keep(name)
            self._use(name)

    def take_and_stay(self) -> None:
        """Apply the tag under the cursor, tick it, and take the next words."""
        name = self._chosen()
        if name is None:
            return
        self._keep(name)
        self._toggle(name)
        self._ticked ^= {name.casefold()}
        if self._having is not None:
            ticked = name.casefold() in self._ticked
            self._having[name.casefold()] = self._articles if ticked else 0
        if all(tag.name.casefold() != name.casefold() for tag in self._tags):
            self._tags.insert(0, Tag(name))
        cursor = self.choices.cursor
        if self.input.value:
            self.input.value = ""
        else:
            self.narrow("")
            self.choices.cursor = min(cursor, len(self._names) - 1)
