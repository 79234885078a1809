"""Exports of news databases, made here, cut into their articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.folder.decode import Content
from store.index.document_builder import prepare_document
from store.sources import news_export
from store.text import describe

BODY = (
    "The harbour authority closed the northern quay on Thursday after inspectors found cracks in"
    " two supports, officials said.\n\nMayor Anna Lindqvist told reporters that the repairs would"
    " take at least six weeks.\n"
)
BODY_DE = (
    "Die Hafenbehörde sperrte den nördlichen Kai am Donnerstag, nachdem Prüfer Risse in zwei"
    " Stützen gefunden hatten.\n\nDie Reparatur dauert mindestens sechs Wochen, sagte die"
    " Bürgermeisterin den Reportern.\n"
)
BODY_FR = (
    "L'autorité portuaire a fermé le quai nord jeudi après que des inspecteurs ont trouvé des"
    " fissures dans deux supports.\n\nLes réparations dureront au moins six semaines, a déclaré la"
    " maire aux journalistes.\n"
)
RULE = "-" * 30
WORDS = ["quay", "tower", "bridge", "market", "harbour", "station", "library", "museum"]


def nexis(number: int, total: int, title: str, body: str) -> str:
    return f"""                               {number} of {total} DOCUMENTS


                             The New York Times

                           April {number + 10}, 2023 Monday
                            Late Edition - Final

{title}

BYLINE: By PER HOLM

SECTION: Section A; Column 0; Foreign Desk; Pg. 4

LENGTH: 120 words

BODY:
{body}
LOAD-DATE: April 18, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                  Copyright 2023 The New York Times Company

"""


def nexis_uni(number: int, total: int, title: str, body: str) -> str:
    return f"""{title}
The New York Times
April {number + 10}, 2023 Monday


Copyright 2023 The New York Times Company
Section: Section A; Column 0; Foreign Desk; Pg. 4
Length: 120 words
Byline: By PER HOLM
Body


{body}
Load-Date: April 18, 2023


End of Document



"""


def factiva(number: int, total: int, title: str, body: str) -> str:
    return f"""{title}

By Per Holm
120 words
{number + 10} April 2023
12:30
Reuters News
LBA
English
(c) 2023 Reuters Limited

{body}
Document LBA000002023041{number}ej4h00abc

"""


def factiva_codes(number: int, total: int, title: str, body: str) -> str:
    return f"""HD {title}

BY Per Holm

WC 120 words

PD {number + 10} April 2023

SN Reuters News

LA English

LP
{body}
TD
More text of the article stands here in a paragraph of its own.

AN Document LBA000002023041{number}ej4h00abc

"""


def proquest(number: int, total: int, title: str, body: str) -> str:
    return f"""____________________________________________________________

Document {number} of {total}

{title}

Author: Holm, Per

Publication info: The Guardian ; London (UK) [London (UK)]{number + 10} Apr 2023.

Abstract: None available.

Links: http://example.org

Full text: {body}
Subject: Harbours

Title: {title}

Publication title: The Guardian; London (UK)

Publication year: 2023

Publication date: Apr {number + 10}, 2023

ProQuest document ID: 123456

Document URL: https://www.proquest.com/docview/123456

Copyright: Copyright Guardian News & Media Limited

"""


def gale(number: int, total: int, title: str, body: str) -> str:
    return f"""Title: {title}
Source: The Times (London, England)
Date: Apr. {number + 10}, 2023
Document Type: Article
Full Text:
{body}
==============================
"""


def ris(number: int, total: int, title: str, body: str) -> str:
    return f"""TY  - NEWS
TI  - {title}
T2  - The Times
DA  - 2023/04/{number + 10}
AB  - {" ".join(body.split())}
ER  -

"""


def wiso(number: int, total: int, title: str, body: str) -> str:
    return f"""Titel: {title}
Quelle: Süddeutsche Zeitung vom {number + 10}.04.2023, S. 4
Autor: Per Holm

{body}____________________________
"""


def europresse(number: int, total: int, title: str, body: str) -> str:
    return f"""Le Monde
International, mardi {number + 10} avril 2023, p. 4

{title}

Per Holm

{body}
© 2023 SA Le Monde. Tous droits réservés.
news·202304{number + 10}·LM·{number}234567

