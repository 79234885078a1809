"""Pages of many agencies, papers and sites: title, source and date among what the page adds."""

import pytest

from store.text import describe

BODY = (
    "The harbour master said on Monday that nine ships were waiting off the coast, and that two "
    "of them would be sent on to other ports before the night was over, whatever the owners said."
)
HEAD = "Dockers vote to extend strike"

PAGES = [
    (f"Home / World\n{HEAD}\nBy Reuters Staff\n\nLIMA, Mar 14 (Reuters) - {BODY}", "Reuters", "X"),
    (f"Skip to main content\nHome > World > Europe\nMenu\n\n{HEAD}\n\n{BODY}", None, None),
    (f"Politics, World, Middle East\n{HEAD}\n14.03.2018\n\n{BODY}", None, "2018"),
    (
        f"Haaretz | Israel News\n{HEAD}\nAnn Bee | Mar. 14, 2018 | 12:34 AM\n{BODY}",
        "Haaretz",
        "2018",
    ),
    (
        f"{HEAD}\n* Nine ships wait\n* Talks resume\n(Adds quotes)\n\nLIMA (Reuters) - {BODY}",
        "Reuters",
        None,
    ),
    (f"{HEAD}\nMarch 14, 2018 / 3:41 PM / 2 YEARS AGO\n\n{BODY}", None, "2018"),
    (f"{HEAD}\nAnn Bee in London MARCH 14 2018\nSave to myFT\n\n{BODY}", "Financial Times", "2018"),
    (
        f"{HEAD}\nMarch 14, 2018 at 5:12 p.m.\n\n{BODY}\n\nDemocracy Dies in Darkness",
        "Washington Post",
        "2018",
    ),
    (
        f"{HEAD}\nBy Ann Bee For Mailonline\n127 shares\n45 View comments\n\n{BODY}",
        "Daily Mail",
        None,
    ),
    (f"{HEAD}\nBy Ann Bee 14 March 2018, 12:34 pm  0\n\n{BODY}", None, "2018"),
    (f"{HEAD} | The Times of Israel\nOwners call it a surprise\n\n{BODY}", "Times of Israel", None),
    (f"{HEAD} | News | DW | 14.03.2018\n\n{BODY}", "Deutsche Welle", "2018"),
    (f"{HEAD} : NPR\nMarch 14, 2018 5:01 AM ET\n\n{BODY}", "NPR", "2018"),
    (f"March/14/2018\n{HEAD}\n\n{BODY}", None, "2018"),
    (f"{HEAD}\nMarch, 14, 2018 - 14:12\nTEHRAN (Tasnim) – {BODY}", "Tasnim", "2018"),
    (f"{HEAD}\n14 March، 2018\n\n{BODY}", None, "2018"),
    (f"{HEAD}\n2018年3月14日\n\n{BODY}", None, "2018"),
    (f"{HEAD}\n14 марта 2018\n\n{BODY}", None, "2018"),
    (
        f"{HEAD}\nLe Monde | 14.03.2018 à 12h34 • Mis à jour le 15.03.2018\n\n{BODY}",
        "Le Monde",
        "2018",
    ),
    (
        f"{HEAD}\nPar Le Figaro avec AFP\nPublié le 14/03/2018 à 12:34\n\n{BODY}",
        "Le Figaro",
        "2018",
    ),
    (f"{HEAD}\nEFE | Valencia\n14/03/2018 - 12:34h\n{BODY}", "EFE", "2018"),
    (f"{HEAD}\n\nHamburg, 14. März (dpa) - {BODY}", "dpa", "X"),
    (f"{HEAD}\nANN BEE, Nikkei staff writer\n\nBANGKOK -- {BODY}", "Nikkei Asia", None),
    (f"{HEAD}\n14 March 2018 | LIMA | From the print edition\n\n{BODY}", "Economist", "2018"),
    (f"{HEAD}\nSubmitted by admin on Wed, 03/14/2018 - 12:34\n{BODY}", None, "2018"),
    (f"{HEAD}\nPosted by annb at 12:34 PM on Wednesday, March 14, 2018\n\n{BODY}", None, "2018"),
    (
        f"FOR IMMEDIATE RELEASE\nMarch 14, 2018\nContact: Ann Bee, 555-0100\n\n{HEAD}\n\n{BODY}",
        None,
        "2018",
    ),
    (f"{HEAD}\n\n{BODY}\n\nPublished in Dawn, March 14th, 2018", "Dawn", "2018"),
    (
        f"{HEAD}\n\n{BODY}\n\nThe BBC is not responsible for the content of external sites.",
        "BBC",
        None,
    ),
    (f"{HEAD}\nFrom Wikinews, the free news source you can write!\n\n{BODY}", "Wikinews", None),
    (f"{HEAD}\n\n{BODY}\n\n© 2018 irishtimes.com", "Irish Times", None),
    (f"{HEAD}\n\n{BODY}\n\nWrite to Ann Bee at ann.bee@wsj.com", "Wall Street Journal", None),
    (
        f"{HEAD}\n\n{BODY}\n\nCopyright The Financial Times Limited 2018. All rights reserved.",
        "Financial Times",
        None,
    ),
]
DAYS = {"X": "XXXX-03-14", "2018": "2018-03-14", None: None}


