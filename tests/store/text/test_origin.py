"""Agencies' shapes: where an article says who wrote it and when."""

import pytest

from store.text import describe

BODY = (
    "The government said on Monday that it would raise the price of bread by ten percent, and "
    "that nobody would be worse off for it in the long run. Opposition leaders disagreed."
)
HEAD = "Bread gets dearer"

SHAPES = [
    (f"{HEAD}\n\nMOSCOW, December 9. /TASS/. {BODY}", "TASS", "XXXX-12-09"),
    (f"{HEAD}. (RT).\n{BODY}", "RT", None),
    (f"{HEAD} — RT World News\nPublished time: 9 Dec, 2015 14:22\n\n{BODY}", "RT", "2015-12-09"),
    (f"{HEAD}\n\nMOSCOW (Reuters) - {BODY}", "Reuters", None),
    (f"{HEAD}\nBy Ann Lee\n\nANKARA, Feb 3 (Reuters) - {BODY}", "Reuters", "XXXX-02-03"),
    (f"{HEAD}\nSALVADOR, Feb 26 - {BODY}\n Reuter\n", "Reuters", "XXXX-02-26"),
    (f"{HEAD}\n\n\n\t   NAIROBI, Kenya (AP) _ {BODY}", "AP", None),
    (f"{HEAD}\nBy ANN LEE, Associated Press\nFeb. 3, 2016 4:15 PM\n\n{BODY}", "AP", "2016-02-03"),
    (f"{HEAD}\n\nParis, Feb 3, 2016 (AFP) - {BODY}", "AFP", "2016-02-03"),
    (
        f"{HEAD} - BBC News\n3 February 2016\nImage copyright\nReuters\n\n{BODY}",
        "BBC",
        "2016-02-03",
    ),
    (f"{HEAD}\n\nBEIJING, Feb. 3 (Xinhua) -- {BODY}", "Xinhua", "XXXX-02-03"),
    (f"{HEAD}\nSource: Xinhua | 2016-02-03 14:22:01\n\n{BODY}", "Xinhua", "2016-02-03"),
    (f"{HEAD}\n\n03.02.2016\n\n{BODY}\n\n- Anadolu Agency", "Anadolu", "2016-02-03"),
    (f"{HEAD}\nANKARA - Anadolu Agency\n\n{BODY}", "Anadolu", None),
    (f"{HEAD}\n14:22 03.02.2016\n\nMOSCOW (Sputnik) — {BODY}", "Sputnik", "2016-02-03"),
    (f"{HEAD}\nMOSCOW. Dec 9 (Interfax) - {BODY}", "Interfax", "XXXX-12-09"),
    (f"{HEAD}\nMOSCOW, 9 Dec - RIA Novosti. {BODY}", "RIA Novosti", "XXXX-12-09"),
    (f"{HEAD}\n\nBerlin (dpa) - {BODY}", "dpa", None),
    (f"{HEAD}\n\nSEOUL, Feb. 3 (Yonhap) -- {BODY}", "Yonhap", "XXXX-02-03"),
    (f"(Bloomberg) -- {BODY}", "Bloomberg", None),
    (f"{HEAD}\n\nTehran, Feb 3, IRNA – {BODY}", "IRNA", "XXXX-02-03"),
    (
        f"{HEAD}\nBy Ann Lee, CNN\nUpdated 1422 GMT (2222 HKT) February 3, 2016\n\n{BODY}",
        "CNN",
        "2016-02-03",
    ),
    (
        f"{HEAD} | The Guardian\n\nWednesday 3 February 2016 14.22 GMT\n\n{BODY}",
        "Guardian",
        "2016-02-03",
    ),
    (f"{HEAD}\n\nKUWAIT, Feb 3 (KUNA) -- {BODY}", "KUNA", "XXXX-02-03"),
    (f"{HEAD}\n\nABU DHABI, 3rd February, 2016 (WAM) -- {BODY}", "WAM", "2016-02-03"),
    (f"{HEAD}\n\nNEW YORK, Feb. 3, 2016 /PRNewswire/ -- {BODY}", "PRNewswire", "2016-02-03"),
    (f"{HEAD}\n\nMadrid, 3 Feb (EFE).- {BODY}", "EFE", "XXXX-02-03"),
    (f"{HEAD}\n\n(ANSA) - Rome, February 3 - {BODY}", "ANSA", "XXXX-02-03"),
    (f"{HEAD}\n\nKIGALI, Jun 15 2022 (IPS) - {BODY}", "IPS", "2022-06-15"),
    (f"{HEAD}\n\nUlaanbaatar/MONTSAME/. {BODY}", "MONTSAME", None),
    (f"{HEAD}\n\nafrol News, 20 June - {BODY}", "afrol News", "XXXX-06-20"),
    (f"{HEAD}\nBy Rudaw – 10 August 2016 – ERBIL, Kurdistan Region—{BODY}", "Rudaw", "2016-08-10"),
    (f"{HEAD}\n\nERBIL (Kurdistan 24) – {BODY}", "Kurdistan 24", None),
    (f"{HEAD}\n\nATHENS — {BODY} — SPA\n\n", "SPA", None),
    (f"{HEAD}\nDAILY SABAH WITH AFP\nISTANBUL\n\n{BODY}", "Daily Sabah", None),
    (f"{HEAD}\n\n{BODY}\n\nSource: Reuters", "Reuters", None),
    (f"{HEAD}\n\n{BODY}\n\nCopyright 2016 The Associated Press. All rights reserved.", "AP", None),
    (f"{HEAD}\n\n{BODY}\n\n© 2016 Reuters", "Reuters", None),
    (f"http://www.rt.com/news/bread/\n\n{HEAD}\n\n{BODY}", "RT", None),
    (f"{HEAD}\nLONDON 1996-08-30\n{BODY}", None, "1996-08-30"),
    (f"{HEAD}\nAnn Lee\nST. LOUIS, Mo. 1996-08-30\n{BODY}", None, "1996-08-30"),
    (f"{HEAD}\n26-FEB-1987 15:01:01.79\n{BODY}", None, "1987-02-26"),
    (f"{HEAD}\nBy Ann Lee | Feb. 3, 2016 at 9:22 AM\n\n{BODY}", None, "2016-02-03"),
    (f"{HEAD}\n03 Feb 2016 14:22 GMT | Bread, Russia\n\n{BODY}", None, "2016-02-03"),
    (
        f'---\ntitle: "{HEAD}"\ndate: 2016-02-03\nsource: The Daily Loaf\n---\n\n{BODY}',
        "The Daily Loaf",
        "2016-02-03",
    ),
]


