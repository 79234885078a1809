"""Changes of the command line: carried out, or shown first with `--dry-run`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

from tui.cli import output

if TYPE_CHECKING:
    from store import Library
    from store.model import Change

P = ParamSpec("P")


def run_or_preview(
    library: Library,
    dry_run: bool,
    verb: Callable[P, Change | None],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Change | None:
    """Return the change that a verb makes, on disk by then; None where there is none to make.

    With `dry_run` nothing changes: the articles that the change would touch are printed, id and
    title a line. Raises what the verb raises.
    """
    if dry_run:
        change = library.userdata.preview(verb, *args, **kwargs)
        rows = map(library.articles.row, change.ids if change else ())
        output.write_lines(output.columns(row.id, row.title) for row in rows)
        return change
    change = verb(*args, **kwargs)
    library.userdata.flush()
    return change


def report(change: Change | None, dry_run: bool, nothing: str, behind: str = "") -> None:
    """Say what was done and what stands `behind` it, or what would be; else `nothing`."""
    label = output.one_line(f"{change.label}{behind}" if change else nothing)
    if dry_run:
        output.say(f"would {label}" if change else label)
    else:
        output.write_lines([label])
