"""`cuttings list` and `cuttings show`: articles as lines, whole, or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from store.errors import UnknownArticle
from store.jsonl import article_fields, row_fields
from store.languages import name_of
from store.model import LABELS, Article, Row
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    Word,
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
    from store import Library
    from store.index.listings import Listing

PAGE = 1000
"""Rows that are read from the index at once."""


@click.command("list", cls=QueryCommand, context_settings=CONTEXT)
@query_options
@click.option(
    "--sort",
    default="id",
    metavar="KEYS",
    help="id, title, source, published, words, read or tags; - before one turns it round, a comma"
    " adds another.",
)
@entities_option
@json_option
@common_options
@click.pass_obj
def list_command(
    common: Common,
    words: tuple[str, ...],
    query: str | None,
    sort: str,
    no_entities: bool,
    as_json: bool,
) -> int:
    """Print the articles that match QUERY: id, title, source, published, tags, read.

    A query for names (ent:, type:) first finds those that are not known yet.
    """
    query_text = whole_query(words, query)
    with open_session(common) as library:
        query_text = in_part(library, query_text)
        find_names(library, query_text, no_entities)
        listing = library.articles.listing(query_text, sort)
        write = _json_line if as_json else _list_line
        return exit_code_for(output.write_lines(map(write, _pages(listing))))


def _pages(listing: Listing) -> Iterator[Row]:
    for start in range(0, len(listing), PAGE):
        yield from listing.rows(start, start + PAGE)


def _json_line(row: Row) -> str:
    return output.json_line(row_fields(row))


def _list_line(row: Row) -> str:
    tags = ",".join(row.tags)
    return output.columns(row.id, row.title, row.source, row.published, tags, row.read)


@click.command("show", context_settings=CONTEXT)
@click.argument("ids", metavar="[ID]...", nargs=-1, type=Word())
@click.option("--all", "whole", is_flag=True, help="Every article of the library.")
@entities_option
@json_option
@common_options
@click.pass_obj
def show_command(
    common: Common, ids: tuple[str, ...], whole: bool, no_entities: bool, as_json: bool
) -> int:
    """Print articles whole: their text, and what is known about it."""
    if bool(ids) == whole:
        raise click.UsageError("say which articles: their ids, or --all")
    with open_session(common) as library:
        unknown: list[str] = []
        chosen_ids: Sequence[str]
        if whole:
            chosen_ids = library.ids(in_part(library))
        else:
            chosen_ids, unknown = _known(library, ids)
        complete = no_entities or annotate(library, chosen_ids)
        write = _json_lines if as_json else _whole
        articles = (library.article(id) for id in chosen_ids)
        shown = output.write_lines(write(articles, with_entities=not no_entities))
        for id in unknown:
            output.say(str(UnknownArticle([id])))
        return exit_code_for(shown) if complete and not unknown else NOTHING


def _known(library: Library, ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the ids that the library has, in the order given, and the others."""
    known_ids, unknown = [], []
    for id in ids:
        try:
            library.articles.num(id)
        except UnknownArticle:
            unknown.append(id)
        else:
            known_ids.append(id)
    return known_ids, unknown


def _json_lines(articles: Iterable[Article], *, with_entities: bool) -> Iterator[str]:
    for article in articles:
        yield output.json_line(article_fields(article, with_entities=with_entities))


def _whole(articles: Iterable[Article], *, with_entities: bool) -> Iterator[str]:
    """Yield the lines of articles for a person, a rule between two of them."""
    for number, article in enumerate(articles):
        if number:
            yield "\n" + "─" * 76 + "\n"
        yield from _facts(article)
        yield ""
        yield output.escaped_text(article.text).rstrip("\n")
        yield from _marks(article)
        if with_entities:
            yield from _names(article)


def _facts(article: Article) -> Iterator[str]:
    for name, value in (
        ("id", article.id),
        ("title", article.title),
        ("source", article.source),
        ("published", article.published),
        ("words", f"{article.words:,}"),
        ("language", article.language and name_of(article.language)),
        ("encoding", None if article.encoding == "utf-8" else article.encoding),
        ("tags", ", ".join(article.tags)),
        ("read", article.read),
        ("note", article.note),
        ("status", None if article.status == "ok" else f"{article.status}: {article.reason}"),
    ):
        if value:
            yield f"{name + ':':<10} {output.one_line(value)}"


def _marks(article: Article) -> Iterator[str]:
    if article.marks:
        yield "\nmarks:"
    for mark in article.marks:
        place = "lost" if mark.start is None else f"{mark.start}-{mark.end}"
        note = f" ({mark.note})" if mark.note else ""
        yield output.one_line(f"{place} {mark.tag}: “{mark.quote}”{note}")


def _names(article: Article) -> Iterator[str]:
    """Yield an article's names by label, the most frequent first."""
    mentions = Counter((entity.label, entity.name) for entity in article.entities or ())
    if mentions:
        yield "\nentities:"
    ordered = sorted(mentions.items(), key=lambda item: (-item[1], item[0][1]))
    for label in LABELS:
        names = [
            f"{name} ({count})" if count > 1 else name
            for (its_label, name), count in ordered
            if its_label == label
        ]
        if names:
            yield output.one_line(f"{label}: {', '.join(names)}")
