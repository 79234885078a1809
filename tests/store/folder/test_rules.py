"""Which files are articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.folder.ignore_rules import (
    Ignore,
    copy_kind,
    has_article_name,
    is_left_out,
    suffix,
)


@pytest.mark.parametrize(
    "name", [b"a.txt", b"A.TXT", b"a.text", b"a.md", b"README", b"Mr. Smith goes", b"a.", b"1.5 %"]
)
def test_texts_and_names_without_suffix_are_articles(name: bytes) -> None:
    assert has_article_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "Mr. Smith",
        "2016.08.10",
        "St. Petersburg 10.8.2016",
        "U.S. and E.U",
        "v1.2",
        "U.S.",
        "What happened in the U.S.?",
        "Prices up 2.5%",
        "Dr. No (1962)",
        "a #1",
        "#MeToo",
        "#1 hit",
        "~ notes",
        "Conflict.txt",
        "Conflict in Syria.txt",
        "Conflicted copy.txt",
        "a (conflict zone).txt",
        "a (conflict).txt",
        "the_original",
        "The original",
        "a.sync-conflict.txt",
        "Backup plan",
        "a 2.txt",
        "a-LAPTOP-7.txt",
        "a (1).txt",
        "a - Copy.txt",
        "Приказ № 5. Москва",
        "U.S.-Russia ties",
        "BASE_1.txt",
    ],
)
def test_names_that_only_look_like_suffixes_or_copies_are_articles(name: str) -> None:
    assert has_article_name(name.encode())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt~", "backup"),
        ("LICENSE~", "backup"),
        ("tags.yaml~", "backup"),
        ("a.pdf~", "backup"),
        ("a.txt.~1~", "backup"),
        ("#a.txt#", "backup"),
        ("#LICENSE#", "backup"),
        ("a.txt.bak", "backup"),
        ("a.txt.orig", "backup"),
        ("a.txt.swp", "backup"),
        ("a.txt.tmp", "backup"),
        ("a.txt.bak2", "backup"),
        ("photo.jpg_original", "backup"),
        ("a.txt_original", "backup"),
        ("tags.yaml_BACKUP_123.yaml", "backup"),
        ("a_REMOTE_4711.txt", "backup"),
        (".~lock.a.txt#", "lock"),
        ("~lock.a.txt#", "lock"),
        ("~$a.txt", "lock"),
        ("~$notes", "lock"),
        ("a.sync-conflict-20260102-101010-ABCDEFG.txt", "conflict"),
        ("LICENSE.sync-conflict-20260102-101010-ABCDEFG", "conflict"),
        ("a (Ann's conflicted copy 2026-01-02).txt", "conflict"),
        ("a (conflicted copy 2026-01-02 101010).txt", "conflict"),
        ("a (Ann Lee's conflicted copy 2026-01-02) (1).txt", "conflict"),
        ("a (Case Conflict).txt", "conflict"),
        ("a (Case Conflict 1).txt", "conflict"),
        ("a (SFConflict ann@loaf.org 2026-01-02-10-10-10).txt", "conflict"),
        ("a_conflict-20260102-101010.txt", "conflict"),
        ("a.Conflict.txt", "conflict"),
        ("a (In Konflikt stehende Kopie von Ann 2026-01-02).txt", "conflict"),
        ("README (Ann's conflicted copy 2026-01-02)", "conflict"),
        ("index.php?id=12", None),
        ("data.json-1", None),
        ("a.txt.1", None),
        ("a.html_files", None),
    ],
)
def test_copies_that_other_programs_make_are_no_articles(name: str, kind: str | None) -> None:
    assert copy_kind(name.encode()) == kind
    assert not has_article_name(name.encode())


@given(st.text(max_size=30).map(lambda name: name.encode("utf-8", "surrogatepass")))
def test_whatever_the_name_it_is_an_article_or_not(name: bytes) -> None:
    if has_article_name(name):
        assert copy_kind(name) is None
        assert suffix(name) in (b"", b".txt", b".text", b".md")


@pytest.mark.parametrize(
    "name", [b"a.jpg", b"a.css", b"a.txt.gz", b"a.txt~.bak", b".hidden", b"tags.yaml"]
)
def test_other_names_are_not(name: bytes) -> None:
    assert not has_article_name(name)


def test_hidden_names_and_the_tags_file_are_passed_over() -> None:
    assert is_left_out(b".cuttings")
    assert is_left_out(b"tags.yaml")
    assert not is_left_out(b"a.jpg")


def test_a_pattern_without_slash_is_compared_with_the_name_alone() -> None:
    ignore = Ignore(["*.bak", "drafts/"])
    assert ignore.matches("2016/a.bak")
    assert ignore.matches("2016/drafts")
    assert not ignore.matches("a.txt")


def test_a_pattern_with_slash_is_compared_with_the_whole_path() -> None:
    ignore = Ignore(["2016/*.txt", "/top.txt"])
    assert ignore.matches("2016/a.txt")
    assert ignore.matches("top.txt")
    assert not ignore.matches("x/2016/a.txt")
    assert not ignore.matches("x/top.txt")


def test_without_patterns_nothing_is_ignored() -> None:
    assert not Ignore([]).matches("a.txt")
