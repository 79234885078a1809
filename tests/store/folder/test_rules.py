"""Which files are articles."""

import pytest

from store.folder.rules import Ignore, has_article_name, is_left_out


@pytest.mark.parametrize(
    "name", [b"a.txt", b"A.TXT", b"a.text", b"a.md", b"README", b"Mr. Smith goes", b"a.", b"1.5 %"]
)
def test_texts_and_names_without_suffix_are_articles(name: bytes) -> None:
    assert has_article_name(name)


@pytest.mark.parametrize(
    "name", [b"a.pdf", b"a.html", b"a.txt.gz", b"a.txt~.bak", b".hidden", b"tags.yaml"]
)
def test_other_names_are_not(name: bytes) -> None:
    assert not has_article_name(name)


def test_hidden_names_and_the_tags_file_are_passed_over() -> None:
    assert is_left_out(b".cuttings")
    assert is_left_out(b"tags.yaml")
    assert not is_left_out(b"a.pdf")


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
