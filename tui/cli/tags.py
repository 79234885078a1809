"""`cuttings tags`: the codebook, listed, renamed, merged, split, described."""

from __future__ import annotations

from typing import Any

import click

from store.errors import NothingToDo
from store.jsonl import tag_fields
from tui.cli import output
from tui.cli.dry_run import report, run_or_preview
from tui.cli.options import (
    CONTEXT,
    Common,
    Word,
    common_options,
    dry_run_option,
    json_option,
)
from tui.cli.outcome import DONE, exit_code_for
from tui.cli.session import find_names, open_session

NO_CHANGE = "it is so already: nothing changed"


@click.group("tags", invoke_without_command=True, context_settings=CONTEXT)
@json_option
@common_options
@click.pass_context
def tags_command(context: click.Context, as_json: bool) -> int:
    """Print the codebook, or change a tag everywhere it is used."""
    if context.invoked_subcommand is None:
        return _list(context.ensure_object(Common), as_json)
    return DONE


@tags_command.command("list", context_settings=CONTEXT)
@json_option
@common_options
@click.pass_context
def list_command(context: click.Context, as_json: bool) -> int:
    """Print the tags: name, articles, colour, key, description, passages."""
    group = context.parent
    as_json = as_json or bool(group and group.params["as_json"])
    return _list(context.ensure_object(Common), as_json)


def _list(common: Common, as_json: bool) -> int:
    with open_session(common) as library:
        tags = library.tags()
    if as_json:
        return exit_code_for(output.write_lines(output.json_line(tag_fields(tag)) for tag in tags))
    return exit_code_for(
        output.write_lines(
            output.columns(tag.name, tag.articles, tag.color, tag.key, tag.description, tag.marks)
            for tag in tags
        )
    )


@tags_command.command("rename", context_settings=CONTEXT)
@click.argument("old", type=Word())
@click.argument("new", type=Word())
@dry_run_option
@common_options
@click.pass_obj
def rename_command(common: Common, old: str, new: str, dry_run: bool) -> int:
    """Rename OLD, and what is below it, to NEW."""
    with open_session(common) as library:
        change = run_or_preview(library, dry_run, library.userdata.rename_tag, old, new)
    report(change, dry_run, NO_CHANGE)
    return DONE


@tags_command.command("merge", context_settings=CONTEXT)
@click.argument("sources", metavar="TAG...", nargs=-1, required=True, type=Word())
@click.argument("target", metavar="TARGET", type=Word())
@dry_run_option
@common_options
@click.pass_obj
def merge_command(common: Common, sources: tuple[str, ...], target: str, dry_run: bool) -> int:
    """Make one tag, TARGET, of several."""
    with open_session(common) as library:
        change = run_or_preview(library, dry_run, library.userdata.merge_tags, sources, target)
    report(change, dry_run, NO_CHANGE)
    return DONE


@tags_command.command("split", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("query", type=Word())
@click.argument("new", metavar="NEWTAG", type=Word())
@dry_run_option
@common_options
@click.pass_obj
def split_command(common: Common, tag: str, query: str, new: str, dry_run: bool) -> int:
    """Give the articles that have TAG and match QUERY the tag NEWTAG instead.

    Their passages with TAG go along. It is one change, which undo takes back.
    """
    with open_session(common) as library:
        find_names(library, query)
        ids = list(library.articles.having(tag, query))
        change = run_or_preview(library, dry_run, library.userdata.split_tag, ids, tag, new)
    if change is None:
        raise NothingToDo(f"no article with the tag {tag} matches {query}")
    report(change, dry_run, NO_CHANGE)
    return DONE


@tags_command.command("delete", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@dry_run_option
@common_options
@click.pass_obj
def delete_command(common: Common, tag: str, dry_run: bool) -> int:
    """Take TAG out of the codebook and off every article and passage.

    A passage that has a note leaves it in the note of its article.
    """
    with open_session(common) as library:
        change = run_or_preview(library, dry_run, library.userdata.delete_tag, tag)
    report(change, dry_run, NO_CHANGE)
    return DONE


@tags_command.command("describe", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("description", required=False, type=Word())
@click.option("--color", metavar="NAME", type=Word(), help="Its colour; '' for none.")
@click.option("--key", metavar="DIGIT", help="The digit from 1 to 9 that applies it; '' for none.")
@click.option(
    "--excludes",
    metavar="TAG",
    type=Word(),
    multiple=True,
    help="A tag that no article has beside it; give it again for more, '' for none.",
)
@common_options
@click.pass_obj
def describe_command(
    common: Common,
    tag: str,
    description: str | None,
    color: str | None,
    key: str | None,
    excludes: tuple[str, ...],
) -> int:
    """Say what TAG stands for, its colour, its key, what it excludes; '' takes one of them away."""
    fields: dict[str, Any] = {}
    if description is not None:
        fields["description"] = description or None
    if color is not None:
        fields["color"] = color or None
    if key is not None:
        fields["key"] = _digit(key)
    if excludes:
        fields["excludes"] = [name for name in excludes if name]
    if not fields:
        raise click.UsageError("say what to describe: DESCRIPTION, --color, --key or --excludes")
    with open_session(common) as library:
        change = run_or_preview(library, False, library.userdata.describe_tag, tag, **fields)
    report(change, False, NO_CHANGE)
    return DONE


def _digit(key: str) -> int | None:
    if key not in {"", *"123456789"}:
        raise click.BadParameter(f"{key!r} is no digit from 1 to 9", param_hint="--key")
    return int(key) if key else None