@pytest.mark.parametrize(("text", "source", "published"), SHAPES)
def test_source_and_date_are_read_from_the_places_that_give_them(
    text: str, source: str | None, published: str | None
) -> None:
    found = describe(text, "bread.txt")
    assert (found.source, found.published) == (source, published)
    if not text.startswith("(Bloomberg)"):
        assert found.title == HEAD


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n\n{BODY} Reuters quoted Ivanov as saying so. (AFP reported otherwise.)",
        f"{HEAD}\n\nReuters quoted Ivanov as saying so. {BODY}",
        f"Two killed - Interfax\n\n{BODY}",
        f"TASS: two killed\n\n{BODY}",
        f"{HEAD}\n\nMALVERN, Pa., bakers said. {BODY}",
        f"{HEAD}\n\nTOKYO - The International Sugar Agreement (ISA) said. {BODY}",
        f"{HEAD}\n© Reuters / Ann Lee\n\n{BODY}",
        f"CANADIAN PACIFIC (CP) UNIT STUDIES PULP MILL\n\n{BODY}",
        f"{HEAD}\n\n{BODY} The holding belongs to Olivetti\nSpA.",
        f"{HEAD}\n\nMALVERN, Pa, March 12 - {BODY}",
        f"{HEAD}\n\nMONTREAL, Oct 20 - Canadian Pacific Ltd. (CP) said so. {BODY}",
        f"Source: police kill two in the night\n\n{BODY}",
        f"{HEAD}\nJuly 5, 2017 (KHARTOUM) - {BODY}",
    ],
)
def test_a_mention_is_no_source(text: str) -> None:
    assert describe(text, "bread.txt").source is None


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n\n{BODY} It begins on February 3, 2016.",
        f"{HEAD}\n\nOn February 3, 2016, the price rose. {BODY}",
        f"TREASURY BALANCES FELL ON MARCH 5\n\n{BODY}",
        f"TRADE DEFICIT NARROWS IN OCTOBER 1986\n\n{BODY}",
        f"{HEAD}\n\n03/04/2016\n\n{BODY}",
        f"{HEAD}\n\nMonday\n\n{BODY}",
        f"{HEAD}\n\nThe price of bread and of flour will go up all over the country in\nMay 2016.",
    ],
)
def test_a_date_in_running_text_or_in_doubt_dates_nothing(text: str) -> None:
    assert describe(text, "bread.txt").published is None


