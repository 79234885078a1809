"""`cuttings export`: articles with the work on them, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from store.errors import Stopped
from store.exports.export_formats import BY_NAME, FORMATS
from tui import display_text
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    QueryCommand,
    Word,
    common_options,
    entities_option,
    query_options,
    whole_query,
)
from tui.cli.outcome import DONE, NOTHING
from tui.cli.progress_line import ProgressLine
from tui.cli.session import (
    Interrupt,
    annotate,
    find_names,
    in_part,
    open_session,
)

if TYPE_CHECKING:
    from store import Library
    from store.exports.export_run import Exported
    from store.exports.losses import Losses
    from store.index.listings import Listing

TABLE = "\n".join(f"  {listed_format.name:<16}{listed_format.about}" for listed_format in FORMATS)


@click.command(
    "export",
    cls=QueryCommand,
    context_settings=CONTEXT,
    epilog=f"\b\nFormats:\n{TABLE}",
)
@click.argument("name", metavar="FORMAT", type=Word())
@query_options
@click.option(
    "-o", "to", metavar="FILE", type=click.Path(path_type=Path), help="Where to; - or none: stdout."
)
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("--strict", is_flag=True, help="Exit 1 where anything could not be carried.")
@click.option("--bom", is_flag=True, help="Begin a table so that spreadsheets see it is UTF-8.")
@entities_option
@common_options
@click.pass_obj
def export_command(
    common: Common,
    name: str,
    words: tuple[str, ...],
    query: str | None,
    to: Path | None,
    force: bool,
    strict: bool,
    bom: bool,
    no_entities: bool,
) -> int:
    """Write the articles that QUERY gives, all without one, in FORMAT.

    What the format has no place for is counted on standard error.
    """
    format = BY_NAME.get(name)
    if format is None:
        raise click.UsageError(f"no format is called {name}: see cuttings export --help")
    query_text = whole_query(words, query)
    if query_text and not format.articles:
        raise click.UsageError(f"{name} holds the codebook, not articles: it takes no query")
    if bom and not name.startswith("csv-"):
        raise click.UsageError(f"--bom is for tables, and {name} is none")
    if to is not None and str(to) == "-":
        to = None
    with open_session(common) as library:
        if format.articles:
            query_text = in_part(library, query_text)
        find_names(library, query_text, no_entities)
        articles = library.articles.listing(query_text)
        library.formats.check_export(name, to, force=force)
        complete = no_entities or not format.entities
        if not complete:
            complete = annotate(
                library, library.articles.ids_of(articles.nums()) if query_text else None
            )
        exported = _write(library, name, to, articles, force=force, bom=bom)
        is_lacking = exported.losses.total > 0 or library.userdata.state.problem is not None
    _report(exported)
    return NOTHING if not complete or (strict and is_lacking) else DONE


def _write(
    library: Library, name: str, to: Path | None, articles: Listing, *, force: bool, bom: bool
) -> Exported:
    """Export with a progress line; Ctrl-C leaves nothing behind, and is a KeyboardInterrupt."""
    stop = Interrupt()
    with ProgressLine() as line, stop.watch(), _target(to) as target:

        def progress(completed: int, total: int) -> None:
            line.count("exporting", completed, total, "articles")

        try:
            return library.formats.export(
                name, target, articles, force=force, bom=bom, progress=progress, stop=stop
            )
        except Stopped:
            raise KeyboardInterrupt from None


class _Shown:
    """A terminal as a stream of text: no control sign of an article reaches it."""

    def write(self, text: str) -> int:
        """Write text with its controls escaped."""
        output.Written.anything = True
        return sys.stdout.write(output.escaped_text(text.replace("\r\n", "\n")))

    def writelines(self, lines: Iterator[str]) -> None:
        """Write lines with their controls escaped."""
        for line in lines:
            self.write(line)


@contextmanager
def _target(to: Path | None) -> Iterator[Path | TextIO]:
    """Give the file to write, or standard output."""
    if to is not None:
        yield to
    elif sys.stdout.isatty():
        yield cast(TextIO, _Shown())
    else:
        output.Written.anything = True
        yield sys.stdout


def _report(exported: Exported) -> None:
    """Say on standard error what was written, and what could not be."""
    if exported.path is not None:
        articles = display_text.count(exported.articles, "article")
        what_is_in_it = articles if exported.format.articles else "the codebook"
        output.say(f"{exported.path}: {what_is_in_it}")
    report_losses(exported.losses, "not carried")


def report_losses(losses: Losses, heading: str) -> None:
    """Say on standard error what was lost, and what else a person should know."""
    for note in losses.notes:
        output.say(note)
    for line in losses.lines():
        output.say(f"{heading}: {line}")
