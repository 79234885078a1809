"""The tables of keys in the documents, made from the table of commands.

`python -m tui.docs_tables README.md docs/configuration.md` brings them up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands import COMMANDS, GROUPS, Command
from tui.key_names import shown_keys
from tui.panes import MODES, PANES

START = "<!-- keys: made from the table of commands -->\n"
END = "<!-- end of keys -->"
NAMES_START = "<!-- names: made from the table of commands -->\n"
NAMES_END = "<!-- end of names -->"
_WHERE = {"list": "list", "reader": "reader", "side": "sidebar", "mark": "mark mode"}


def key_table() -> str:
    """Return the commands that have keys as a Markdown table, by group."""
    lines = ["| key | what it does |", "|---|---|"]
    for group in GROUPS:
        lines += [_line(c) for c in COMMANDS if c.group == group and c.keys and _named(c)]
    return "\n".join(lines) + "\n"


def _named(command: Command) -> bool:
    return not command.id.startswith("tag.") or command.id == "tag.1"


def _line(command: Command) -> str:
    keys = " ".join(f"`{key}`" for key in shown_keys(command.keys).split())
    words = command.help
    if command.id == "tag.1":
        keys, words = "`1` … `9`", "Add the tag that has this key, or take it off."
    if command.panes not in (PANES, MODES):
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
    before, found, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}{table}{end}{after}" if found else text


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8")
