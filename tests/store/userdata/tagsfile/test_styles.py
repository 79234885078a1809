"""Files as people write them: a change touches its own lines, and its undo gives back every byte.

`styles/NAME.yaml` is a file, `styles/NAME.diff` what each change is to make of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.model import Op
from store.userdata.userdata import UserData
from tests.store.userdata.opened import Opened

STYLES = Path(__file__).with_name("styles")
NAMES = sorted(path.stem for path in STYLES.glob("*.yaml"))
MARK = {"id": "99ff", "tag": "nato", "at": [10, 20], "quote": "a claim"}
ACTIONS: dict[str, Callable[[UserData], object]] = {
    "a new tag": lambda work: work.tag(["a.txt"], "new"),
    "a tag goes": lambda work: work.untag(["a.txt"], "syria"),
    "the last tag goes": lambda work: work.untag(["b.txt", "c.txt"], "nato"),
    "a note": lambda work: work.set_note("b.txt", "a new note: short"),
    "a tag renamed": lambda work: work.rename_tag("syria", "war"),
    "a tag described": lambda work: work.describe_tag("nato", description="the war"),
    "a mark": lambda work: work.apply(
        "mark", [Op(("articles", "a.txt", "marks", "99ff"), None, MARK)]
    ),
    "read": lambda work: work.set_read(["c.txt"], "2026-05-05"),
    "unread": lambda work: work.set_read(["a.txt"], None),
    "a new article": lambda work: work.tag(["bb.txt"], "syria"),
}


@pytest.fixture(params=["kept whole", "kept by block"])
def kept(request: pytest.FixtureRequest, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep earlier forms as for a small file, and as for a large one."""
    if request.param == "kept by block" and style != "json":  # it has no blocks
        monkeypatch.setattr("store.userdata.tagsfile.earlier_forms.SMALL", 0)


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def newline(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=NAMES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(tmp_path: Path, style: str, newline: str) -> Iterator[Opened]:
    """Return a library with the file of a style, to which lines end as asked."""
    data = (STYLES / f"{style}.yaml").read_bytes().replace(b"\n", newline.encode())
    (tmp_path / "tags.yaml").write_bytes(data)
    library = Opened(tmp_path, ("a.txt", "b.txt", "bb.txt", "c.txt", "d.txt", "e.txt"))
    yield library
    library.close()


def difference(before: str, after: str) -> list[str]:
    """Return the lines that differ, each behind its number, those that went before the new ones."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return list(lines)[2:]


def expected(style: str) -> dict[str, list[str]]:
    """Return what each action is to make of a file: lines of a diff."""
    found: dict[str, list[str]] = {}
    for line in (STYLES / f"{style}.diff").read_text("utf-8").split("\n"):
        if line.startswith("== "):
            found[line[3:]] = lines = []
        elif line:
            lines.append(line)
    return found


def test_a_change_touches_its_own_lines_and_its_undo_gives_back_every_byte(
    opened: Opened, style: str, newline: str, kept: None
) -> None:
    data = opened.tags_file.read_bytes()
    wanted = expected(style)
    for name, action in ACTIONS.items():
        done = action(opened.userdata)
        opened.userdata.flush()
        after = opened.tags_file.read_bytes()
        assert opened.written() == opened.facts()
        assert after.count(b"\n") == after.count(newline.encode())
        lines = [text.decode().replace(newline, "\n") for text in (data, after)]
        assert difference(lines[0], lines[1]) == wanted[name], name
        if done is not None:
            opened.userdata.undo()
        opened.userdata.flush()
        assert opened.tags_file.read_bytes() == data, name


@pytest.mark.parametrize("newline", ["\n"], ids=["LF"], indirect=True)
def test_changes_in_a_row_are_taken_back_one_by_one_to_the_byte(opened: Opened, kept: None) -> None:
    versions = [opened.tags_file.read_bytes()]
    for action in ACTIONS.values():
        if action(opened.userdata) is not None:
            opened.userdata.flush()
            versions.append(opened.tags_file.read_bytes())
    while versions[1:]:
        assert opened.tags_file.read_bytes() == versions.pop()
        opened.userdata.undo()
        opened.userdata.flush()
    assert opened.tags_file.read_bytes() == versions[0]
    assert opened.written() == opened.facts()
