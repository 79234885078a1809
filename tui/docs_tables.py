"""The tables of keys in the documents, made from the table of commands.

`python -m tui.docs_tables README.md docs/configuration.md` brings them up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands import COMMANDS, GROUPS, Command
from tui.key_names import shown_keys
from tui.panes import MARK, MODES, PANES

START = "<!-- keys: made from the table of commands -->\n"
END = "<!-- end of keys -->"
NAMES_START = "<!-- names: made from the table of commands -->\n"
NAMES_END = "<!-- end of names -->"
_WHERE = {"list": "list", "reader": "reader", "side": "sidebar"}


FIRST = ("down", "up", "open", "pane.next", "jump", "tag", "filter", "back", "undo", "help")
"""The ten commands to learn first, in this order."""

_HEADINGS = {
    "Move": "Move",
    "Read": "Read",
    "Find": "Find and filter",
    "Tag": "Tag, mark and note",
    "Program": "The rest",
}
"""The heading of each group of commands."""


def key_table() -> str:
    """Return Markdown tables of the commands that have keys: the first ten, by task, by mode."""
    listed = [c for c in COMMANDS if c.keys and (not c.id.startswith("tag.") or c.id == "tag.1")]
    by_id = {command.id: command for command in listed}
    rest = [command for command in listed if command.id not in FIRST]
    in_mark_mode = [command for command in rest if command.panes == (MARK,)]
    sections = [("The first ten", [by_id[id] for id in FIRST])]
    for group in GROUPS:
        commands = [c for c in rest if c.group == group and c not in in_mark_mode]
        sections.append((_HEADINGS[group], commands))
    sections.append(("In mark mode, while a passage is chosen", in_mark_mode))
    return "\n".join(_section(heading, commands) for heading, commands in sections)


def _section(heading: str, commands: list[Command]) -> str:
    lines = [f"### {heading}", "", "| key | what it does |", "|---|---|"]
    return "\n".join([*lines, *map(_line, commands)]) + "\n"


def _line(command: Command) -> str:
    keys = " ".join(f"`{key}`" for key in shown_keys(command.keys).split())
    words = command.help
    if command.id == "tag.1":
        keys, words = "`1` … `9`", "Add the tag that has this key, or take it off."
    if command.panes not in (PANES, MODES, (MARK,)):
        where = " and ".join(_WHERE[pane] for pane in command.panes)
        words = f"In {where}: {words[0].lower()}{words[1:]}"
    return f"| {keys.replace('|', chr(92) + '|')} | {words} |"


def name_table() -> str:
    """Return the name by which the settings call each command, its keys there, and its title."""
    lines = ["| name | keys | command |", "|---|---|---|"]
    lines += [f"| `{c.id}` | {_written(c.keys)} | {c.title} |" for c in COMMANDS]
    return "\n".join(lines) + "\n"


def _written(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`" for key in keys).replace("|", "\\|")


def with_tables(text: str) -> str:
    """Return a document with the tables between their marks brought up to date."""
    text = _with(text, START, key_table(), END)
    return _with(text, NAMES_START, name_table(), NAMES_END)


def _with(text: str, start: str, table: str, end: str) -> str:
    before, marker, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}{table}{end}{after}" if marker else text


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8")
