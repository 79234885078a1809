"""`cuttings index`: the index brought up to date, then the entities, with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import output
from tui.cli.copies import find_copies
from tui.cli.options import CONTEXT, Common, common_options
from tui.cli.outcome import DONE, INTERRUPTED, NOTHING
from tui.cli.session import (
    Interrupt,
    annotate,
    moved_words,
    open_session,
    refresh,
)
from tui.display_text import count

if TYPE_CHECKING:
    from store import Library
    from store.index.refresh import Refreshed


MOST_KINDS = 4
"""Kinds of left-out files that are named."""


@click.command("index", context_settings=CONTEXT)
@click.option("--no-entities", is_flag=True, help="Leave the entities for later.")
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes that look for entities; else one for each processor but one.",
)
@common_options
@click.pass_obj
def index_command(common: Common, no_entities: bool, jobs: int | None) -> int:
    """Read what is new or changed, and find copies and entities in it.

    Ctrl-C keeps what is done; the next run goes on from there.
    """
    with open_session(common, up_to_date=False) as library:
        stop = Interrupt()
        refreshed = refresh(library, stop, quiet=0.0)
        output.write_lines(_report(library, refreshed))
        if stop.pressed:
            return INTERRUPTED
        copies = find_copies(library, quiet=0.0)
        if copies.groups:
            stories = count(copies.groups, "story", "stories")
            output.write_lines(
                [f"{stories} told in the same words by {copies.articles:,} articles"]
            )
        complete = no_entities or annotate(library, None, jobs)
        if not no_entities:
            totals = library.articles.totals()
            output.write_lines(
                [f"{totals.annotated:,} of {count(totals.articles, 'article')} annotated"]
            )
        return DONE if complete else NOTHING


def _report(library: Library, refreshed: Refreshed) -> list[str]:
    """Return what was done, and what should be known, as lines."""
    totals = library.articles.totals()
    parts = [
        count(totals.articles, "article"),
        f"{refreshed.added:,} new",
        f"{refreshed.changed:,} changed",
        f"{refreshed.removed:,} gone",
    ]
    if refreshed.moved:
        parts.append(f"{len(refreshed.moved):,} moved")
    if refreshed.unreadable:
        parts.append(f"{refreshed.unreadable:,} unreadable (see `cuttings check`)")
    if totals.other_files:
        kinds = totals.left_out
        names = ", ".join(f"{number:,} {name}" for name, number in kinds[:MOST_KINDS])
        more = ", …" if len(kinds) > MOST_KINDS else ""
        parts.append(f"{count(totals.other_files, 'file')} left out ({names}{more})")
    if not refreshed.complete:
        parts.append("stopped before the end: run it again to go on")
    lines = [", ".join(parts)]
    if refreshed.moved:
        lines.append(output.one_line(moved_words(refreshed)))
    return lines
