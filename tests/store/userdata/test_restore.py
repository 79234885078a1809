"""What `restore` may write over a broken file, and which copies stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import ReadOnlyError
from store.userdata import backups
from store.userdata.visible_blocks import blocks
from tests.store.userdata.opened import Opened

MANY = "version: 1\ntags:\n  harbour: {key: 1}\narticles:\n" + "".join(
    f"  art{number:02}.txt:\n    tags: [harbour]\n" for number in range(90)
)
BROKEN = {
    "conflict marks": MANY.replace("  art05", "<<<<<<< HEAD\n  art05"),
    "an open quote": MANY.replace("[harbour]", '["harbour]', 1),
    "an open list": MANY.replace("  art05.txt:", "  art05.txt: ["),
    "a tab": MANY.replace("    tags: [harbour]", "\ttags: [harbour]", 1),
    "brackets": '{"articles": {"a.txt": {"tags": ["x"]}, "b.txt": {"tags": ["y"]}',
    "crlf": MANY.replace("  art05", "<<<<<<< HEAD\n  art05").replace("\n", "\r\n"),
    "latin-1": MANY.replace("harbour]", "Häfen]"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_of_which_nothing_is_known_is_not_written_anew(
    opened: Opened, how: str
) -> None:
    opened.close()
    data = BROKEN[how].encode("latin-1")
    opened.tags_file.write_bytes(data)
    opened.open()
    assert opened.userdata.state.fault is not None
    assert opened.userdata.only_in_broken_file() > 0
    with pytest.raises(ReadOnlyError, match="was not rewritten"):
        opened.userdata.restore()
    assert opened.tags_file.read_bytes() == data


def test_a_broken_file_with_one_article_more_than_is_known_is_not_written_anew(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt", "b.txt"], "x")
    opened.userdata.flush()
    good = opened.tags_file.read_text("utf-8")
    opened.tags_file.write_text(f"{good}  new.txt:\n    tags: [x\n", "utf-8")
    opened.userdata.sync()
    assert opened.userdata.only_in_broken_file() == 1
    with pytest.raises(ReadOnlyError, match="would lose 1 of"):
        opened.userdata.restore()


def test_a_file_written_anew_is_brought_back_to_the_byte_by_the_name_of_its_copy(
    opened: Opened,
) -> None:
    opened.userdata.tag(["a.txt", "b.txt"], "x")
    opened.userdata.flush()
    broken = opened.tags_file.read_bytes() + b"  a.txt: [\n"
    opened.tags_file.write_bytes(broken)
    opened.userdata.sync()
    assert opened.userdata.only_in_broken_file() == 0
    opened.userdata.restore()
    assert opened.written() == opened.facts()
    copy = next(p for p in opened.backups() if p.stem.endswith(backups.THEIRS))
    assert copy.read_bytes() == broken
    assert opened.userdata.restore(copy) is None
    assert opened.tags_file.read_bytes() == broken
    assert opened.userdata.state.fault is not None
    assert opened.tags("a.txt") == ["x"]


def test_a_backup_that_is_named_is_written_over_a_broken_file_that_shows_more(
    opened: Opened, tmp_path: Path
) -> None:
    opened.close()
    opened.tags_file.write_text(BROKEN["an open quote"])
    opened.open()
    older = tmp_path / "older"
    older.write_text("articles:\n  a.txt:\n    tags: [x]\n")
    assert opened.userdata.restore(older) is not None
    opened.userdata.flush()
    assert opened.tags("a.txt") == ["x"]
    kept = [path.read_text() for path in opened.backups()]
    assert BROKEN["an open quote"] in kept


def test_starts_on_a_broken_file_push_no_copy_out(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "x")
    opened.userdata.flush()
    backups.back_up_now(opened.places.backups, b"mine", backups.THEIRS)
    opened.tags_file.write_text("articles:\n  a.txt: [\n")
    for _ in range(12):
        opened.again()
    names = [path.stem for path in opened.backups()]
    assert len([name for name in names if name.endswith(backups.OURS)]) == 1
    assert len([name for name in names if name.endswith(backups.THEIRS)]) == 1


def test_kinds_of_copies_are_counted_apart(tmp_path: Path) -> None:
    first = backups.back_up_now(tmp_path, b"mine", backups.THEIRS)
    for number in range(backups.KEPT + 5):
        backups.back_up_now(tmp_path, b"%d" % number, backups.OURS)
    assert first in backups.all_backups(tmp_path)
    assert len(backups.all_backups(tmp_path)) == backups.KEPT + 1


def test_what_looks_like_a_block_is_told_from_what_stands_in_one() -> None:
    text = (
        "tags:\n  harbour: {key: 1}\n  'it''s':\narticles:\n  a b.txt: # note\n    note: x: y\n"
        '    marks:\n      - {id: 5}\n  ? long\n  : tags: []\n=======\n  "q\\"r": &x\n    read: 1\n'
    )
    assert blocks(text.encode()) == {"harbour", "it's", "a b.txt", "long", 'q"r'}
