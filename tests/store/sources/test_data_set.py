"""Data sets: columns by their names or values, parts by ids, JSON and tables in many shapes."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.data_set import read
from store.sources.source_document import Document, Unreadable

WORDS = "The northern quay was closed on Friday after a storm had damaged its wall, it said. " * 3
TEXT = WORDS.strip()


def in_json(value: Any) -> list[Document]:
    return list(read(json.dumps(value).encode(), "a.json"))


def table(text: str | bytes, name: str = "a.csv") -> list[Document]:
    return list(read(text.encode() if isinstance(text, str) else text, name))


def reason(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        list(read(data, name))
    assert caught.value.reason
    return f"{caught.value.status}: {caught.value.reason}"


def test_a_line_of_json_is_a_document_with_its_facts() -> None:
    row = {
        "id": "q-1",
        "title": "Quay",
        "text": WORDS,
        "date": "2018-01-02T23:30:00-08:00",
        "source": "Quay News",
        "url": "https://example.org/1",
        "authors": ["Ann Lee", "Bo Li"],
        "lang": "eng",
        "keywords": "harbour; storm",
    }
    (document,) = read(json.dumps(row).encode() + b"\n\n", "a.jsonl")
    assert document == Document(
        text=TEXT,
        part="q-1",
        title="Quay",
        source="Quay News",
        published="2018-01-02",
        url="https://example.org/1",
        author="Ann Lee; Bo Li",
        language="en",
        tags=("harbour", "storm"),
    )


@pytest.mark.parametrize(
    ("value", "title", "source", "published"),
    [
        (
            {
                "status": "ok",
                "articles": [
                    {
                        "source": {"id": None, "name": "Quay News"},
                        "title": "T",
                        "content": WORDS,
                        "publishedAt": "2018-01-02T00:00:00Z",
                    }
                ],
            },
            "T",
            "Quay News",
            "2018-01-02",
        ),
        (
            {
                "response": {
                    "docs": [
                        {
                            "headline": {"main": "T", "kicker": None},
                            "lead_paragraph": WORDS,
                            "source": "Quay News",
                            "pub_date": "2018-01-02T00:00:00+0000",
                            "keywords": [{"name": "subject", "value": "Ships"}],
                        }
                    ]
                }
            },
            "T",
            "Quay News",
            "2018-01-02",
        ),
        (
            {
                "response": {
                    "results": [
                        {
                            "webTitle": "T",
                            "webPublicationDate": "2018-01-02T00:00:00Z",
                            "fields": {"bodyText": WORDS, "publication": "Quay News"},
                        }
                    ]
                }
            },
            "T",
            "Quay News",
            "2018-01-02",
        ),
        (
            {"hits": {"hits": [{"_id": "1", "_source": {"title": "T", "content": WORDS}}]}},
            "T",
            None,
            None,
        ),
        (
            [{"title": {"rendered": "T"}, "content": {"rendered": f"<p>{WORDS}</p>"}}],
            "T",
            None,
            None,
        ),
        ({"quay": {"articles": [{"title": "T", "text": WORDS}]}}, "T", None, None),
        ({"0": {"title": "T", "text": WORDS}, "1": {"title": "T", "text": WORDS}}, "T", None, None),
        ({"title": {"0": "T", "1": "T"}, "text": {"0": WORDS, "1": WORDS}}, "T", None, None),
        (
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Quay News",
                "items": [
                    {"id": "1", "title": "T", "content_text": WORDS, "date_published": "2018-01-02"}
                ],
            },
            "T",
            "Quay News",
            "2018-01-02",
        ),
        ([{"标题": "T", "正文": WORDS, "日期": "2018年1月2日"}], "T", None, "2018-01-02"),
    ],
)
def test_rows_are_read_from_the_shapes_of_news_services(
    value: Any, title: str, source: str | None, published: str | None
) -> None:
    documents = in_json(value)
    assert documents
    for document in documents:
        facts = (document.text, document.title, document.source, document.published)
        assert facts == (TEXT, title, source, published)
        assert document.part


def test_a_json_file_of_one_article_is_one_document_without_a_part() -> None:
    (document,) = in_json(
        {
            "@type": "NewsArticle",
            "headline": "Quay",
            "articleBody": WORDS,
            "author": [{"@type": "Person", "name": "Ann"}, {"name": "Bo"}],
            "publisher": {"name": "Quay News"},
            "mainEntityOfPage": {"@id": "https://example.org/1"},
            "comments": [{"text": "What a long comment this is. " * 40}],
        }
    )
    assert (document.part, document.text, document.author) == (None, TEXT, "Ann; Bo")
    assert (document.source, document.url) == ("Quay News", "https://example.org/1")


def test_ids_that_recur_and_rows_without_one_are_named_by_their_number() -> None:
    rows = [{"id": name, "text": "some words here"} for name in (7, 7, "x/y", None, "row-001")]
    assert [document.part for document in in_json(rows)] == [
        "7",
        "row-002",
        "x-y",
        "row-004",
        "row-005",
    ]


def test_the_longest_of_several_texts_is_chosen_and_others_stand_in_for_empty_ones() -> None:
    rows = [
        {"content": "only a few words", "full_text": WORDS},
        {"content": "only a few words", "full_text": ""},
    ]
    assert [document.text for document in in_json(rows)] == [TEXT, "only a few words"]


def test_a_column_is_taken_for_the_text_by_its_values_where_no_name_tells() -> None:
    assert (
        in_json([{"k": 1, "blob": WORDS, "link": "https://example.org/" + "x" * 900}])[0].text
        == TEXT
    )


def test_html_and_entities_become_text() -> None:
    rows = [
        {"text": "<p>One &amp; two.</p><p>Three.</p>"},
        {"text": "a < b and c &lt; d, they say"},
    ]
    assert [document.text for document in in_json(rows)] == [
        "One & two.\n\nThree.",
        "a < b and c < d, they say",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_tables_are_read_in_any_dialect_and_encoding(delimiter: str, codec: str) -> None:
    text = 'Der "Kai" ist heute\nfür Fußgänger geöffnet, später auch; für | Züge\tund mehr.'
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Titel", "Inhalt", "Datum"], ["Köln", text, "13.02.2018"]])
    (document,) = table(buffer.getvalue().encode(codec))
    assert (document.title, document.text, document.published) == ("Köln", text, "2018-02-13")


def test_a_table_without_a_header_is_read_by_its_values() -> None:
    assert [d.text for d in table(f'1,2018,"{TEXT}"\n2,2019,"{TEXT}"\n')] == [TEXT, TEXT]


def test_stray_quotes_between_tabs_are_letters() -> None:
    rows = 'id\ttext\n1\tshe said "yes and left\n2\tshe said nothing more\n3\t5" pipes are used\n'
    assert [d.text for d in table(rows, "a.tsv")] == [
        'she said "yes and left',
        "she said nothing more",
        '5" pipes are used',
    ]


def test_long_fields_and_nul_bytes_are_read() -> None:
    (document,) = table("title,text\nA\0B," + "word " * 50_000 + "\n")
    assert (document.title, len(document.text)) == ("AB", 249_999)


def test_days_before_months_are_told_by_days_beyond_twelve() -> None:
    rows = "text,date\nsome words here,13/02/2018\nsome words here,02/03/2018\n"
    assert [d.published for d in table(rows)] == ["2018-02-13", "2018-03-02"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"name": "x", "description": "A small library.", "scripts": {"test": "x"}}', "a.json"),
        (b'{"save": "Save", "text": "Text", "message": "Are you sure?"}', "a.json"),
        (b"[1, 2, 3]", "a.json"),
        (b"date,cases\n2018-01-01,3\n2018-01-02,4\n", "a.csv"),
        (b"one\ntwo\nthree\n", "a.csv"),
        (b"null", "a.json"),
        (json.dumps([{"_comment": "Figures by the port."}] + [{"n": 1}] * 99).encode(), "a.json"),
    ],
)
def test_settings_and_figures_are_left_out_with_a_reason(data: bytes, name: str) -> None:
    assert reason(data, name).startswith("no text: ")


def test_a_broken_line_is_listed_between_the_others() -> None:
    line = b'{"text": "some words here"}\n'
    documents = list(read(line + b'{"text": "so\n' + line, "a.jsonl"))
    assert [(d.status, d.part) for d in documents] == [
        ("ok", "001"),
        ("unreadable", "002"),
        ("ok", "003"),
    ]


def test_packed_lines_are_read_and_a_missing_end_is_told() -> None:
    lines = b"".join(b'{"text": "some words here %d"}\n' % number for number in range(3_000))
    packed = gzip.compress(lines)
    assert len(list(read(packed, "a.jsonl.gz"))) == 3_000
    cut = list(read(packed[: len(packed) // 2], "a.jsonl.gz"))
    assert cut[0].status == "ok"
    assert cut[-1].status == "unreadable"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.json"),
        (b"\n \n", "a.jsonl"),
        (b"[" * 100_000, "a.json"),
        (b'{"a":' * 100_000, "a.json"),
        (b"[" * 100_000, "a.jsonl"),
        (b'[{"text":' + b"9" * 10_000 + b"}]", "a.json"),
        (b'[{"text": "some', "a.json"),
        (b",".join(b"c%d" % number for number in range(20_000)), "a.csv"),
        (b'"' * 100_000, "a.csv"),
        (b"," * 100_000, "a.csv"),
        (bytes(range(256)) * 40, "a.csv"),
        (gzip.compress(bytes(150_000_000), 1), "a.csv.gz"),
    ],
)
def test_hostile_files_give_a_reason(data: bytes, name: str) -> None:
    assert reason(data, name)


def test_half_a_pair_of_surrogates_is_replaced() -> None:
    (document,) = read(b'{"text": "some words \\ud83d here"}', "a.jsonl")
    assert document.text.encode("utf-8")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "title", "id", "date", "data", "url", "x"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(_VALUES, st.sampled_from(["a.json", "a.jsonl", "a.csv"]))
def test_any_json_gives_documents_with_different_parts_or_a_reason(value: Any, name: str) -> None:
    data = json.dumps([{"text": "some words here"}, value, value]).encode()
    try:
        documents = list(read(data, name))
    except Unreadable:
        return
    assert len({document.part for document in documents}) == len(documents)


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), min_size=1, max_size=8))
def test_any_cells_come_out_of_a_table_in_order(cells: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(
        [["id", "text"], ["0", "some words to begin with"]]
    )
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(
        [[key, f"{body} xyz"] for key, body in cells]
    )
    try:
        documents = table(buffer.getvalue().encode("utf-8"))
    except Unreadable:
        return
    assert documents[0].text == "some words to begin with"
