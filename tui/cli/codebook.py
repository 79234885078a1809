"""`cuttings tags`: the codebook, listed, renamed, merged, split, described."""

from __future__ import annotations

from typing import Any

import click

from store.errors import NothingToDo
from store.jsonl import tag_fields
from tui.cli import output
from tui.cli.options import CONTEXT, Common, Word, common_options, json_option
from tui.cli.outcome import DONE, found
from tui.cli.session import opened

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
    """Print the tags: name, articles, colour, key, description."""
    group = context.parent
    as_json = as_json or bool(group and group.params["as_json"])
    return _list(context.ensure_object(Common), as_json)


def _list(common: Common, as_json: bool) -> int:
    with opened(common) as library:
        tags = library.tags()
    if as_json:
        return found(output.write_lines(output.json_line(tag_fields(tag)) for tag in tags))
    return found(
        output.write_lines(
            output.columns(tag.name, tag.articles, tag.color, tag.key, tag.description)
            for tag in tags
        )
    )


@tags_command.command("rename", context_settings=CONTEXT)
@click.argument("old", type=Word())
@click.argument("new", type=Word())
@common_options
@click.pass_obj
def rename_command(common: Common, old: str, new: str) -> int:
    """Rename OLD, and what is below it, to NEW."""
    with opened(common) as library:
        change = library.rename_tag(old, new)
        library.flush()
    output.write_lines([output.one_line(change.label if change else NO_CHANGE)])
    return DONE


@tags_command.command("merge", context_settings=CONTEXT)
@click.argument("sources", metavar="TAG...", nargs=-1, required=True, type=Word())
@click.argument("target", metavar="TARGET", type=Word())
@common_options
@click.pass_obj
def merge_command(common: Common, sources: tuple[str, ...], target: str) -> int:
    """Make one tag, TARGET, of several."""
    with opened(common) as library:
        change = library.merge_tags(sources, target)
        library.flush()
    output.write_lines([output.one_line(change.label if change else NO_CHANGE)])
    return DONE


@tags_command.command("split", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("query", type=Word())
@click.argument("new", metavar="NEWTAG", type=Word())
@click.option("-n", "--dry-run", is_flag=True, help="Only list the articles that would change.")
@common_options
@click.pass_obj
def split_command(common: Common, tag: str, query: str, new: str, dry_run: bool) -> int:
    """Give the articles that have TAG and match QUERY the tag NEWTAG instead.

    Their passages with TAG go along. It is one change, which undo takes back.
    """
    with opened(common) as library:
        ids = list(library.having(tag, query))
        if dry_run:
            rows = (library.row(id) for id in ids)
            return found(output.write_lines(output.columns(row.id, row.title) for row in rows))
        change = library.split_tag(ids, tag, new)
        library.flush()
    if change is None:
        raise NothingToDo(f"no article with the tag {tag} matches {query}")
    output.write_lines([output.one_line(change.label)])
    return DONE


@tags_command.command("delete", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@common_options
@click.pass_obj
def delete_command(common: Common, tag: str) -> int:
    """Take TAG out of the codebook and off every article."""
    with opened(common) as library:
        change = library.delete_tag(tag)
        library.flush()
    output.write_lines([output.one_line(change.label if change else NO_CHANGE)])
    return DONE


@tags_command.command("describe", context_settings=CONTEXT)
@click.argument("tag", type=Word())
@click.argument("description", required=False, type=Word())
@click.option("--color", metavar="NAME", type=Word(), help="Its colour; '' for none.")
@click.option("--key", metavar="DIGIT", help="The digit from 1 to 9 that applies it; '' for none.")
@common_options
@click.pass_obj
def describe_command(
    common: Common, tag: str, description: str | None, color: str | None, key: str | None
) -> int:
    """Say what TAG stands for, its colour, and its key; '' takes one of them away."""
    fields: dict[str, Any] = {}
    if description is not None:
        fields["description"] = description or None
    if color is not None:
        fields["color"] = color or None
    if key is not None:
        fields["key"] = _digit(key)
    if not fields:
        raise click.UsageError("say what to describe: DESCRIPTION, --color or --key")
    with opened(common) as library:
        change = library.describe_tag(tag, **fields)
        library.flush()
    output.write_lines([output.one_line(change.label if change else NO_CHANGE)])
    return DONE


def _digit(key: str) -> int | None:
    if key not in {"", *"123456789"}:
        raise click.BadParameter(f"{key!r} is no digit from 1 to 9", param_hint="--key")
    return int(key) if key else None
