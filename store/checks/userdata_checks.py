"""Checks of the user's data: conflicts, lost corrections, an unreadable `tags.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from store.checks.article_checks import Finding
from store.checks.value_checks import check_values
from store.entities.corrections import corrected_articles, of_article, of_library
from store.entities.shown_mentions import update_shown_mentions
from store.errors import CuttingsError
from store.index import article_faults
from store.index.database import Database
from store.text.anchors import locate
from store.userdata import conflicts
from store.userdata.removed_facts import RemovedFacts

if TYPE_CHECKING:
    from store.userdata.userdata import UserData

ANEW = "correct tags.yaml, or rewrite it with: cuttings restore"


def check_userdata(
    database: Database,
    problem: str | None,
    remedy: str = ANEW,
    removed_facts: RemovedFacts | None = None,
) -> list[Finding]:
    """Return the problems of the user's data and entities, sorted by kind and id.

    `problem` is the reason that the data can't be read or written, if any, and `remedy` its remedy;
    `removed_facts` is an external edit that removed many facts and has not been acknowledged.
    """
    findings = [*_conflicts(database), *_lost_entities(database), *_circles(database)]
    findings += check_values(database.connection())
    findings += _faults(database)
    if removed_facts is not None:
        message = f"lost in an edit of tags.yaml: {removed_facts.losses}"
        findings.insert(0, Finding("taken away", "", message, removed_facts.remedy))
    if problem is not None:
        findings.insert(0, Finding("tags file", "", problem, remedy))
    return findings


def _faults(database: Database) -> Iterator[Finding]:
    """Yield the articles for which entity recognition or corrections failed."""
    connection = database.connection()
    for id, reason in article_faults.listed(connection, "names"):
        yield Finding("not annotated", id, reason, "split the text", False)
    update_shown_mentions(database)
    for id, reason in article_faults.listed(connection, "corrections"):
        remedy = "check entities: in tags.yaml, for the library and for this article"
        yield Finding("odd value", id, reason, remedy)


def remedy_of(userdata: UserData) -> str:
    """Return the remedy for a problem that keeps the user's data from being read or written."""
    if userdata.state.fault is None:
        return "fix the problem that it names"
    with suppress(CuttingsError, OSError):
        more = userdata.only_in_broken_file()
        if not more:
            return ANEW
    return "correct tags.yaml by hand: rewriting it would lose data that it shows"


def _conflicts(database: Database) -> Iterator[Finding]:
    """Yield the conflicting changes: our value is in effect, theirs is recorded next to it."""
    for conflict in conflicts.all_conflicts(database.connection()):
        where = f"tag {conflict.tag}: " if conflict.tag is not None else ""
        message = f"{where}{conflict.field} was changed on both sides; theirs was {conflict.theirs}"
        if conflict.id is not None and conflict.field == "tags":
            message = (
                f"the two sides gave it tags that exclude each other; theirs was {conflict.theirs}"
            )
        remedy = "choose one in the list of conflicts, or delete it in tags.yaml"
        yield Finding("conflict", conflict.id or "", message, remedy)


def _lost_entities(database: Database) -> Iterator[Finding]:
    connection = database.connection()
    for id in sorted(corrected_articles(connection)):
        row = connection.execute(
            "SELECT t.body FROM articles a JOIN texts t ON t.num = a.num"
            " WHERE a.id = ? AND a.present = 1",
            (id,),
        ).fetchone()
        for item in of_article(connection, id).spans if row else []:
            if locate(row[0], item) is None:
                message = f"the passage of a correction no longer exists: {item.get('quote')}"
                yield Finding("lost entity", id, message, "correct it again, or delete it")


def _circles(database: Database) -> Iterator[Finding]:
    for name in of_library(database.connection()).circles():
        message = f"the aliases of {name} form a circle and are ignored"
        yield Finding("alias circle", "", message, "delete one of them in tags.yaml")
