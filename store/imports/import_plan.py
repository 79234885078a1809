"""What an import would change: worked out and counted before anything is done.

Tags and marks are added, never taken away. Of two notes that differ ours stays, and theirs is noted
as a conflict, as when two versions of `tags.yaml` meet. A read day that is there stays.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from store.entities.apply_corrections import stored_entities
from store.entities.corrections import of_article, of_library
from store.errors import TagNameError
from store.exports.losses import Losses
from store.exports.unsupported_chars import REPLACED, for_xml
from store.imports.anchor_spans import Placer
from store.imports.entity_diff import StoredNames, correct
from store.imports.imported import (
    Code,
    Document,
    MarkIn,
    NameIn,
)
from store.imports.match_articles import Matcher
from store.index import rows
from store.index.database import Database
from store.model import Op
from store.text.anchors import anchored
from store.userdata import merge_facts, read_model, tag_commands
from store.userdata.exclusive_tags import of_index
from store.userdata.ops import Fact, net
from store.userdata.tag_names import clean, fold

Facts = dict[Fact, Any]

LONGEST_ID = 32
"""Letters of a mark's id that is kept from another program."""


@dataclass(slots=True)
class Plan:
    """An import worked out, and not yet made."""

    losses: Losses
    ops: list[Op] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """What is added or changed, by kind, in the singular; `said` puts it in words."""
    articles: set[str] = field(default_factory=set)
    """The ids of the articles that the import says something of."""
    unannotated: list[str] = field(default_factory=list)
    """Those of them whose names could not be compared, since they are not found yet."""

    def said(self) -> list[str]:
        """Return what is added or changed, in words: `1 tag`, `3 marks`."""
        plural = {"tag of the codebook": "tags of the codebook", "field of a tag": "fields of tags"}
        return [
            f"{count:,} {kind if count == 1 else plural.get(kind, f'{kind}s')}"
            for kind, count in self.counts.items()
            if count
        ]


