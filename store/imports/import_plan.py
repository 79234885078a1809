"""Plans an import: computes and counts the changes before any is made.

Tags and marks are only added. If two notes differ, ours stays and theirs is recorded as a conflict,
as when two versions of `tags.yaml` are merged. An existing read date stays.
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
from store.imports.entity_diff import StoredNames, name_corrections
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
"""Maximum length of a mark's id taken over from another program."""


@dataclass(slots=True)
class Plan:
    """The changes that an import would make."""

    losses: Losses
    ops: list[Op] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Number of additions and changes by kind, in the singular; `summary` puts them in words."""
    articles: set[str] = field(default_factory=set)
    """The ids of the articles in the import."""
    unannotated: list[str] = field(default_factory=list)
    """Those of them whose names could not be compared because they are not annotated yet."""

    def summary(self) -> list[str]:
        """Return the additions and changes in words: `1 tag`, `3 marks`."""
        plural = {"tag of the codebook": "tags of the codebook", "field of a tag": "fields of tags"}
        return [
            f"{count:,} {kind if count == 1 else plural.get(kind, f'{kind}s')}"
            for kind, count in self.counts.items()
            if count
        ]


class Planner:
    """Computes the changes of an import, document by document."""

    def __init__(self, database: Database, losses: Losses, labels: frozenset[str]) -> None:
        self.plan = Plan(losses)
        self._database = database
        self._connection = database.connection()
        self._matcher = Matcher(database)
        self._library = of_library(self._connection)
        self._labels = labels
        self._rivals = of_index(self._connection)
        self._facts: dict[str, Facts] = {}
        """The facts of the articles so far, including planned changes."""
        self._spelled: dict[str, str | None] = {}
        self._ids_with_names: set[str] = set()

    def plan_all(self, parts: Iterable[Document | Code]) -> Plan:
        """Read all documents and tags of a file, and return the changes."""
        for part in parts:
            if isinstance(part, Code):
                self._add_code(part)
            else:
                self._add_document(part)
        self.plan.ops = [op for op in net(self.plan.ops).values() if op.before != op.after]
        return self.plan

    def _add_document(self, document: Document) -> None:
        losses = self.plan.losses
        nums = self._matcher.find(document)
        article = rows.article(self._database, nums[0]) if len(nums) == 1 else None
        if article is None:
            which = "that match several articles" if nums else "that are not in the library"
            if document.text is None and document.id is None and document.sha256 is None:
                which = "with neither text nor id: the file may have another format"
            losses.add(f"documents {which}", document.display_name)
            return
        id = article.id
        self.plan.articles.add(id)
        current = self._facts_of(id)
        sha256 = rows.digests(self._database, nums).get(nums[0])
        placer = Placer(document, article.text, sha256)
        imported: Facts = {("articles", id, "tags", tag): True for tag in self._tags(document)}
        note = ("articles", id, "note")
        if document.note is not None and not _same_note(document.note, current.get(note)):
            imported[note] = document.note
        if document.read is not None and ("articles", id, "read") not in current:
            if _is_day(document.read):
                imported[("articles", id, "read")] = document.read
            else:
                losses.add("read dates that are not valid", document.display_name)
        self._add_marks(document, id, article.text, placer, imported)
        self._merge(imported, current)
        if document.names is not None:
            self._add_names(document.names, document, nums[0], id, placer)

    def _facts_of(self, id: str) -> Facts:
        if id not in self._facts:
            self._facts[id] = read_model.of_articles(self._connection, [id]).get(id, {})
        return self._facts[id]

    def _merge(self, imported: Facts, current: Facts, counted: bool = True) -> None:
        """Merge imported facts into the current ones; ours stay if both have a value."""
        theirs = {path: value for path, value in imported.items() if current.get(path) != value}
        block = {path[:2] for path in theirs}
        noted = {path: value for path, value in current.items()
                 if path[-1] == "conflicts" and path[:2] in block}  # fmt: skip
        ours = [Op(path, None, current[path]) for path in theirs if path in current]
        if self._rivals:
            ours += [Op(path, None, True) for path in current
                     if path[:2] in block and path[2:3] == ("tags",)]  # fmt: skip
        merged = merge_facts.merge(theirs | noted, ours, rivals=self._rivals)
        for path, value in merged.facts.items():
            if current.get(path) != value:
                self.plan.ops.append(Op(path, current.get(path), value))
                self.plan.counts[_kind(path)] += 1
                current[path] = value

    # -- tags and marks

    def _tags(self, document: Document) -> list[str]:
        """Return the document's tags in the library's spelling."""
        named = (self._tag(tag, document.display_name) for tag in document.tags)
        return list({fold(tag): tag for tag in named if tag is not None}.values())

    def _tag(self, name: str, document_name: str | None) -> str | None:
        """Return a tag in the library's spelling; None, counted as a loss, if it is invalid."""
        if name not in self._spelled:
            if REPLACED in name:
                self.plan.losses.add(f"labels with {REPLACED} in place of a letter", document_name)
                return None
            try:
                tidy = clean(name)
            except TagNameError as error:
                self.plan.losses.add(f"labels that are not valid tags ({error})", document_name)
                return None
            existing = tag_commands.spelled(self._connection, tidy)
            earlier = self._spelled.setdefault(f"\0{fold(tidy)}", existing or tidy)
            self._spelled[name] = earlier
        return self._spelled[name]

    def _add_marks(
        self, document: Document, id: str, text: str, placer: Placer, imported: Facts
    ) -> None:
        """Add a document's marks, or their notes to existing marks, to the imported facts."""
        base = ("articles", id, "marks")
        stored_marks = {
            path: value for path, value in self._facts_of(id).items() if path[:3] == base
        }
        paths = {_mark_key(value): path for path, value in stored_marks.items()}
        if document.trimmed:
            paths = {_trimmed(text, value): path for path, value in stored_marks.items()} | paths
        for mark in document.marks:
            tag = self._tag(mark.tag, document.display_name)
            place = placer.place(mark.start, mark.end, mark.quote)
            if tag is None:
                continue
            if place is None:
                self.plan.losses.add(
                    "marks whose passage is not in the text", document.display_name
                )
                continue
            value = anchored(text, {"tag": tag}, place)
            path = paths.get(_mark_key(value))
            if path is None:
                path = (*base, self._mark_id(mark, base, stored_marks))
                value = {"id": path[-1], **value} | ({"note": mark.note} if mark.note else {})
            elif mark.note and not _same_note(mark.note, stored_marks[path].get("note")):
                value = stored_marks[path] | {"note": mark.note}
            else:
                continue
            imported[path] = stored_marks[path] = value
            paths[_mark_key(value)] = path

    def _mark_id(self, mark: MarkIn, base: Fact, stored_marks: Facts) -> str:
        """Return the mark's own id if it is free, else a new one."""
        id = mark.id or ""
        free = (
            id.isascii()
            and id.isalnum()
            and len(id) <= LONGEST_ID
            and (*base, id) not in stored_marks
        )
        return id if free else secrets.token_hex(4)

    # -- names

    def _add_names(
        self, names: list[NameIn], document: Document, num: int, id: str, placer: Placer
    ) -> None:
        """Plan corrections of an article's entities so that they match the document."""
        if id in self._ids_with_names:
            self.plan.losses.add(
                "names in further documents of the same article", document.display_name
            )
            return
        self._ids_with_names.add(id)
        stored = stored_entities(self._database, num)
        if stored is None:
            self.plan.unannotated.append(id)
            return
        _, text, findings = stored
        placed = []
        for name in names:
            place = placer.place(name.start, name.end, name.quote)
            if place is None:
                self.plan.losses.add("names that are not in the text", document.display_name)
            else:
                placed.append(NameIn(*place, name.label, name.name))
        stored_names = StoredNames(
            id, text, findings, self._library, of_article(self._connection, id)
        )
        differences = name_corrections(stored_names, placed, self._labels)
        self.plan.ops += differences.ops
        self.plan.counts["corrected name"] += differences.changed
        self.plan.losses.add("names that overlap others", document.display_name, differences.unmet)

    # -- the codebook

    def _add_code(self, code: Code) -> None:
        """Add a tag to the codebook; an existing colour and description stay."""
        tag = self._tag(code.name, None)
        if tag is None:
            return
        current = self._facts.setdefault("\0codebook", read_model.codebook(self._connection))
        imported: Facts = {("tags", tag): True}
        fields = {"color": code.color, "description": code.description}
        for key, value in fields.items():
            path = ("tags", tag, key)
            if value is not None and path not in current:
                imported[path] = value
            elif value is not None and current[path] != value:
                self.plan.losses.add(f"different {key}s of tags: yours were kept")
        self._merge(imported, current)


def _kind(path: Fact) -> str:
    """Return the name of a fact's kind in a count."""
    if path[0] == "tags":
        kinds = {"color": "tag colour", "description": "tag description"}
        return "tag of the codebook" if len(path) == 2 else kinds.get(path[2], "field of a tag")
    kinds = {"tags": "tag", "read": "read day", "marks": "mark", "conflicts": "conflict"}
    return kinds.get(path[2], path[2])


def _mark_key(value: dict[str, Any]) -> tuple[Any, ...]:
    """Return the key of a mark: offsets and tag."""
    return (*(value.get("at") or ()), fold(str(value.get("tag"))))


def _trimmed(text: str, value: dict[str, Any]) -> tuple[Any, ...]:
    """Return the key of a mark in a format that trims spans at line breaks."""
    match value.get("at"):
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            passage = text[start:end]
            start += len(passage) - len(passage.lstrip("\n"))
            end -= len(passage) - len(passage.rstrip("\n"))
            return _mark_key(value | {"at": [start, end]})
    return _mark_key(value)


def _same_note(note: str, other_note: str | None) -> bool:
    """Return whether two notes differ only in whitespace and in unsupported characters."""
    return other_note is not None and for_xml(note)[0].split() == for_xml(other_note)[0].split()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
