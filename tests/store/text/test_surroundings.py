"""What stands around an article: headers of messages, front matter, lists of links, comments."""

import pytest

from store.text import describe

PROSE = (
    "The harbour master said on Monday that nine ships were waiting off the coast, and that two "
    "of them would be sent on to other ports before the night was over."
)
MORE = PROSE.replace("ships", "ferries")
HEAD = "Dockers vote to extend strike"


def boilerplate(text: str) -> list[str]:
    found = describe(text, "x.txt").boilerplate
    return [line for start, end in found for line in text[start:end].split("\n")]


def test_the_header_of_a_message_is_boilerplate_and_its_subject_the_title() -> None:
    header = [
        "From - Wed Mar 14 12:34:56 2018",
        "Return-Path: <ann@example.org>",
        "Received: from mail.example.org",
        "  by mx.example.org; Wed, 14 Mar 2018 12:34:56 +0000",
        "From: Ann Bee <ann@example.org>",
        f"Subject: {HEAD}",
        "Date: Wed, 14 Mar 2018 12:34:56 +0000",
    ]
    text = "\n".join([*header, "", PROSE])
    found = describe(text, "x")
    assert (found.title, found.published) == (HEAD, "2018-03-14")
    assert [" ".join(line.split()) for line in boilerplate(text)] == [
        " ".join(line.split()) for line in header if "Subject" not in line
    ]


def test_front_matter_is_boilerplate_but_for_the_title() -> None:
    text = f"---\nlayout: post\ntitle: {HEAD}\ndate: 2018-03-14\nmood: calm\n---\n\n{PROSE}"
    assert boilerplate(text) == ["---", "layout: post", "date: 2018-03-14", "mood: calm", "---"]


@pytest.mark.parametrize(
    "text",
    [
        f"From: the harbour master\n\n{PROSE}",
        f"To: the lighthouse\nIt is a novel.\n\n{PROSE}",
        f"---\n\n{HEAD}\n\n{PROSE}",
        f"---\n{PROSE}",
    ],
)
def test_one_label_or_one_rule_makes_no_header(text: str) -> None:
    assert boilerplate(text) == []


def test_links_after_their_opener_are_boilerplate_down_to_the_next_prose() -> None:
    links = ["Keep reading", "list of 2 items", "Who pays for the port?", "The port in pictures"]
    between = "\n".join(links)
    assert boilerplate(f"{HEAD}\n\n{PROSE}\n\n{between}\nend of list\n\n{MORE}") == [
        *links,
        "end of list",
    ]
    assert boilerplate(f"{HEAD}\n\n{PROSE}\n\n{between}") == links


@pytest.mark.parametrize(
    "below", [f"What comes next\n\n{MORE}", f"Nothing did.\n\n{MORE}", "* one\n* two\n* three"]
)
def test_what_may_belong_to_the_article_is_no_link(below: str) -> None:
    assert boilerplate(f"{HEAD}\n\n{PROSE}\n\nRead more\n\n{below}") == ["Read more"]


def test_comments_are_boilerplate_to_the_end() -> None:
    comments = ["2 comments:", "Anonymous said...", "Great post!", "Bob said...", MORE + " No."]
    text = f"{HEAD}\n\n{PROSE}\n\n{MORE}\n\n" + "\n".join(comments)
    assert boilerplate(text) == comments


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n2 comments\n\n{PROSE}\n\n{MORE}",
        f"{HEAD}\n\n{PROSE}\n\n{PROSE} So.\n\n0 comments\n\n{MORE}",
        f"{HEAD}\n\n{PROSE}\n\n{PROSE} So.\n\n2 comments\n\n{MORE}",
    ],
)
def test_a_count_of_comments_with_prose_below_hides_nothing(text: str) -> None:
    assert MORE not in boilerplate(text)