class Planner:
    """Works out, document by document, what an import changes."""

    def __init__(self, database: Database, losses: Losses, labels: frozenset[str]) -> None:
        self.plan = Plan(losses)
        self._database = database
        self._connection = database.connection()
        self._matcher = Matcher(database)
        self._library = of_library(self._connection)
        self._labels = labels
        self._rivals = of_index(self._connection)
        self._standing: dict[str, Facts] = {}
        """The facts of the articles met, what was planned included."""
        self._spelled: dict[str, str | None] = {}
        self._named: set[str] = set()

    def take(self, said: Iterable[Document | Code]) -> Plan:
        """Take in all that a file says, and return what it changes."""
        for one in said:
            if isinstance(one, Code):
                self._take_code(one)
            else:
                self._take_document(one)
        self.plan.ops = [op for op in net(self.plan.ops).values() if op.before != op.after]
        return self.plan

    def _take_document(self, one: Document) -> None:
        losses = self.plan.losses
        nums = self._matcher.find(one)
        article = rows.article(self._database, nums[0]) if len(nums) == 1 else None
        if article is None:
            which = "that several articles may be" if nums else "that are not in the library"
            if one.text is None and one.id is None and one.sha256 is None:
                which = "with neither text nor id: the file may be of another format"
            losses.add(f"documents {which}", one.called)
            return
        id = article.id
        self.plan.articles.add(id)
        standing = self._facts_of(id)
        sha256 = rows.digests(self._database, nums).get(nums[0])
        placer = Placer(one, article.text, sha256)
        wanted: Facts = {("articles", id, "tags", tag): True for tag in self._tags(one)}
        note = ("articles", id, "note")
        if one.note is not None and not _alike(one.note, standing.get(note)):
            wanted[note] = one.note
        if one.read is not None and ("articles", id, "read") not in standing:
            if _is_day(one.read):
                wanted[("articles", id, "read")] = one.read
            else:
                losses.add("read days that are no dates", one.called)
        self._take_marks(one, id, article.text, placer, wanted)
        self._merge(wanted, standing)
        if one.names is not None:
            self._take_names(one.names, one, nums[0], id, placer)

    def _facts_of(self, id: str) -> Facts:
        if id not in self._standing:
            self._standing[id] = read_model.of_articles(self._connection, [id]).get(id, {})
        return self._standing[id]

    def _merge(self, wanted: Facts, standing: Facts, counted: bool = True) -> None:
        """Lay what is wanted over what stands: ours stays where both have a value."""
        theirs = {path: value for path, value in wanted.items() if standing.get(path) != value}
        block = {path[:2] for path in theirs}
        noted = {path: value for path, value in standing.items()
                 if path[-1] == "conflicts" and path[:2] in block}  # fmt: skip
        ours = [Op(path, None, standing[path]) for path in theirs if path in standing]
        if self._rivals:
            ours += [Op(path, None, True) for path in standing
                     if path[:2] in block and path[2:3] == ("tags",)]  # fmt: skip
        merged = merge_facts.merge(theirs | noted, ours, rivals=self._rivals)
        for path, value in merged.facts.items():
            if standing.get(path) != value:
                self.plan.ops.append(Op(path, standing.get(path), value))
                self.plan.counts[_kind(path)] += 1
                standing[path] = value

    # -- tags and marks

    def _tags(self, one: Document) -> list[str]:
        """Return the document's tags as the library spells them."""
        named = (self._tag(tag, one.called) for tag in one.tags)
        return list({fold(tag): tag for tag in named if tag is not None}.values())

    def _tag(self, name: str, called: str | None) -> str | None:
        """Return a tag's name as it is spelled; None, counted, where it breaks the rules."""
        if name not in self._spelled:
            if REPLACED in name:
                self.plan.losses.add(f"labels with {REPLACED} in place of a letter", called)
                return None
            try:
                tidy = clean(name)
            except TagNameError as error:
                self.plan.losses.add(f"labels that are no tag ({error})", called)
                return None
            known = tag_commands.spelled(self._connection, tidy)
            earlier = self._spelled.setdefault(f"\0{fold(tidy)}", known or tidy)
            self._spelled[name] = earlier
        return self._spelled[name]

    def _take_marks(self, one: Document, id: str, text: str, placer: Placer, wanted: Facts) -> None:
        """Add a document's marks to what is wanted, or their notes to those that are there."""
        base = ("articles", id, "marks")
        own = {path: value for path, value in self._facts_of(id).items() if path[:3] == base}
        there = {_mark_key(value): path for path, value in own.items()}
        if one.trimmed:
            there = {_trimmed(text, value): path for path, value in own.items()} | there
        for mark in one.marks:
            tag = self._tag(mark.tag, one.called)
            place = placer.place(mark.start, mark.end, mark.quote)
            if tag is None:
                continue
            if place is None:
                self.plan.losses.add("marks whose passage is not in the text", one.called)
                continue
            value = anchored(text, {"tag": tag}, place)
            path = there.get(_mark_key(value))
            if path is None:
                path = (*base, self._mark_id(mark, base, own))
                value = {"id": path[-1], **value} | ({"note": mark.note} if mark.note else {})
            elif mark.note and not _alike(mark.note, own[path].get("note")):
                value = own[path] | {"note": mark.note}
            else:
                continue
            wanted[path] = own[path] = value
            there[_mark_key(value)] = path

    def _mark_id(self, mark: MarkIn, base: Fact, own: Facts) -> str:
        """Return the mark's own id where that is free, else a new one."""
        id = mark.id or ""
        free = id.isascii() and id.isalnum() and len(id) <= LONGEST_ID and (*base, id) not in own
        return id if free else secrets.token_hex(4)

    # -- names

    def _take_names(
        self, names: list[NameIn], one: Document, num: int, id: str, placer: Placer
    ) -> None:
        """Correct what was found in an article where the document has it otherwise."""
        if id in self._named:
            self.plan.losses.add("further documents of an article, for names", one.called)
            return
        self._named.add(id)
        found = stored_entities(self._database, num)
        if found is None:
            self.plan.unannotated.append(id)
            return
        _, text, findings = found
        placed = []
        for name in names:
            place = placer.place(name.start, name.end, name.quote)
            if place is None:
                self.plan.losses.add("names that are not in the text", one.called)
            else:
                placed.append(NameIn(*place, name.label, name.name))
        known = StoredNames(id, text, findings, self._library, of_article(self._connection, id))
        made = correct(known, placed, self._labels)
        self.plan.ops += made.ops
        self.plan.counts["corrected name"] += made.changed
        self.plan.losses.add("names that overlap others", one.called, made.unmet)

    # -- the codebook

    def _take_code(self, code: Code) -> None:
        """List a tag; its colour and description stay where it has any."""
        tag = self._tag(code.name, None)
        if tag is None:
            return
        standing = self._standing.setdefault("\0codebook", read_model.codebook(self._connection))
        wanted: Facts = {("tags", tag): True}
        fields = {"color": code.color, "description": code.description}
        for key, value in fields.items():
            path = ("tags", tag, key)
            if value is not None and path not in standing:
                wanted[path] = value
            elif value is not None and standing[path] != value:
                self.plan.losses.add(f"other {key}s of tags: yours stay")
        self._merge(wanted, standing)


def _kind(path: Fact) -> str:
    """Return what a fact is called in a count."""
    if path[0] == "tags":
        kinds = {"color": "tag colour", "description": "tag description"}
        return "tag of the codebook" if len(path) == 2 else kinds.get(path[2], "field of a tag")
    kinds = {"tags": "tag", "read": "read day", "marks": "mark", "conflicts": "conflict"}
    return kinds.get(path[2], path[2])


def _mark_key(value: dict[str, Any]) -> tuple[Any, ...]:
    """Return what two marks that are the same have in common: place and tag."""
    return (*(value.get("at") or ()), fold(str(value.get("tag"))))


def _trimmed(text: str, value: dict[str, Any]) -> tuple[Any, ...]:
    """Return the key of a mark as a format has it that cuts spans at line ends."""
    match value.get("at"):
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            passage = text[start:end]
            start += len(passage) - len(passage.lstrip("\n"))
            end -= len(passage) - len(passage.rstrip("\n"))
            return _mark_key(value | {"at": [start, end]})
    return _mark_key(value)


def _alike(one: str, other: str | None) -> bool:
    """Say whether two notes differ at most in blanks, and in signs that formats can't hold."""
    return other is not None and for_xml(one)[0].split() == for_xml(other)[0].split()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
