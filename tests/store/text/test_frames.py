"""Frames of news databases, running heads and subtitles: none of them is the headline."""

import pytest

from store.text import describe

PROSE = (
    "The harbour authority closed the northern quay on Thursday after inspectors found cracks in "
    "two supports, officials said.\n\nMayor Anna Lindqvist told reporters that the repairs would "
    "take at least six weeks.\n"
)
TITLE = "Northern quay closed after cracks are found"
DAY = "2023-04-17"

LEXIS = "\n\nBYLINE: By PER HOLM\n\nSECTION: Section A; Pg. 4\n\nLENGTH: 120 words\n\nBODY:\n"
FRAMES = [
    (f"     1 of 2 DOCUMENTS\n\n     The New York Times\n\n  April 17, 2023 Monday\n"
     f"  Late Edition - Final\n\n{TITLE}{LEXIS}", "New York Times"),
    ("  1 of 2 DOCUMENTS\n\n\n   Copyright 2023 The New York Times Company\n  The New York "
     "Times\n\n   April 17, 2023, Monday, Late Edition - Final\n\nSECTION: A; Page 4\n\nLENGTH: 9 "
     f"words\n\nHEADLINE: {TITLE}\n\nBYLINE: By PER HOLM\n\nBODY:\n", "New York Times"),
    (f"  1 von 2 DOKUMENTEN\n\n\n  Vallby Tageblatt\n\n   Montag 17. April 2023\n\n{TITLE}\n\n"
     "AUTOR: Per Holm\n\nRUBRIK: POLITIK; S. 4\n\nLÄNGE: 120 Wörter\n\n", "Vallby Tageblatt"),
    (f"Document 1 de 3\n\nLe Monde\n\nlundi 17 avril 2023\n\n{TITLE}\n\nLONGUEUR: 120 mots\n\n",
     "Le Monde"),
    ("SE World\nHD Northern quay closed after\n   cracks are found\nBY Per Holm\nWC 120 words\n"
     "PD 17 April 2023\nET 10:11\nSN Vallby Dagblad\nLA English\nLP\n", "Vallby Dagblad"),
    (f"HD\n{TITLE}\nBY\nPer Holm\nWC\n120 words\nPD\n17 April 2023\nSN\nReuters News\nLP\n",
     "Reuters"),
    (f"______________________________\n\nReport Information from ProQuest\n20 June 2024 10:11\n"
     f"______________________________\n\nDocument 1 of 25\n\n{TITLE}\n\nAuthor: Holm, Per\n\n"
     "Publication info: New York Times ; New York, N.Y. [New York, N.Y]17 Apr 2023: A4.\n\n",
     "New York Times"),
    (f"Report Information from ProQuest\nJune 20 2024 10:11\n\nTable of contents\n\n1. {TITLE} 1\n"
     f"\nDocument 1 of 1\n\n{TITLE}\n\nPublication info: Vallby Dagblad; Vallby. 17 Apr 2023.\n\n",
     "Vallby Dagblad"),
    (f"TY  - NEWS\nT1  - {TITLE}\nAU  - Holm, Per\nJO  - The New York Times\nPY  - 2023/04/17/\n"
     "DA  - 2023/04/17\nAB  - ", "New York Times"),
    (f"%0 Newspaper Article\n%T {TITLE}\n%B Vallby Dagblad\n%8 17 April 2023\n%X ",
     "Vallby Dagblad"),
    (f"Le Monde\nPlanète, lundi 17 avril 2023, p. 4\n\n{TITLE}\n\nPER HOLM\n\n", "Le Monde"),
    (f"Vallby Dagblad, no. 24332\nPlanète, lundi 17 avril 2023, p. 4\n\n{TITLE}\n\n",
     "Vallby Dagblad"),
    (f"Quelle: Vallby Tageblatt vom 17.04.2023, Nr. 89, S. 4\nRessort: Politik\n\n{TITLE}\n\n",
     "Vallby Tageblatt"),
    (f"{TITLE}\nVallby Tageblatt vom 17.04.2023, S. 4\n\n", "Vallby Tageblatt"),
    (f"Final\n\n{TITLE}\n\nVallby Dagblad - Monday, April 17, 2023\nAuthor: Per Holm\n\n", None),
    (f"VALLBY DAGBLAD          Monday, 17 April 2023          Page 4\n\n\n{TITLE}\n\n", None),
    (f"4   THE NEW YORK TIMES   Monday, April 17, 2023\n\n{TITLE}\n\n", "New York Times"),
    (f"{'_' * 60}\n\nDocument 1 of 25\n\n{TITLE}\n\nAuthor: Holm, Per\n\n"
     "Publication title: Le Monde; Paris\n\nPublication date: Apr 17, 2023\n\n", "Le Monde"),
    (f"Page 1 of 3\n\n{TITLE}\n17 April 2023\n\n", None),
    (f"Per Holm (@perholm)\n17 April 2023 18:12\n{TITLE}\n\n", None),
    (f"Per Holm\n@perholm\n·\nApr 17, 2023\n{TITLE} https://t.co/abc\n\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "source"), FRAMES)
def test_a_frame_gives_the_title_paper_and_day_of_the_article(
    frame: str, source: str | None
) -> None:
    text = frame + PROSE
    about = describe(text, "x.txt")
    assert (about.title, about.published, about.source) == (TITLE, DAY, source)
    assert not any("harbour authority" in text[start:end] for start, end in about.boilerplate)


@pytest.mark.parametrize(
    "line",
    ["VALLBY DAGBLAD      Page 5", "Page 5      Vallby Dagblad", "S. 5 \t Vallby Dagblad"],
)
def test_running_heads_among_the_text_are_boilerplate(line: str) -> None:
    text = f"{TITLE}\n\n{PROSE}\n{line}\n\nThe loss will be calculated later by the authority."
    assert [text[start:end] for start, end in describe(text, "x").boilerplate] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Harbour to close on page 4 dispute",
        "The 2023 budget, p. 4 and all",
        "3 of 25 ships sink",
        "Final score: Vallby 3, Lund 1",
        "Vallby wins 17 of 25",
        "From page 1 to prison",
        "Section: a life in parts",
    ],
)
def test_a_headline_with_a_page_or_a_count_stays_one(line: str) -> None:
    assert describe(f"{line}\n\n{PROSE}", "x").title == line


