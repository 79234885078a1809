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
