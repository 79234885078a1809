"""`cuttings search` and `cuttings jump`: exact words in the texts, and fuzzily to an article."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from store.jsonl import hit_fields, match_fields
from store.model import Hit, Match
from store.search import SORTS
from store.search.search_query import check_closed
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    Word,
    common_options,
    json_option,
)
from tui.cli.outcome import DONE, exit_code_for
from tui.cli.session import open_session

if TYPE_CHECKING:
    from store import Library
    from store.search.regex_scan import Concordance

HITS = 50
SECONDS = 60.0
MATCHES = 20


@click.command("search", cls=QueryCommand, context_settings=CONTEXT)
@click.argument("words", metavar="TEXT", nargs=-1, required=True, type=Word())
@click.option(
    "--limit",
    default=HITS,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=0),
    help="Hits at most; 0 for all.",
)
@click.option(
    "--sort",
    default="id",
    show_default=True,
    type=click.Choice(SORTS),
    help="By id, relevance, date (newest first), or the three words left or right of the hit.",
)
@click.option(
    "--seconds",
    default=SECONDS,
    show_default=True,
    metavar="N",
    type=click.FloatRange(min=0),
    help="Time for a /pattern/; 0 for no end.",
)
@json_option
@common_options
@click.pass_obj
def search_command(
    common: Common, words: tuple[str, ...], limit: int, sort: str, seconds: float, as_json: bool
) -> int:
    """Print where texts have all of TEXT: words, "a phrase", beginning*, NEAR(a b, 8), /pattern/.

    Each line has the article, the place in code points, and the hit between the words around it.
    """
    text = " ".join(words)
    check_closed(text)
    with open_session(common) as library:
        result = library.search.concordance(
            text, limit or sys.maxsize, sort, seconds=seconds or None
        )
        output.write_lines(
            output.json_line(hit_fields(hit)) if as_json else _hit_line(hit) for hit in result.hits
        )
        for message in _left_out(result, limit):
            output.say(message)
        if not result.hits:
            _say_missing(library, text)
        return exit_code_for(bool(result.hits))


def _left_out(result: Concordance, limit: int) -> Iterator[str]:
    """Yield what a person must know of the hits that were not printed."""
    if result.out_of_time:
        looked = f"{result.looked:,} of {result.of:,} articles looked through"
        yield f"stopped when the time was over: {looked}; --seconds 0 goes on to the end"
    for id in result.slow:
        yield f"left out, since the pattern takes too long on it: {id}"
    if result.sorted and result.more and result.sorted > len(result.hits):
        yield f"the first {len(result.hits):,} of {result.sorted:,} hits that were sorted"
    elif result.more and len(result.hits) == limit:
        yield f"the first {limit:,} hits; --limit 0 prints all"
    if result.sorted and result.more and not limit:
        yield f"only the first {result.sorted:,} hits were sorted"


def _say_missing(library: Library, text: str) -> None:
    missing = library.search.missing(text)
    if missing.words:
        hint = f"; try: {missing.instead}" if missing.instead else ""
        output.say(f"no text has: {', '.join(missing.words)}{hint}")


def _hit_line(hit: Hit) -> str:
    context = " ".join(f"{hit.before}{hit.match}{hit.after}".split())
    return output.columns(hit.id, f"{hit.start}-{hit.end}", context)


@click.command("jump", cls=QueryCommand, context_settings=CONTEXT)
@click.argument("words", metavar="TEXT", nargs=-1, type=Word())
@click.option("--stdin", "from_stdin", is_flag=True, help="Answer each line of standard input.")
@click.option(
    "--limit",
    default=MATCHES,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=0),
    help="Articles at most.",
)
@click.option("--extended", is_flag=True, help="Take fzf's operators, as after a leading =.")
@json_option
@common_options
@click.pass_obj
def jump_command(
    common: Common,
    words: tuple[str, ...],
    from_stdin: bool,
    limit: int,
    extended: bool,
    as_json: bool,
) -> int:
    """Print the articles that TEXT may mean, best first: score, id, title.

    By title, file name, source, tag and entity; typing errors are forgiven.
    """
    if bool(words) == from_stdin:
        raise click.UsageError("say what to jump to: TEXT, or --stdin")
    with open_session(common) as library:
        if from_stdin:
            _answer_lines(library, limit, extended, as_json)
            return DONE
        matches = library.jump(" ".join(words), limit=limit, extended=extended)
        return exit_code_for(output.write_lines(_match_lines(matches, as_json)))


def _answer_lines(library: Library, limit: int, extended: bool, as_json: bool) -> None:
    """Answer each line of standard input before the next one is read."""
    for query in _queries():
        matches = library.jump(query, limit=limit, extended=extended)
        if as_json:
            answer = {"query": query, "matches": [match_fields(match) for match in matches]}
            output.write_lines([output.json_line(answer)], flush=True)
        else:
            output.write_lines([*_match_lines(matches, False), ""], flush=True)


def _queries() -> Iterator[str]:
    """Yield the lines of standard input as they come, without their ends."""
    while sys.stdin is not None and (line := sys.stdin.readline()):
        yield output.well_formed(line).removesuffix("\n").removesuffix("\r")


def _match_lines(matches: Iterable[Match], as_json: bool) -> Iterator[str]:
    for match in matches:
        if as_json:
            yield output.json_line(match_fields(match))
        else:
            yield output.columns(f"{match.score:g}", match.id, match.title)
