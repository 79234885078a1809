"""`cuttings tag add` and `tag remove`: tags on articles, by id or by query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import NothingToDo
from tui.cli.dry_run import report, run_or_preview
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    Word,
    common_options,
    dry_run_option,
    entities_option,
    query_option,
)
from tui.cli.outcome import DONE, NOTHING
from tui.cli.session import find_names, in_part, open_session

if TYPE_CHECKING:
    from store import Library
    from store.model import Change


@click.group("tag", no_args_is_help=False, context_settings=CONTEXT)
@common_options
def tag_command() -> None:
    """Put a tag on articles, or take it off them."""


@tag_command.command("add", cls=QueryCommand, context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("ids", metavar="[ID]...", nargs=-1, type=Word())
@query_option
@entities_option
@dry_run_option
@common_options
@click.pass_obj
def add_command(
    common: Common,
    tag: str,
    ids: tuple[str, ...],
    query: str | None,
    no_entities: bool,
    dry_run: bool,
) -> int:
    """Put TAG on the articles that are named, or that -q QUERY gives."""
    _check_targets(ids, query)
    with open_session(common) as library:
        targets = _targets(library, ids, query, no_entities)
        change = run_or_preview(library, dry_run, library.tag, targets, tag)
    others = _others(change, targets)
    behind = f", {others:,} {'has' if others == 1 else 'have'} it already" if others else ""
    report(change, dry_run, "they have it already: nothing changed", behind)
    return DONE


@tag_command.command("remove", cls=QueryCommand, context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("ids", metavar="[ID]...", nargs=-1, type=Word())
@query_option
@entities_option
@dry_run_option
@common_options
@click.pass_obj
def remove_command(
    common: Common,
    tag: str,
    ids: tuple[str, ...],
    query: str | None,
    no_entities: bool,
    dry_run: bool,
) -> int:
    """Take TAG off the articles that are named, or that -q QUERY gives."""
    _check_targets(ids, query)
    with open_session(common) as library:
        targets = _targets(library, ids, query, no_entities)
        change = run_or_preview(library, dry_run, library.untag, targets, tag)
    others = _others(change, targets)
    behind = f", {others:,} {'does' if others == 1 else 'do'} not have it" if others else ""
    report(change, dry_run, "none of them has it: nothing changed", behind)
    return DONE if change else NOTHING


def _others(change: Change | None, targets: Sequence[str]) -> int:
    """Return how many of the articles that were meant the change leaves as they are."""
    return len(set(targets)) - len(change.ids) if change else 0


def _check_targets(ids: Sequence[str], query: str | None) -> None:
    """Raise click.UsageError unless it is either ids or a query that says which articles."""
    if bool(ids) == (query is not None):
        raise click.UsageError("say which articles: either their ids or -q QUERY")


def _targets(
    library: Library, ids: Sequence[str], query: str | None, no_entities: bool
) -> Sequence[str]:
    """Return the ids of the articles to change; NothingToDo where the query gives none."""
    chosen = ids
    if query is not None:
        query = in_part(library, query)
        find_names(library, query, no_entities)
        chosen = list(library.ids(query))
    if not chosen:
        raise NothingToDo("the query gives no article: nothing changed")
    return chosen
