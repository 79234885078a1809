"""Random changes, undo, restarts and outside edits, against facts in a plain dict."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from store.errors import NothingToDo, TagNameError, UnknownTag
from store.userdata.journal import (
    FINAL,
    STANDS,
    STANDS_PASSED,
    UNDONE,
    UNDONE_PASSED,
)
from store.userdata.tagsfile.text_edit import edit
from tests.store.userdata.opened import TEN, Opened

Facts = dict[tuple[str, ...], Any]
IDS = st.lists(st.sampled_from(TEN[:4]), min_size=1, max_size=4, unique=True)
TAGS = st.sampled_from(["syria", "Nato", "nato/x", "a b"])


@dataclass(slots=True)
class Step:
    """What a change did to facts, before and after, and how it stands."""

    effect: dict[tuple[str, ...], tuple[Any, Any]]
    state: int = STANDS


class Machine(RuleBasedStateMachine):
    """The library beside its model: facts, and the changes that undo and redo see."""

    @initialize()
    def start(self) -> None:
        self.still = mock.patch("store.userdata.tags_file.STILL_SECONDS", 0.0)
        self.still.start()
        self.temporary = tempfile.TemporaryDirectory()
        self.library = Opened(Path(self.temporary.name))
        self.facts: Facts = {}
        self.steps: list[Step] = []

    def teardown(self) -> None:
        self.library.again()
        assert self.library.written() == self.facts
        self.library.close()
        self.temporary.cleanup()
        self.still.stop()

    def change(self, wanted: Facts, call: Callable[[], Any]) -> None:
        """Make a change on both sides."""
        effect = {
            path: (self.facts.get(path), wanted.get(path))
            for path in {**self.facts, **wanted}
            if self.facts.get(path) != wanted.get(path)
        }
        made = call()
        assert (made is not None) == bool(effect)
        if effect:
            self.facts = wanted
            self.step(effect)

    def step(self, effect: dict[tuple[str, ...], tuple[Any, Any]]) -> None:
        """Put a change on the stack: what was undone before stays undone."""
        for one in self.steps:
            if one.state in (UNDONE, UNDONE_PASSED):
                one.state = FINAL
        self.steps.append(Step(effect))

    def spelled(self, name: str) -> str | None:
        used = {p[1] for p in self.facts if p[0] == "tags"}
        used |= {p[3] for p in self.facts if p[2:3] == ("tags",)}
        return next((one for one in used if one.casefold() == name.casefold()), None)

    @rule(ids=IDS, name=TAGS)
    def tag(self, ids: list[str], name: str) -> None:
        wanted = dict(self.facts)
        spelled = self.spelled(name)
        if spelled is None:
            spelled = name
            taken = {v for p, v in self.facts.items() if p[2:] == ("key",)}
            wanted[("tags", name)] = True
            wanted[("tags", name, "key")] = min(set(range(1, 10)) - taken)
        wanted |= {("articles", one, "tags", spelled): True for one in ids}
        self.change(wanted, lambda: self.library.userdata.tag(ids, name))

    @rule(ids=IDS, name=TAGS)
    def untag(self, ids: list[str], name: str) -> None:
        spelled = self.spelled(name)
        if spelled is None:
            with pytest.raises(UnknownTag):
                self.library.userdata.untag(ids, name)
            return
        gone = {("articles", one, "tags", spelled) for one in ids}
        wanted = {path: value for path, value in self.facts.items() if path not in gone}
        self.change(wanted, lambda: self.library.userdata.untag(ids, name))

    @rule(ids=IDS, day=st.sampled_from(["2026-01-02", "2026-03-04", None]))
    def read(self, ids: list[str], day: str | None) -> None:
        paths = [("articles", one, "read") for one in ids]
        wanted = {path: value for path, value in self.facts.items() if path not in paths}
        if day is not None:
            wanted |= dict.fromkeys(paths, day)
        self.change(wanted, lambda: self.library.userdata.set_read(ids, day))

    @rule(one=st.sampled_from(TEN[:4]), note=st.sampled_from(["x: y", "two\nlines", "# no", None]))
    def note(self, one: str, note: str | None) -> None:
        path = ("articles", one, "note")
        wanted = {p: value for p, value in self.facts.items() if p != path}
        if note is not None:
            wanted[path] = note
        self.change(wanted, lambda: self.library.userdata.set_note(one, note))

    @rule(old=TAGS, new=st.sampled_from(["Other", "syria", "x/y", "NATO"]))
    def rename(self, old: str, new: str) -> None:
        source = self.spelled(old)
        if source is None:
            return

        def becomes(name: str) -> str:
            below = name.casefold().startswith(source.casefold() + "/")
            return new + name[len(source) :] if below or name == source else name

        every = {p[1] for p in self.facts if p[0] == "tags"}
        every |= {p[3] for p in self.facts if p[2:3] == ("tags",)}
        if len({becomes(name).casefold() for name in every}) < len(every):
            with pytest.raises(TagNameError):
                self.library.userdata.rename_tag(old, new)
            return
        wanted: Facts = {}
        for path, value in self.facts.items():
            if path[0] == "tags":
                wanted[("tags", becomes(path[1]), *path[2:])] = value
            elif path[2] == "tags":
                wanted[(*path[:3], becomes(path[3]))] = value
            else:
                wanted[path] = value
        self.change(wanted, lambda: self.library.userdata.rename_tag(old, new))

    @rule(back=st.booleans())
    def undo_or_redo(self, back: bool) -> None:
        turn = self.library.userdata.undo if back else self.library.userdata.redo
        fresh, passed = (STANDS, STANDS_PASSED) if back else (UNDONE, UNDONE_PASSED)
        now, then = (1, 0) if back else (0, 1)

        def fits(step: Step) -> bool:
            return all(self.facts.get(p) == ends[now] for p, ends in step.effect.items())

        steps = self.steps[::-1] if back else self.steps
        tried = [one for one in steps if one.state == passed]
        target = next((one for one in steps if one.state == fresh and fits(one)), None)
        for one in steps:
            if one is target:
                break
            if one.state == fresh:
                one.state = passed
        target = target or next((one for one in tried if fits(one)), None)
        if target is None:
            with pytest.raises(NothingToDo):
                turn()
            return
        turn()
        target.state = UNDONE if back else STANDS
        for path, ends in target.effect.items():
            self.facts.pop(path, None)
            if ends[then] is not None:
                self.facts[path] = ends[then]

    @rule(without_index=st.booleans())
    def restart(self, without_index: bool) -> None:
        self.library.again(without_index=without_index)
        assert self.library.written() == self.facts

    @rule(one=st.sampled_from(TEN[:4]), flush=st.booleans(), read=st.booleans())
    def edit_outside(self, one: str, flush: bool, read: bool) -> None:
        if flush:
            self.library.userdata.flush()
        if not self.library.tags_file.exists():
            return
        path = ("articles", one, "read") if read else ("articles", one, "tags", "outside")
        value: Any = "1999-01-01" if read else True
        if flush:
            text = edit(self.library.tags_file.read_text(), {path: value}, self.library.tags_file)
            self.library.tags_file.write_text(text)
            before = self.facts.get(path)
            if before not in (None, value):
                self.step({path: (before, value)})
            self.facts = {**self.facts, path: value}
        self.library.userdata.sync()

    @invariant()
    def index_has_the_facts(self) -> None:
        if hasattr(self, "facts"):
            assert self.library.facts() == self.facts


def test_any_changes_leave_index_journal_and_file_level() -> None:
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=12, stateful_step_count=15, deadline=None)
    )


@pytest.mark.long
def test_many_changes_leave_index_journal_and_file_level() -> None:
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=400, stateful_step_count=60, deadline=None)
    )
