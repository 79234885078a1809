"""The command line: its subcommands, and the reader for any other first word."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tui.cli import output
from tui.cli.options import CONTEXT, Common, common_options
from tui.cli.outcome import IndexRebuilt, guarded
from tui.cli.subcommands import SUBCOMMANDS


class Commands(click.Group):
    """The subcommands, each imported when it is asked for; any other first word is a path."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the subcommands' names."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or None where there is none of that name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = import_module(f"tui.cli.{SUBCOMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that the first word names, or the reader for a path."""
        command = self.get_command(ctx, args[0])
        if command is not None:
            return args[0], command, args[1:]
        return reader_command.name, reader_command, args


def _print_version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from importlib import metadata

    output.write_lines([f"cuttings {metadata.version('cuttings')}"])
    context.exit()


theme_option = click.option("--theme", metavar="NAME", help="The colours of the reader.")


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings=CONTEXT,
    subcommand_metavar="[DIR|FILE] | COMMAND …",
)
@theme_option
@common_options
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
@click.pass_context
def cuttings(context: click.Context, theme: str | None) -> int:
    """Read, jump and tag a folder of news articles without leaving the terminal.

    Without a command, open the reader on DIR, or on FILE's library at FILE. A folder that is named
    like a command is opened as ./NAME.
    """
    return 0 if context.invoked_subcommand else _read(context, None, theme)


class Reader(click.Command):
    """A command that has no name of its own in usage and errors."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return the context of a call."""
        return super().make_context(None, args, parent, **extra)


@click.command("reader", cls=Reader, context_settings=CONTEXT)
@click.argument("path", metavar="[DIR|FILE]", type=click.Path(path_type=Path))
@theme_option
@common_options
@click.pass_context
def reader_command(context: click.Context, path: Path, theme: str | None) -> int:
    """Open the reader on a folder, or on one article."""
    if not path.exists():
        from difflib import get_close_matches

        close = get_close_matches(str(path), SUBCOMMANDS, 1)
        hint = f" (did you mean the command {close[0]}?)" if close else ""
        raise click.ClickException(f"{path}: no such folder or file{hint}")
    group = context.parent
    return _read(context, path, theme or (group.params["theme"] if group else None))


def _read(context: click.Context, path: Path | None, theme: str | None) -> int:
    """Open the reader, and return its exit code."""
    common = context.ensure_object(Common)
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.ClickException(
            "the reader needs a terminal; scripts have `cuttings list` and `cuttings show`"
        )
    from tui.startup import run as run_app

    return common.confirmed(
        lambda yes: run_app(
            path,
            library=common.library,
            tags_file=common.tags_file,
            theme=theme,
            model=common.model,
            yes=yes,
        )
    )


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code; errors are one line on standard error.

    KeyboardInterrupt passes through.
    """
    output.prepare_streams()
    return guarded(lambda: _invoke(list(arguments)))


def _invoke(arguments: list[str]) -> int:
    try:
        return _invoke_once(arguments)
    except IndexRebuilt as error:
        if error.has_effect:
            raise
    return _invoke_once(arguments)


def _invoke_once(arguments: list[str]) -> int:
    with cuttings.make_context("cuttings", list(arguments)) as context:
        code: int = cuttings.invoke(context)
    return code