CUES = [
    "1\n00:00:01,000 --> 00:00:04,200\n{}\n\n2\n00:00:04,300 --> 00:00:07,900\n{}\n",
    "WEBVTT\n\n00:01.000 --> 00:04.200\n{}\n\n00:04.300 --> 00:07.900 align:start\n{}\n",
    "WEBVTT - x\nKind: captions\n\nNOTE a\nb\n\n1\n00:01.000 --> 00:04.200\n<v Ida>{}\n\n"
    "2\n00:04.200 --> 00:05.000\n{}\n",
    "WEBVTT\n\n9f0c-1/12-0\n00:00:01.000 --> 00:00:04.200\n{}\n\n"
    "9f0c-1/13-0\n00:00:04.200 --> 00:00:05.000\n{}\n",
    "[00:00:01.000 --> 00:00:04.200]  {}\n[00:00:04.300 --> 00:00:07.900]  {}\n",
    "0:00:01.000,0:00:04.200\n{}\n\n0:00:04.200,0:00:05.200\n{}\n",
    "[00:12.00]{}\n[00:15.30]{}\n",
    "(00:12) {}\n(00:15) {}\n",
    "0:00\n{}\n0:04\n{}\n",
]


@pytest.mark.parametrize("cues", CUES)
@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("Good evening.", "The quay is closed.", "Good evening."),
        ("The northern quay", "is closed.", "The northern quay is closed."),
    ],
)
def test_subtitles_are_named_after_the_first_words(
    cues: str, first: str, second: str, title: str
) -> None:
    text = cues.format(first, second)
    about = describe(text, "x.srt")
    assert (about.title, about.title_from, about.title_span) == (title, "lead", None)
    marked = "".join(text[start:end] for start, end in about.boilerplate)
    assert not any(word in marked for word in (first, second))
    rest = text
    for start, end in reversed(about.boilerplate):
        rest = rest[:start] + rest[end:]
    assert " ".join(rest.replace("<v Ida>", "").split()) == f"{first} {second}"


@pytest.mark.parametrize("text", ["12:30\n\nThe train leaves.", "1\n\nIt was night.", "WEBVTT"])
def test_a_time_or_a_number_alone_makes_no_subtitles(text: str) -> None:
    assert describe(text, "x").boilerplate == ()


@pytest.mark.parametrize(
    "end", ["https://t.co/abc", "bit.ly/cnn", "See youtu.be/ap", "Source: https://t.co/abc"]
)
def test_the_end_of_an_address_is_no_agency(end: str) -> None:
    text = f"Per Holm (@perholm)\n17 April 2023 18:12\n{TITLE}. Ferries moved. {end}"
    assert describe(text, "x").source is None
    assert describe(f"{TITLE} {end}\n\n{PROSE}", "x").source is None
    assert describe(f"{TITLE}\n\n{PROSE}\n{end}", "x").source is None


@pytest.mark.parametrize("line", ["Mehr", "Mehr:", "– Mehr", "MEHR", "Bild: Anna", "App", "Uni"])
def test_a_common_word_is_no_agency(line: str) -> None:
    for text in (f"{line}\n{TITLE}\n\n{PROSE}", f"{TITLE}\n{line}\n\n{PROSE}\n{line}"):
        assert describe(text, "x").source is None


def test_the_agency_named_like_a_word_still_dates_its_lines() -> None:
    for line in ("TEHRAN, April 17 (Mehr) – ", "TEHRAN, Apr. 17 (MNA) – "):
        assert describe(f"{TITLE}\n\n{line}{PROSE}", "x").source == "Mehr"
