"""`cuttings check`: what is not as it should be, and what helps."""

from __future__ import annotations

import click

from store.errors import ReadOnlyError
from tui.cli import output
from tui.cli.copies import find_copies
from tui.cli.options import (
    CONTEXT,
    Common,
    common_options,
    json_option,
)
from tui.cli.outcome import DONE, NOTHING
from tui.cli.session import open_session


@click.command("check", context_settings=CONTEXT)
@click.option("--repair", is_flag=True, help="First mend what needs no decision, and say what.")
@json_option
@common_options
@click.pass_obj
def check_command(common: Common, as_json: bool, repair: bool) -> int:
    """Print what is worth knowing: kind, article, what it is, what helps.

    Unreadable files, files that aren't UTF-8 or look damaged, files left out, files with the same
    words, articles that are gone but have work on them, lost passages, conflicts, languages that no
    model reads. Fails where any of it puts the work or the reading at risk.

    --repair lets work follow its article to another name, finds lost passages again, and makes
    tables anew that are out of step. It never deletes your work; undo takes back what it changed.
    """
    lines: list[tuple[str, str, str, str, bool]] = []
    with open_session(common) as library:
        if repair:
            try:
                for mended in library.repair():
                    lines.append(("mended", mended.id, mended.message, "", False))
                library.userdata.flush()
            except ReadOnlyError as error:
                output.say(str(error))
        find_copies(library)
        for finding in library.check():
            lines.append(
                (finding.kind, finding.id, finding.message, finding.remedy, finding.serious)
            )
    names = ("kind", "id", "message", "remedy", "serious")
    for line in lines:
        if as_json:
            shown = output.json_line(dict(zip(names, line, strict=True)))
        else:
            shown = output.columns(*line[:4])
        output.write_lines([shown])
    return NOTHING if any(serious for *_, serious in lines) else DONE
