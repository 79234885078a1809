"""`cuttings undo`, `redo` and `history`: what was changed, and the way back."""

from __future__ import annotations

import click

from store.jsonl import change_fields
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    common_options,
    json_option,
)
from tui.cli.outcome import DONE, exit_code_for
from tui.cli.session import open_session

CHANGES = 50


@click.command("undo", context_settings=CONTEXT)
@common_options
@click.pass_obj
def undo_command(common: Common) -> int:
    """Take back the latest change that was made under your name."""
    with open_session(common) as library:
        change = library.undo()
        library.userdata.flush()
    output.write_lines([output.one_line(change.label)])
    return DONE


@click.command("redo", context_settings=CONTEXT)
@common_options
@click.pass_obj
def redo_command(common: Common) -> int:
    """Do again what was taken back last."""
    with open_session(common) as library:
        change = library.redo()
        library.userdata.flush()
    output.write_lines([output.one_line(change.label)])
    return DONE


@click.command("history", context_settings=CONTEXT)
@click.option(
    "--limit",
    default=CHANGES,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="Changes at most.",
)
@json_option
@common_options
@click.pass_obj
def history_command(common: Common, limit: int, as_json: bool) -> int:
    """Print the changes, the latest first: number, time, coder, what was done, `undone`."""
    with open_session(common) as library:
        changes = library.userdata.history(limit, with_ops=False)
    if as_json:
        return exit_code_for(
            output.write_lines(output.json_line(change_fields(change)) for change in changes)
        )
    return exit_code_for(
        output.write_lines(
            output.columns(
                change.seq,
                change.at,
                change.coder,
                change.label,
                "undone" if change.undone else None,
            )
            for change in changes
        )
    )
