"""`cuttings entities`: the names that articles mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    common_options,
    entities_option,
    json_option,
    query_options,
    whole_query,
)
from tui.cli.outcome import NOTHING, exit_code_for
from tui.cli.session import (
    annotate,
    find_names,
    in_part,
    open_session,
)

if TYPE_CHECKING:
    from store.entities.names import Hidden, Name


@click.command("entities", cls=QueryCommand, context_settings=CONTEXT)
@query_options
@entities_option
@click.option("--hidden", is_flag=True, help="What you hid: name, article (or all), place.")
@json_option
@common_options
@click.pass_obj
def entities_command(
    common: Common,
    words: tuple[str, ...],
    query: str | None,
    no_entities: bool,
    hidden: bool,
    as_json: bool,
) -> int:
    """Print the names in the articles that QUERY gives: name, label, mentions, articles.

    With --no-entities, only those that are known already. With --hidden, what you took away from
    what is shown in these articles, and from all of them.
    """
    query_text = whole_query(words, query)
    with open_session(common) as library:
        query_text = in_part(library, query_text)
        complete = find_names(library, query_text, no_entities)
        if hidden:
            shown = set(library.ids(query_text)) if query_text else None
            chosen = [
                hidden_name
                for hidden_name in library.entities.hidden()
                if hidden_name.article_id is None
                or shown is None
                or hidden_name.article_id in shown
            ]
            line = _hidden_json if as_json else _hidden_line
            return exit_code_for(output.write_lines(map(line, chosen)))
        if not no_entities:
            complete = annotate(library, library.ids(query_text) if query_text else None)
        write = _json_line if as_json else _line
        any_found = output.write_lines(map(write, library.entities.names(query_text)))
        return exit_code_for(any_found) if complete else NOTHING


def _json_line(name: Name) -> str:
    return output.json_line(
        {
            "name": name.name,
            "label": name.label,
            "mentions": name.mentions,
            "articles": name.articles,
        }
    )


def _line(name: Name) -> str:
    return output.columns(name.name, name.label, name.mentions, name.articles)


def _hidden_json(hidden_name: Hidden) -> str:
    at = list(hidden_name.at) if hidden_name.at is not None else None
    return output.json_line({"name": hidden_name.name, "article": hidden_name.article_id, "at": at})


def _hidden_line(hidden_name: Hidden) -> str:
    place = "" if hidden_name.at is None else f"{hidden_name.at[0]}-{hidden_name.at[1]}"
    return output.columns(hidden_name.name, hidden_name.article_id or "", place)