def test_the_day_of_appearing_wins_over_the_day_of_updating() -> None:
    text = f"{HEAD}\nUpdated: 4 February 2016\nPublished: 3 February 2016\n\n{BODY}"
    assert describe(text, "bread.txt").published == "2016-02-03"


def test_a_date_with_its_year_wins_over_one_without() -> None:
    text = f"{HEAD}\n3 February 2016\n\nMOSCOW, February 3. /TASS/. {BODY}"
    assert describe(text, "bread.txt").published == "2016-02-03"


def test_a_field_wins_over_a_byline_and_a_dateline_over_a_picture() -> None:
    assert describe(f"{HEAD}\nBy Ann Lee, AFP\nSource: TASS\n\n{BODY}", "x").source == "TASS"
    assert describe(f"{HEAD}\nA loaf Ann Lee/AFP\n\nKYIV (AP) - {BODY}", "x").source == "AP"


@pytest.mark.parametrize(
    "line",
    [
        "Saved: 2023-04-20",
        "Accessed: 20 April 2023",
        "Accessed April 20, 2023",
        "Retrieved April 20, 2023",
        "Downloaded: 2023-04-20 10:11",
        "Printed on 20 April 2023",
        "Archived from the original on 20 April 2023",
        "Last visited 20 April 2023",
        "Clipped 20 April 2023 10:11",
        "Date accessed: 20 April 2023",
        "Abgerufen am 20. April 2023",
        "Zuletzt abgerufen: 20.04.2023",
        "Gespeichert am 20. April 2023",
        "Consulté le 20 avril 2023",
        "Consultado el 20 de abril de 2023",
        "Дата обращения: 20 апреля 2023",
        "Geraadpleegd op 20 april 2023",
        "访问日期：2023年4月20日",
        "閲覧日 2023年4月20日",
        "Born 3 May 1961",
        "Anna Lindqvist, born 3 May 1961",
        "Town Hall, Monday 3 May 2027",
        "Screenshot: 3 May 2023",
        "Проверено 4 марта 2021",
        "ولد في 4 مارس 1971",
        "1971年3月4日生まれ",
        "נדלה ב-4 במרץ 2021",
        "Deadline: 3 May 2027",
        "When: Monday 3 May 2027, 7pm",
        "Event date: 3 May 2027",
        "© 20 April 2023 The Daily Loaf",
        "Copyright 20 April 2023 The Daily Loaf",
    ],
)
def test_a_day_of_saving_of_a_birth_or_of_an_event_dates_nothing(line: str) -> None:
    assert describe(f"{HEAD}\n{line}\n\n{BODY}", "bread.txt").published is None
    text = f"{HEAD}\n{line}\n\n17 April 2023\n\n{BODY}"
    assert describe(text, "bread.txt").published == "2023-04-17"


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee in London AUGUST 10 2016",
        "Ann Lee, 10 August 2016",
        "Ann Lee · Aug 10, 2016 · 5 min read",
        "Posted on 2016-08-10 by",
        "Posted on August 10, 2016 by admin",
        "Posted on 10 August 2016 by admin in News",
        "Posted by Ann Lee on 10 August 2016",
        "Published 10 August 2016 | Updated 12 August 2016",
        "Updated 12 August 2016 | Published 10 August 2016",
        "Von Anna Schmidt am 10. August 2016 um 15:47",
        "Berlin, 10.08.2016",
    ],
)
@pytest.mark.parametrize(
    "menu", ["", "Home\nNews\nSport\nOpinion\n", "Menu\nPolitik\nWirtschaft\n"]
)
def test_the_first_whole_day_in_a_short_line_of_a_page_dates_it(line: str, menu: str) -> None:
    page = f"{menu}{HEAD}\nBakers say that flour has not been as dear for years\n{line}\n\n{BODY}"
    assert describe(page, "bread.txt").published == "2016-08-10"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Source: https://www.loaf.org/uk/2023/apr/17/quay", "2023-04-17"),
        ("https://www.loaf.org/2023/04/17/world/quay.html", "2023-04-17"),
        ("https://www.loaf.org/world/quay-2023-04-17", "2023-04-17"),
        ("URL: http://loaf.org/20230417/quay", "2023-04-17"),
        ("Source: https://www.loaf.org/uk/apr/17/quay", None),
        ("https://www.loaf.org/2023/04/quay.html", None),
        ("https://web.archive.org/web/20240420101112/https://loaf.org/quay", None),
        (
            "https://web.archive.org/web/20240420101112/https://loaf.org/2023/04/17/quay",
            "2023-04-17",
        ),
        ("Archived: https://loaf.org/2024/04/20/quay", None),
    ],
)
def test_an_address_gives_a_whole_day_or_none(line: str, day: str | None) -> None:
    assert describe(f"{HEAD}\n{line}\n\n{BODY}", "bread.txt").published == day


