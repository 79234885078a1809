"""The options that every subcommand takes, and the words of a query on a command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from store.errors import NeedsConfirmation
from store.model import OWN_TAGS
from tui.cli import output

Function = TypeVar("Function", bound=Callable[..., Any])
Result = TypeVar("Result")

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""The settings of every command's context."""

_MARK = "\x00"  # no argument can hold it, so it marks what must not be taken for an option
_QUERY_WORD = re.compile(r'-(?:[^\W\d_]+:|["(])')


@dataclass(slots=True)
class Common:
    """What `-L`, `--tags`, `--model` and `--yes` said, before or behind the subcommand."""

    library: Path | None = None
    tags_file: Path | None = None
    model: tuple[str, ...] = ()
    yes: bool = False

    def confirmed(self, open_with: Callable[[bool], Result]) -> Result:
        """Return `open_with(yes)`; where that must be confirmed, ask on a terminal, and try again.

        Raises NeedsConfirmation where there is nobody to ask, or the answer is no.
        """
        try:
            return open_with(self.yes)
        except NeedsConfirmation as error:
            if not output.has_person() or not click.confirm(
                output.escaped(f"{error}. Go on?"), err=True
            ):
                raise
            self.yes = True
            return open_with(True)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Keep a common option in the context's `Common`; the one named last counts."""
    common = context.ensure_object(Common)
    if value not in (None, False, ()) and parameter.name:
        setattr(common, parameter.name, value)
    return value


class TagsFile(click.Path):
    """A file, or the word `default` for the library's own."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; a file that is called like the word is named as ./default."""
        if value == OWN_TAGS:
            return Path(OWN_TAGS)
        path = super().convert(value, param, ctx)
        return Path.cwd() / path if path == Path(OWN_TAGS) else path


def common_options(function: Function) -> Function:
    """Give a command `-L`, `--tags`, `--model` and `--yes`; it finds them in `Common`."""
    folder = click.Path(path_type=Path)
    option_table: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
        (
            ("--yes",),
            {"is_flag": True, "help": "Open a folder even if it looks too large to be meant."},
        ),
        (
            ("--model",),
            {
                "metavar": "NAME",
                "multiple": True,
                "help": "The installed spaCy pipeline that finds entities; again for another "
                "language.",
            },
        ),
        (
            ("--tags", "tags_file"),
            {
                "metavar": "FILE",
                "type": TagsFile(path_type=Path, dir_okay=False),
                "help": "Keep tags.yaml there; the reader remembers it, and `default` ends that.",
            },
        ),
        (
            ("-L", "library"),
            {"metavar": "DIR", "type": folder, "help": "The library; else the one around here."},
        ),
    )
    for declarations, settings in option_table:
        decorate = click.option(*declarations, expose_value=False, callback=_keep, **settings)
        function = decorate(function)
    return function


class Word(click.ParamType[str]):
    """A word of a query or of a text: what was marked is itself again, and well formed."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it was typed."""
        return output.well_formed(str(value).removeprefix(_MARK))


class QueryCommand(click.Command):
    """A command that takes the words of a query, such as `-tag:draft`, beside its options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark the words that only look like options, and parse the rest as ever."""
        end = args.index("--") if "--" in args else len(args)
        letters = {
            name[1] for parameter in self.params for name in parameter.opts if len(name) == 2
        }
        marked = [
            _MARK + word if _QUERY_WORD.match(word) and word[1] not in letters else word
            for word in args[:end]
        ]
        return super().parse_args(ctx, marked + args[end:])


def query_option(function: Function) -> Function:
    """Give a command `-q QUERY`."""
    option = click.option(
        "-q", "query", metavar="QUERY", type=Word(), help="The query as one argument."
    )
    return option(function)


def query_options(function: Function) -> Function:
    """Give a command the words of a query, and `-q QUERY`; `whole_query` puts them together."""
    words = click.argument("words", metavar="[QUERY]", nargs=-1, type=Word())
    return words(query_option(function))


def whole_query(words: tuple[str, ...], query: str | None) -> str:
    """Return the query that the words, joined by a blank, or `-q` give; empty for everything.

    Raises click.UsageError where both are there.
    """
    if words and query is not None:
        raise click.UsageError("a query comes either as words or with -q, not both")
    return " ".join(words) if query is None else query


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
"""Gives a command `--json`."""

entities_option = click.option(
    "--no-entities", is_flag=True, help="Don't look for entities that are not known yet."
)
"""Gives a command `--no-entities`."""

dry_run_option = click.option(
    "-n",
    "--dry-run",
    is_flag=True,
    help="Change nothing: list the articles that would change, and say what would be done.",
)
"""Gives a command `--dry-run`."""
