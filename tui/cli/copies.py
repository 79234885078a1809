"""`cuttings copies`: the groups of articles that tell one story in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from store.jsonl import row_fields
from store.model import CopyGroup
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    common_options,
    json_option,
    query_options,
    whole_query,
)
from tui.cli.outcome import exit_code_for
from tui.cli.progress_line import QUIET, ProgressLine
from tui.cli.session import (
    Interrupt,
    find_names,
    in_part,
    open_session,
)

if TYPE_CHECKING:
    from store import Library
    from store.duplicates.detect_progress import CopiesFound, CopiesProgress

SHOWN = ("id", "title", "source", "published", "words")
"""What `--json` prints of an article."""


@click.command("copies", cls=QueryCommand, context_settings=CONTEXT)
@query_options
@json_option
@common_options
@click.pass_obj
def copies_command(common: Common, words: tuple[str, ...], query: str | None, as_json: bool) -> int:
    """Print the groups of articles that tell one story in the same words.

    Edited, cut and prolonged versions are found, whatever headline and dateline they have. The
    longest article of a group comes first; each other line has the share of the shorter one of
    the two that the longer one has too, what it is to the first (same, near, contains, contained),
    its id and title. A blank line stands between groups. With QUERY, those that have an article
    which it gives.
    """
    query_text = whole_query(words, query)
    with open_session(common) as library:
        query_text = in_part(library, query_text)
        find_names(library, query_text)
        find_copies(library)
        groups = library.duplicates.groups(query_text)
        return exit_code_for(output.write_lines(_json_lines(groups) if as_json else _lines(groups)))


def find_copies(library: Library, quiet: float = QUIET) -> CopiesFound:
    """Look for copies among all articles, with a progress line on a terminal; say how many are.

    Ctrl-C keeps what is done, and is then a KeyboardInterrupt.
    """
    stop = Interrupt()
    with ProgressLine(quiet) as line, stop.watch():

        def progress(report: CopiesProgress) -> None:
            unit = "articles" if report.stage == "sampling" else "pairs"
            line.count(f"looking for copies: {report.stage}", report.completed, report.total, unit)

        copies = library.duplicates.find(progress, stop)
    if stop.pressed:
        raise KeyboardInterrupt
    return copies


def _lines(groups: Iterator[CopyGroup]) -> Iterator[str]:
    for number, group in enumerate(groups):
        if number:
            yield ""
        yield output.columns("1.00", "first", group.first.id, group.first.title)
        for copy in group.copies:
            yield output.columns(f"{copy.likeness:.2f}", copy.kind, copy.row.id, copy.row.title)


def _json_lines(groups: Iterator[CopyGroup]) -> Iterator[str]:
    for group in groups:
        copies = [
            {"likeness": round(copy.likeness, 4), "kind": copy.kind} | row_fields(copy.row, SHOWN)
            for copy in group.copies
        ]
        yield output.json_line({"first": row_fields(group.first, SHOWN), "copies": copies})
