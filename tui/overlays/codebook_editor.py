"""The codebook: every tag with number, key, colour and description, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from store.fuzzy import rank
from store.model import Tag
from store.query.query_words import quoted
from store.userdata.tag_commands import uses
from tui.display_text import number_of_uses, one_line
from tui.overlays import unsubmitted_input
from tui.overlays.list_editor import Do, ListEditor
from tui.overlays.menu import Menu, Words
from tui.themes import TAG_COLORS
from tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from store import Library

Act = Callable[[Tag], None]


_HINTS = (
    ("Enter", "change it"),
    ("^R", "rename"),
    ("^E", "describe"),
    ("^S", "split"),
    ("^X", "delete"),
    ("↑↓", "move"),
    ("Esc", "close"),
)


class CodebookEditor(ListEditor[str]):
    """Changes tags; the result is a query, where the articles of a tag are to be listed."""

    title_text = "CODEBOOK"
    placeholder = "type a tag, or a new one"
    aligned = True
    hints = _HINTS

    def __init__(
        self, library: Library, do: Do, at: str | None = None, asking: bool = False
    ) -> None:
        super().__init__(library, do)
        self._at = at
        """The tag to begin at."""
        self._asking = asking
        """Whether to ask at once what is to be done with it."""
        self._all: list[Tag] = []
        self._shown: list[Tag] = []
        self._typed_name = ""

    def begin(self) -> None:
        """Read the codebook."""
        self.choices.empty = "no tags yet: a name typed here makes one"
        self.reload()

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys for what is done most."""
        return {
            "ctrl+r": lambda: self._with_current(self._rename),
            "ctrl+e": lambda: self._with_current(self._describe),
            "ctrl+s": lambda: self._with_current(self._split),
            "ctrl+x": lambda: self._with_current(self._delete),
        }

    # -- what is shown

    def reload(self) -> None:
        """Read the tags, and show them."""
        library = self._library

        def job(_stop: Callable[[], bool]) -> list[Tag]:
            return library.tags()

        def then(tags: list[Tag]) -> None:
            at, self._at = self._at or self._place_in(tags), None
            self._all = tags
            self._draw(self.choices.cursor)
            if at is not None:
                self._go_to(at)
            if self._asking:
                self._asking = False
                self._with_current(self._ask)

        self.jobs.run("tags", job, then)

    def _place_in(self, tags: list[Tag]) -> str | None:
        """Return the tag to stand at: the one that is new, else the one that one stands at."""
        names = {tag.name for tag in self._all}
        new = [tag.name for tag in tags if tag.name not in names]
        if self._all and len(new) == 1:
            return new[0]
        at = self.choices.cursor
        return self._shown[at].name if at < len(self._shown) else None

    def _go_to(self, name: str) -> None:
        at = next((at for at, tag in enumerate(self._shown) if tag.name == name), None)
        if at is not None:
            self.choices.cursor = at

    def narrow(self, words: str) -> None:
        """Show the tags that fit, and a row that makes a tag of what was typed."""
        self._typed_name = one_line(words).lstrip("#").strip()
        self._draw(0)

    def _draw(self, cursor: int) -> None:
        ranked = rank(
            self._typed_name, [tag.name for tag in self._all], limit=max(200, len(self._all))
        )
        self._shown = [self._all[ranked_tag.index] for ranked_tag in ranked]
        choices = [
            _choice(self._all[ranked_tag.index], ranked_tag.positions) for ranked_tag in ranked
        ]
        if self._new:
            behind = "" if self._typed_name else "typed before"
            choices.append(Choice(self._new, before="+ new tag  ", behind=behind))
        self.choices.tail = str(len(self._all)) if self._all else ""
        self.choices.show(choices, cursor)

    @property
    def _new(self) -> str:
        """What was typed, now or before, if it is a tag that there is not yet; else empty."""
        typed = unsubmitted_input.find(self.app, unsubmitted_input.NEW_TAG)
        name = self._typed_name or ("" if typed is None else typed.words)
        folded = name.casefold()
        return name if all(tag.name.casefold() != folded for tag in self._all) else ""

    def leave(self) -> None:
        """Keep the name of a tag that was not made."""
        if self._typed_name and self._new:
            unsubmitted_input.keep(self.app, unsubmitted_input.NEW_TAG, self._new)

    # -- what is done

    def take(self) -> None:
        """Ask what to do with the tag under the cursor, or make a new one."""
        if self.choices.cursor < len(self._shown):
            self._with_current(self._ask)
        elif self._new:
            library, name = self._library, self._new
            unsubmitted_input.keep(
                self.app, unsubmitted_input.NEW_TAG, name
            )  # until there is such a tag
            self.change(lambda: library.userdata.create_tag(name))
            self.clear()

    def _with_current(self, act: Act) -> None:
        at = self.choices.cursor
        if at < len(self._shown):
            act(self._shown[at])

    def _ask(self, tag: Tag) -> None:
        rows: list[tuple[Choice, Act]] = [
            (Choice("list its articles", behind=uses(tag.articles, tag.marks)), self._list),
            (Choice("rename"), self._rename),
            (Choice("describe", behind=one_line(tag.description or "none")), self._describe),
            (Choice("colour", behind=tag.color or "none"), self._color),
            (Choice("key", behind=str(tag.key or "none")), self._key),
            (Choice("excludes", behind=one_line(", ".join(tag.excludes) or "none")), self._exclude),
            (Choice("merge into another tag"), self._merge),
            (Choice("split by a query"), self._split),
            (Choice("delete"), self._delete),
        ]

        def then(act: Act | None) -> None:
            if act is not None:
                act(tag)

        self.app.push_screen(Menu(f"TAG {tag.name}, {_uses(tag)}", rows), then)

    def _list(self, tag: Tag) -> None:
        name = quoted(tag.name)
        ways = [f"tag:={name}"] if tag.articles or not tag.marks else []
        ways += [f"mark:={name}"] if tag.marks else []
        self.dismiss(" OR ".join(ways))

    def _rename(self, tag: Tag) -> None:
        library = self._library
        self.app.push_screen(
            Words(
                f"RENAME {tag.name}, {_uses(tag)}",
                tag.name,
                "The new name. A name with a slash, region/syria,\nis below another;"
                " what is below this tag moves along.",
                lambda words, came: self._do(
                    lambda: library.userdata.rename_tag(tag.name, words), came
                ),
                self.came,
            )
        )

    def _describe(self, tag: Tag) -> None:
        userdata = self._library.userdata
        self.app.push_screen(
            Words(
                f"DESCRIBE {tag.name}",
                tag.description or "",
                "What the tag is for, so that others tag alike.",
                lambda words, came: self._do(
                    lambda: userdata.describe_tag(tag.name, description=words.strip() or None), came
                ),
                self.came,
            )
        )

    def _color(self, tag: Tag) -> None:
        rows: list[tuple[Choice, str]] = [(Choice(name, color=name), name) for name in TAG_COLORS]
        rows.append((Choice("no colour"), ""))
        library = self._library
        at = TAG_COLORS.index(tag.color) if tag.color in TAG_COLORS else 0

        def then(color: str | None) -> None:
            if color is not None:
                self.change(lambda: library.userdata.describe_tag(tag.name, color=color or None))

        self.app.push_screen(Menu(f"COLOUR OF {tag.name}", rows, at), then)

    def _key(self, tag: Tag) -> None:
        owners = {listed.key: listed.name for listed in self._all if listed.key}
        rows: list[tuple[Choice, int]] = [
            (Choice(owners.get(digit, ""), key=f"{digit}  ", dim=True), digit)
            for digit in range(1, 10)
        ]
        rows.append((Choice("no key"), 0))
        library = self._library

        def then(digit: int | None) -> None:
            if digit is not None:
                self.change(lambda: library.userdata.describe_tag(tag.name, key=digit or None))

        self.app.push_screen(Menu(f"KEY OF {tag.name}", rows, (tag.key or 1) - 1), then)

    def _others(self, tag: Tag) -> list[Tag]:
        return [listed for listed in self._all if listed.name != tag.name]

    def _exclude(self, tag: Tag) -> None:
        """Choose a tag that no article has beside this one, or let both be there again."""
        library = self._library
        rows = [
            (Choice(name, before="✓ " if name in tag.excludes else "  "), name)
            for name in (listed.name for listed in self._others(tag))
        ]

        def then(name: str | None) -> None:
            if name is not None:
                names = sorted({*tag.excludes} ^ {name})
                self.change(lambda: library.userdata.describe_tag(tag.name, excludes=names))

        self.app.push_screen(Menu(f"NOT BESIDE {tag.name}", rows), then)

    def _merge(self, tag: Tag) -> None:
        library = self._library
        rows = [(_choice(listed), listed.name) for listed in self._others(tag)]

        def then(target: str | None) -> None:
            if target is not None:
                self.change(lambda: library.userdata.merge_tags([tag.name], target))

        self.app.push_screen(Menu(f"MERGE {tag.name}, {_uses(tag)}, INTO", rows), then)

    def _split(self, tag: Tag) -> None:
        from tui.overlays.split_tag import SplitTag

        self.app.push_screen(SplitTag(self._library, tag.name, self._do, self.came))

    def _delete(self, tag: Tag) -> None:
        library = self._library
        is_used = tag.articles or tag.marks
        on = f"take it off {uses(tag.articles, tag.marks)}" if is_used else "nothing has it"
        rows = [(Choice("keep it"), False), (Choice("delete it", behind=on), True)]

        def then(sure: bool | None) -> None:
            if sure:
                self.change(lambda: library.userdata.delete_tag(tag.name))

        self.app.push_screen(Menu(f"DELETE {tag.name}?", rows), then)


def _uses(tag: Tag) -> str:
    return f"ON {uses(tag.articles, tag.marks).upper()}"


def _excluded(tag: Tag) -> str:
    return f"not with {', '.join(tag.excludes)}" if tag.excludes else ""


def _choice(tag: Tag, positions: tuple[int, ...] = ()) -> Choice:
    return Choice(
        tag.name,
        positions,
        key=f"{tag.key or ' '}  ",
        behind=one_line(" · ".join(filter(None, (tag.description, _excluded(tag))))),
        number=number_of_uses(tag.articles, tag.marks),
        color=tag.color or "grey",
    )
