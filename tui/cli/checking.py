"""`cuttings check`: what is not as it should be, and what helps."""

from __future__ import annotations

import click

from tui.cli import output
from tui.cli.options import CONTEXT, Common, common_options, json_option
from tui.cli.outcome import DONE, NOTHING
from tui.cli.session import opened


@click.command("check", context_settings=CONTEXT)
@json_option
@common_options
@click.pass_obj
def check_command(common: Common, as_json: bool) -> int:
    """Print what is worth knowing: kind, article, what it is, what helps.

    Unreadable files, files left out, articles that are gone but have work on them, lost passages,
    conflicts. Fails where any of it puts the work or the reading at risk.
    """
    with opened(common) as library:
        findings = library.check()
    for one in findings:
        if as_json:
            line = output.json_line(
                {
                    "kind": one.kind,
                    "id": one.id,
                    "message": one.message,
                    "remedy": one.remedy,
                    "serious": one.serious,
                }
            )
        else:
            line = output.columns(one.kind, one.id, one.message, one.remedy)
        output.write_lines([line])
    return NOTHING if any(one.serious for one in findings) else DONE