@pytest.mark.parametrize(
    "id",
    [
        "2005/02/26/123.txt",
        "2005-02-26/00001.txt",
        "2005-02-26_1.txt",
        "2005-02-26-1.txt",
        "20050226_1.txt",
        "20050226-1.txt",
        "x/2005_02_26_17.txt",
        "2005.02.26.1.txt",
        "2005-02-26T1422.txt",
        "26.02.2005 quay.txt",
        "2005/02-26/1.txt",
        "2005-02/26_1.txt",
        "2005/2/26/1.txt",
        "2005-2-26 quay.txt",
        "2005 02 26 quay.txt",
        "26-02-2005 quay.txt",
        "26 Feb 2005 quay.txt",
        "quay_26_February_2005.txt",
        "February 26, 2005.txt",
        "26. Februar 2005.txt",
        "2005/Feb/26/quay.txt",
        "loaf-2005-feb-26-quay.txt",
        "2005年2月26日 quay.txt",
    ],
)
def test_the_day_of_a_folder_or_a_file_name_dates_what_names_none(id: str) -> None:
    assert describe(f"{HEAD}\n\n{BODY}", id).published == "2005-02-26"
    text = f"{HEAD}\n\nKYIV, February 12 (AP) - {BODY}"
    assert describe(text, id).published == "2005-02-12"


@pytest.mark.parametrize(
    "id",
    [
        "2005-02-31/1.txt",
        "2005-13-01_1.txt",
        "120050226.txt",
        "20050226123.txt",
        "0000-01-01.txt",
        "2005/2/26.txt",
        "03-04-2005 quay.txt",
        "February 2005.txt",
        "may 26 quay.txt",
        "1.2.2005.3",
    ],
)
def test_numbers_that_are_no_day_date_nothing(id: str) -> None:
    assert describe(f"{HEAD}\n\n{BODY}", id).published is None


def test_a_dateline_far_from_the_day_of_its_file_keeps_its_year_open() -> None:
    text = f"{HEAD}\n\nKYIV, August 10 (AP) - {BODY}"
    assert describe(text, "2026-01-05 quay.txt").published == "XXXX-08-10"
    assert describe(text, "2016-08-14/1.txt").published == "2016-08-10"
