"""`cuttings import`: work from other programs' files, as one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.imports.import_formats import BY_NAME, SOURCES
from tui.cli import output
from tui.cli.export import report_losses
from tui.cli.options import (
    CONTEXT,
    Common,
    Word,
    common_options,
    entities_option,
)
from tui.cli.outcome import DONE, NOTHING
from tui.cli.progress_line import ProgressLine
from tui.cli.session import annotate, open_session

if TYPE_CHECKING:
    from store import Library
    from store.imports.import_plan import Plan

TABLE = "\n".join(f"  {format.name:<16}{format.about}" for format in SOURCES)


@click.command("import", context_settings=CONTEXT, epilog=f"\b\nFormats:\n{TABLE}")
@click.argument("name", metavar="FORMAT", type=Word())
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Change nothing where anything can't be taken.")
@entities_option
@common_options
@click.pass_obj
def import_command(
    common: Common, name: str, path: Path, dry_run: bool, strict: bool, no_entities: bool
) -> int:
    """Take tags, notes, marks and corrected names from FILE, as one change that undo takes back.

    Articles are known again by id, by their file's hash, or by their text. What can't be taken is
    counted on standard error.
    """
    if name not in BY_NAME:
        raise click.UsageError(f"nothing is imported from {name}: see cuttings import --help")
    with open_session(common) as library:
        plan = _plan(library, name, path)
        if plan.unannotated and not no_entities and annotate(library, plan.unannotated):
            plan = _plan(library, name, path)
        left = len(plan.unannotated)
        plan.losses.add("articles whose names are not found yet, to be compared", None, left)
        report_losses(plan.losses, "not taken")
        refused = strict and plan.losses.total > 0
        if plan.ops and not dry_run and not refused:
            library.formats.import_planned(name, path, plan)
            library.userdata.flush()
    output.write_lines(_words(plan, dry_run))
    if refused:
        output.say("--strict: nothing changed")
    return NOTHING if refused or not plan.ops else DONE


def _plan(library: Library, name: str, path: Path) -> Plan:
    """Work out an import; Ctrl-C ends that at once, for nothing is changed by it."""

    def progress(completed: int) -> None:
        line.count("reading", completed, None, "documents")

    try:
        with ProgressLine() as line:
            return library.formats.plan_import(name, path, progress=progress)
    except KeyboardInterrupt:
        output.say("stopped; nothing changed")
        raise


def _words(plan: Plan, dry_run: bool) -> list[str]:
    """Return a line for each kind of what is taken, or that nothing is."""
    article_count = len(plan.articles)
    about = f"{article_count:,} article{'' if article_count == 1 else 's'} found again"
    if not plan.ops:
        return [f"{about}; nothing new"]
    return [f"{about}{'; this would be taken:' if dry_run else ''}", *plan.summary()]
