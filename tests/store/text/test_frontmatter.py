"""Front matter: title, source and day as the parsers of YAML, TOML, JSON and Org read them."""

import pytest

from store.text import describe

TITLE = "Northern quay closed"
DAY = "2023-04-17"
BODY = (
    "\n\nThe harbour authority closed the northern quay on Thursday after inspectors found cracks "
    "in two supports, officials said.\n"
)


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: >\n  Northern quay\n  closed", TITLE),
        ("title: |-\n  Northern quay\n  closed", TITLE),
        ("title: Northern quay\n  closed", TITLE),
        ('title: "Northern\n  quay closed"', TITLE),
        ("title: Northern quay closed # draft", TITLE),
        ("title: 'It''s closed: the quay'", "It's closed: the quay"),
        ('title: "The \\"northern\\" \\u2013 quay"', 'The "northern" – quay'),
        ("headline: &a Northern quay closed\ntitle: *a", TITLE),
        ("{title: Northern quay closed, date: 2023-04-17}", TITLE),
        ("title: no", "no"),
        ("title: 2023-04-17", "2023-04-17"),
        # Broken YAML: each entry is read by itself.
        ("title: Northern quay: closed", "Northern quay: closed"),
        ('title: He said "no"\ntags: [a, b', 'He said "no"'),
        ('title: "He said "no" today"', 'He said "no" today'),
        ("title: @quay closed", "@quay closed"),
        ("title: *Northern* quay\nlayout: post", "*Northern* quay"),
        ("title: [Update] Quay closed", "[Update] Quay closed"),
    ],
)
@pytest.mark.parametrize("end", ["---", "..."])
def test_a_title_is_what_yaml_reads(front: str, title: str, end: str) -> None:
    text = f"---\n{front}\n{end}{BODY}"
    about = describe(text, "x.md")
    assert (about.title, about.title_from) == (title, "headline")
    assert about.title_span is not None
    raw = text[slice(*about.title_span)]
    assert raw.strip() == raw
    assert raw in front
    assert not any(BODY.strip() in text[start:end] for start, end in about.boilerplate)


@pytest.mark.parametrize(
    "front",
    [
        "+++\ntitle = 'Northern quay closed'\ndate = 2023-04-17\n[params]\ntitle = 'x'\n+++",
        '+++\ntitle = """\nNorthern quay closed"""\npubDate = "2023-04-17"\n+++',
        '{\n  "title": "Northern quay closed",\n  "date": "2023-04-17"\n}',
        '---json\n{"title": "Northern quay closed", "date": "2023-04-17"}\n---',
        "#+TITLE: Northern quay closed\n#+DATE: <2023-04-17 Mon>",
        "#+title: Northern quay\n#+title: closed\n#+date: [2023-04-17 Mon 10:00]",
        ":PROPERTIES:\n:ID: 12-34\n:END:\n#+title: Northern quay closed\n#+date: 2023-04-17",
        "* TODO Northern quay closed :harbour:\n:PROPERTIES:\n:PUBLISHED: 2023-04-17\n:END:",
        "% Northern quay\n  closed\n% Per Holm\n% 17 April 2023",
        "title:: Northern quay closed\ndate:: 2023-04-17",
        "---\ntitle: Northern quay closed\ndate: 20230417\n---",
        "---\ntitle: Northern quay closed\ncreated: 20230417101500\n---",
        "---\ntitle: Northern quay closed\nmodDatetime: 2024-01-01T00:00:00Z\n"
        "pubDatetime: 2023-04-17T05:06:07Z\n---",
    ],
)
def test_every_kind_of_front_matter_gives_title_and_day(front: str) -> None:
    text = front + BODY
    about = describe(text, "x.md")
    assert (about.title, about.published) == (TITLE, DAY)
    assert not any(BODY.strip() in text[start:end] for start, end in about.boilerplate)