@pytest.mark.parametrize(("text", "source", "day"), PAGES)
def test_title_source_and_day_are_found_among_what_the_page_adds(
    text: str, source: str | None, day: str | None
) -> None:
    found = describe(text, "x.txt")
    assert (found.title, found.source, found.published) == (HEAD, source, DAYS[day])


@pytest.mark.parametrize(
    "line",
    [
        "Home > World > Europe",
        "News / World",
        "127 shares",
        "1,024 comments",
        "3 Min Read",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "(Additional reporting by Joe Poe in Lima; Editing by Mary Major)",
        "Reporting by Joe Poe in Lima",
        "CNN's Mary Major contributed to this report.",
        "To contact the reporter on this story: Ann Bee in London at abee@bloomberg.net",
        "We use cookies to give you the best experience. Find out more",
        "Printable version | Mar 16, 2018 5:01:02 PM | http://www.example.org/x.ece",
    ],
)
def test_navigation_counts_and_credits_are_boilerplate(line: str) -> None:
    text = f"{HEAD}\n\n{BODY}\n\n{line}\n"
    found = describe(text, "x").boilerplate
    assert [text[start:end] for start, end in found] == [line]


@pytest.mark.parametrize("line", ["REUTER", "--IANS", "==Kyodo", "(QNA)"])
def test_an_agency_that_signs_at_the_end_is_boilerplate(line: str) -> None:
    text = f"{HEAD}\n\n{BODY}\n\n{line}\n"
    found = describe(text, "x").boilerplate
    assert [text[start:end].strip() for start, end in found] == [line]


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Writing by hand comes back", ""),
        ("PAR PHARMACEUTICAL SEEKS NEW YORK LISTING", ""),
        ("Russia / Ukraine: who pays for the port", ""),
        ("Japan May unemployment record 3.2 pct in a month\n- official", ""),
        ("Saudi Arabia: women drive taxis for first time", "\nTraining centre says 400 applied"),
    ],
)
def test_a_headline_that_looks_like_something_else_stays_one(title: str, below: str) -> None:
    assert describe(f"{title}{below}\n\n{BODY}", "x").title == title.replace("\n", " ")


@pytest.mark.parametrize(
    ("id", "dateline", "published"),
    [
        ("2018-03-14_harbour.txt", "", "2018-03-14"),
        ("2018/03/14/harbour.txt", "", "2018-03-14"),
        ("reuters_20180314_harbour.txt", "", "2018-03-14"),
        ("20180314123456.txt", "", "2018-03-14"),
        ("2018-03-15_harbour.txt", "LIMA, March 14 (Reuters) - ", "2018-03-14"),
        ("2019-01-01_harbour.txt", "LIMA, Dec 31 (Reuters) - ", "2018-12-31"),
        ("2018-09-01_harbour.txt", "LIMA, March 14 (Reuters) - ", "XXXX-03-14"),
        ("2018-09-01_harbour.txt", "LIMA, March 14, 2017 (Reuters) - ", "2017-03-14"),
        ("2018-13-14_harbour.txt", "", None),
        ("001_20180314ab.txt", "", None),
        ("report-2018-03.txt", "", None),
        ("12018-03-14.txt", "", None),
    ],
)
def test_the_path_tells_the_day_where_the_text_leaves_it_open(
    id: str, dateline: str, published: str | None
) -> None:
    assert describe(f"{HEAD}\n\n{dateline}{BODY}", id).published == published
