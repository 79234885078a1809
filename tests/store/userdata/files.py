"""Random `tags.yaml` files as people write them, and changes to make in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from store.userdata.tagsfile.scalars import scalar

TAGS = ("syria", "no", "2016", "to check", "a/b", "Ärger")
IDS = ("000.txt", "a b.txt", "b.txt", "c/d.txt", "é.txt", "z")
NAMES = ("Daesh", "Ankara", "12:30")
COMMENTS = ("# a note", "#", "# tags: [x]", "# ]}, 'quoted\"")

Owner = tuple[str, ...]
Changes = dict[tuple[str, ...], Any]


@dataclass
class File:
    """A file as lines, each with the key that it belongs to; () where it belongs to none."""

    lines: list[tuple[str, Owner]]
    newline: str
    ended: bool

    @property
    def text(self) -> str:
        text = "".join(line + self.newline for line, _ in self.lines)
        return text if self.ended else text.removesuffix(self.newline)


class _Writer:
    """Writes lines with comments and blanks strewn in."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[tuple[str, Owner]] = []
        self.step = draw(st.integers(1, 4))

    def often(self, times: int = 3) -> bool:
        return self.draw(st.integers(0, times)) == 0

    def line(self, text: str, owner: Owner) -> None:
        if self.often(8):
            self.lines.append((self.draw(st.sampled_from(["", "  "])), ()))
        if self.often(8):
            margin = " " * (len(text) - len(text.lstrip()))
            self.lines.append((margin + self.draw(st.sampled_from(COMMENTS)), ()))
        if self.often(6):
            text += " " + self.draw(st.sampled_from(COMMENTS))
        self.lines.append((text, owner))

    def some(self, pool: tuple[str, ...]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(pool), unique=True, max_size=3))

    def names(self, margin: str, key: str, names: list[str], owner: Owner) -> None:
        shown = [scalar(name) for name in names]
        style = self.draw(st.sampled_from(["flow", "tight", "block", "long"]))
        if style == "block" and names:
            self.line(f"{margin}{key}:", owner)
            dash = margin + self.draw(st.sampled_from(["", "  "]))
            for name in shown:
                self.line(f"{dash}- {name}", owner)
        elif style == "long" and names:
            self.line(f"{margin}{key}: [", owner)
            for name in shown:
                self.line(f"{margin}  {name},", owner)
            self.line(f"{margin} ]", owner)
        else:
            comma = "," if style == "tight" else ", "
            self.line(f"{margin}{key}: [{comma.join(shown)}]", owner)

    def article(self, article_id: str) -> None:
        margin = " " * self.step
        shown = scalar(article_id) if self.draw(st.booleans()) else f"'{article_id}'"
        base = ("articles", article_id)
        names = self.some(TAGS)
        if self.often(5):
            inside = [f"tags: [{', '.join(map(scalar, names))}]", "read: 2020-01-01"]
            self.line(
                f"{margin}{shown}: {{{', '.join(inside)}}}",
                (*base, "tags", "read", "note", "marks"),
            )
            return
        self.line(f"{margin}{shown}:", base)
        margin *= 2
        for key in self.draw(st.permutations(["sha256", "tags", "read", "note", "stars", "marks"])):
            if self.often(1):
                continue
            owner = (*base, key)
            if key == "tags":
                self.names(margin, key, names, owner)
            elif key == "note":
                self.note(margin, owner)
            elif key == "marks":
                self.line(f"{margin}marks:", owner)
                for number in self.some(("11aa", "22bb")) or ["33cc"]:
                    self.line(f"{margin}- {{id: {number}, tag: syria, at: [1, 2]}}", owner)
            else:
                value = {"sha256": "0123456789abcdef", "read": "2020-01-01", "stars": "5"}[key]
                self.line(f"{margin}{key}: {value}", owner)

    def note(self, margin: str, owner: Owner) -> None:
        style = self.draw(st.sampled_from(["plain", "literal", "folded"]))
        if style == "plain":
            self.line(f"{margin}note: hello there", owner)
        else:
            self.lines.append((f"{margin}note: {'|' if style == 'literal' else '>-'}", owner))
            self.lines.append((f"{margin} hello # no comment", owner))
            self.lines.append((f"{margin} - there", owner))

    def codebook(self) -> None:
        self.line("tags:", ("tags",))
        for name in self.some(TAGS):
            start, owner = " " * self.step + scalar(name), ("tags", name)
            style = self.draw(st.sampled_from(["null", "flow", "block"]))
            if style == "flow":
                self.line(f"{start}: {{color: red, stars: 5}}", owner)
            else:
                self.line(f"{start}:", owner)
                if style == "block":
                    self.line(" " * self.step * 2 + "color: red", owner)
                    self.line(" " * self.step * 2 + "stars: 5", owner)

    def other(self) -> None:
        if self.often(1):
            self.line("other: {a: [1, 2], b: no}", ("other",))
        if self.often(1):
            self.line("views: {mine: unread}", ("views",))
        if self.often(1):
            self.line("entities:", ("entities",))
            self.line("  aliases:", ("entities",))
            self.line(f"    {scalar(NAMES[0])}: x", ("entities",))
            self.names("  ", "hidden", self.some(NAMES) or [NAMES[1]], ("entities",))


@st.composite
def files(draw: st.DrawFn) -> File:
    """Draw a file."""
    writer = _Writer(draw)
    writer.line("version: 1", ("version",))
    if draw(st.booleans()):
        writer.codebook()
    if draw(st.booleans()):
        writer.other()
        done = True
    else:
        done = False
    if draw(st.integers(0, 5)):
        writer.line("articles:", ("articles",))
        ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=4))
        for article_id in sorted(ids) if draw(st.booleans()) else ids:
            writer.article(article_id)
    if not done:
        writer.other()
    newline = draw(st.sampled_from(["\n", "\r\n"])) if len(writer.lines) > 1 else "\n"
    return File(writer.lines, newline, draw(st.booleans()))


_article_changes = st.one_of(
    st.tuples(st.just("tags"), st.sampled_from(TAGS)).flatmap(
        lambda tail: st.tuples(st.just(tail), st.sampled_from([True, None]))
    ),
    st.tuples(st.just(("read",)), st.sampled_from(["2021-02-03", None])),
    st.tuples(st.just(("note",)), st.sampled_from(["a: b\nc", "# x", None])),
    st.tuples(
        st.tuples(st.just("marks"), st.sampled_from(["11aa", "44dd"])),
        st.sampled_from([None, {"id": "", "tag": "no", "at": [3, 4], "quote": "“x”"}]),
    ),
)


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    """Draw changes as the journal would hold them."""
    made: Changes = {}
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["article", "article", "article", "tag", "view", "entity"]))
        if kind == "article":
            tail, value = draw(_article_changes)
            value = value | {"id": tail[-1]} if isinstance(value, dict) else value
            made[("articles", draw(st.sampled_from(IDS)), *tail)] = value
        elif kind == "view":
            made[("views", draw(st.sampled_from(["mine", "x: y"])))] = draw(
                st.sampled_from(["tag:a b", None])
            )
        elif kind == "tag":
            path = ("tags", draw(st.sampled_from(TAGS)))
            made[path] = True
            made[(*path, "color")] = draw(st.sampled_from(["blue", None]))
        else:
            made[("entities", "hidden", draw(st.sampled_from(NAMES)))] = draw(
                st.sampled_from([True, None])
            )
            made[("entities", "aliases", draw(st.sampled_from(NAMES)))] = draw(
                st.sampled_from(["y", None])
            )
    return made