"""


LAYOUTS: list[tuple[Callable[[int, int, str, str], str], str, str]] = [
    (nexis, "New York Times", BODY),
    (nexis_uni, "New York Times", BODY),
    (factiva, "Reuters", BODY),
    (factiva_codes, "Reuters", BODY),
    (proquest, "Guardian", BODY),
    (gale, "The Times", BODY),
    (ris, "The Times", BODY),
    (wiso, "Süddeutsche Zeitung", BODY_DE),
    (europresse, "Le Monde", BODY_FR),
]
COVER = """User Name: Ann Lee
Date and Time: Monday, April 17, 2023
Job Number: 123456

Documents (2)
1. Northern quay closed
Client/Matter: -None-
Search Terms: quay
2. Southern quay closed
Client/Matter: -None-
Search Terms: quay

"""


def title_of(word: str, number: int) -> str:
    return f"Northern {word} number {number} closed after cracks are found"


def export(layout: Callable[[int, int, str, str], str], words: list[str], body: str) -> str:
    return "".join(
        layout(number, len(words), title_of(word, number), body)
        for number, word in enumerate(words, 1)
    )


@pytest.mark.parametrize(("layout", "source", "body"), LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@settings(deadline=None, max_examples=15)
@given(words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))
def test_an_export_is_cut_into_its_articles(
    layout: Callable[[int, int, str, str], str],
    source: str,
    body: str,
    line_end: str,
    words: list[str],
) -> None:
    data = export(layout, words, body).replace("\n", line_end).encode()
    documents = list(news_export.read(data, "export.txt"))
    assert [document.part for document in documents] == [
        f"{number:03}" for number in range(1, len(words) + 1)
    ]
    for number, (document, word) in enumerate(zip(documents, words, strict=True), 1):
        about = describe(document.text, "export.txt")
        assert about.title == title_of(word, number)
        assert about.source == source
        assert about.published == f"2023-04-{number + 10}"
        first = " ".join(body.split("\n")[0].split())
        assert first in " ".join(document.text.split())
        for start, end in document.boilerplate:
            assert first not in " ".join(document.text[start:end].split())


@pytest.mark.parametrize(("layout", "source", "body"), LAYOUTS)
def test_a_single_article_of_a_database_is_no_export(
    layout: Callable[[int, int, str, str], str], source: str, body: str
) -> None:
    assert news_export.find(export(layout, ["quay"], body)) is None


def test_the_cover_of_an_export_is_no_article() -> None:
    text = COVER + export(nexis_uni, ["quay", "tower"], BODY)
    documents = list(news_export.read(text.encode(), "export.txt"))
    assert [document.text.split("\n")[0] for document in documents] == [
        title_of("quay", 1),
        title_of("tower", 2),
    ]


def test_an_export_that_breaks_off_keeps_its_last_article() -> None:
    text = export(nexis, ["quay", "tower", "bridge"], BODY)
    cut = text[: text.rindex("Mayor Anna")]
    documents = list(news_export.read(cut.encode(), "export.txt"))
    assert len(documents) == 3
    assert documents[-1].text.endswith("officials said.")


@pytest.mark.parametrize(
    "text",
    [
        BODY * 50,
        "# A heading\n\n----------------------\n\nSource: Reuters\n\n"
        + BODY
        + "\n"
        + "-" * 30
        + BODY,
        "Title\n=====\n\n" + BODY + "\n==============\n\n" + BODY,
        "Document 1 of 20\n\n" + BODY,
        "They marked it End of Document\nand End of Document again.\n" + BODY,
        "TY  - \n",
        "",
    ],
)
def test_an_ordinary_text_is_never_cut(text: str) -> None:
    assert news_export.find(text) is None


@given(st.text(alphabet="AB \n_=-:%0TYDocumentEn f12", max_size=400))
def test_any_text_is_cut_without_an_error_and_in_order(text: str) -> None:
    layout = news_export.find(text)
    if layout is not None:
        documents = list(news_export.documents(text, layout))
        assert len(documents) >= 2
        assert all(document.text in text for document in documents)


def test_the_fields_behind_a_body_are_dimmed() -> None:
    (document, _) = news_export.read(export(nexis, ["quay", "tower"], BODY).encode(), "x")
    content = Content(b"", "0" * 64, 1, 1)
    article = prepare_document("x", b"x", document, content, "news export")
    text = article.text[1]
    assert f"[{text.index('LOAD-DATE')},{len(text)}]" in article.text[3]