@pytest.mark.parametrize("other", ["created", "clipped", "saved", "updated", "accessed", "lastmod"])
@pytest.mark.parametrize(
    "key", ["published", "date", "pub_date", "pubDate", "publishDate", "datePublished"]
)
@pytest.mark.parametrize("other_first", [True, False])
def test_the_day_of_publication_wins(key: str, other: str, other_first: bool) -> None:
    lines = [f"{key}: 2023-04-17", f"{other}: 2024-01-05"]
    lines = lines[::-1] if other_first else lines
    text = "\n".join(["---", f"title: {TITLE}", *lines, "---"]) + BODY
    assert describe(text, "x.md").published == DAY


def test_a_year_alone_dates_where_nothing_says_more() -> None:
    assert describe(f"---\ntitle: Northern quay\nyear: 2021\n---\n{BODY}", "x").published == "2021"


def test_the_day_of_clipping_stands_in_for_no_other() -> None:
    for front in ("published:\ncreated: 2024-01-05", "clipped: 2024-01-05", "saved: 2024-01-05"):
        assert describe(f"---\ntitle: {TITLE}\n{front}\n---{BODY}", "x.md").published is None
    text = f"---\ntitle: {TITLE}\ncreated: 2023-04-17\n---{BODY}"
    assert describe(text, "x.md").published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "source: Reuters",
        "source: https://www.reuters.com/world/x",
        "site: Reuters",
        "sitename: Reuters",
        "url: https://www.reuters.com/world/x",
        "link: <https://www.reuters.com/world/x>",
        "canonical: https://www.reuters.com/world/x",
        'publisher: "[[Reuters]]"',
        "publisher: {name: Reuters, url: x}",
        "author:\n  - Per Holm\n  - Reuters",
    ],
)
def test_the_source_comes_from_any_key_that_gives_it(line: str) -> None:
    text = f"---\ntitle: {TITLE}\n{line}\n---{BODY}"
    about = describe(text, "x.md")
    assert (about.title, about.source) == (TITLE, "Reuters")


def test_what_front_matter_leaves_open_is_read_below_it() -> None:
    body = (
        f"\n\n# {TITLE}\n\nVALLBY, April 17 (Reuters) - The quay is closed, officials said there."
    )
    about = describe(f"---\ntags: [quay]\ntitle: null\n---{body}", "x.md")
    assert (about.title, about.source) == (TITLE, "Reuters")


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\nA word: then prose.\n\nMore of it.\n\n---{BODY}",
        f"---\nThe quay\n---{BODY}",
        f"+++\nThe quay\n+++{BODY}",
        f"{{\nThe quay\n}}{BODY}",
        f"* The quay{BODY}",
        f"% of ships{BODY}",
        f"---\n- a\n- b\n---{BODY}",
    ],
)
def test_text_between_rules_is_no_front_matter(text: str) -> None:
    assert describe(text, "x.md").boilerplate == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 100_000 + "\n---\nText",
        "---\ntitle: X\n" + "a: b\n" * 50_000 + "---\nText",
        "---\na: &a [x, x]\n" + "b: &b [*a, *a]\n" * 5_000 + "---\nText",
        "+++\na = " + "[" * 50_000 + "\n+++\nText",
        "+++\na = " + "1" * 50_000 + "\n+++\nText",
        '{"title": ' + "[" * 60_000,
        '{"title": "x", "a": ' + "1" * 50_000 + "}\nText",
        "---\ntitle: \ud800\n---\nText",
        "---\ntitle: \x00\n---\nText",
    ],
)
def test_front_matter_meant_to_harm_is_described(text: str) -> None:
    about = describe(text, "x.md")
    assert about.title
    assert about.paragraphs


def test_a_file_that_is_json_as_a_whole_is_no_boilerplate() -> None:
    text = '{"title": "Northern quay closed", "text": "The harbour authority closed the quay."}'
    about = describe(text, "x.json")
    assert (about.title, about.boilerplate) == (TITLE, ())
