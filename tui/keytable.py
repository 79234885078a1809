"""The README's table of keys, from the table of commands: `python -m tui.keytable README.md`."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands import COMMANDS, GROUPS, MODES, PANES, Command
from tui.keys import shown_keys

START = "<!-- keys: made from the table of commands -->\n"
END = "<!-- end of keys -->"
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


def with_table(readme: str) -> str:
    """Return a README with the table between its two marks brought up to date."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{key_table()}{END}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_table(path.read_text("utf-8")), "utf-8")
