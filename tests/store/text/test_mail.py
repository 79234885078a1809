"""The header of a message: its subject decoded and whole, its day, its sender."""

import pytest

from store.text import describe

BODY = "\n\nFerry companies said on Tuesday that they were losing 20,000 a day because of it.\n"
DATE = "Date: Tue, 18 Apr 2023 08:30:00 +0200"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?Q?Ferry_firms_=E2=80=93_quay?=", "Ferry firms – quay"),
        ("=?UTF-8?B?RsOkaHJlIA==?=\n =?utf-8?q?z=C3=A4hlt?=", "Fähre zählt"),
        ("\n =?utf-8?Q?Ferry_?=\n =?utf-8?Q?firms?=", "Ferry firms"),
        ("Fwd: =?iso-8859-1?q?Caf=E9?= closed\n\tnow", "Fwd: Café closed now"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("Ferry firms count the cost of\n the quay", "Ferry firms count the cost of the quay"),
        ("=?nocharset?Q?abc?=", "=?nocharset?Q?abc?="),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("=?utf-8?Q?=1B[31mFerry=0Afirms?=", "Ferry firms"),
    ],
)
@pytest.mark.parametrize("after", ["", "\nX-Spam: no", "\nDKIM-Signature: v=1;\n\tb=abc"])
def test_a_subject_is_decoded_and_unfolded(subject: str, title: str, after: str) -> None:
    text = f"From: Ann Lee <ann@example.org>\nSubject: {subject}\n{DATE}{after}{BODY}"
    about = describe(text, "x")
    assert (about.title, about.published, about.source) == (title, "2023-04-18", None)
    assert about.title_span is not None
    assert text[slice(*about.title_span)] == subject.strip()
    assert not any("Ferry companies" in text[start:end] for start, end in about.boilerplate)


@pytest.mark.parametrize(
    "sender",
    ["Reuters <a@example.org>", "News <desk@mail.reuters.com>", "=?utf-8?Q?Reuters?= <a@b.org>"],
)
def test_the_sender_is_the_source_where_it_is_a_paper(sender: str) -> None:
    text = f"From: {sender}\nSubject: Ferry firms count the cost\n{DATE}{BODY}"
    assert describe(text, "x").source == "Reuters"


@pytest.mark.parametrize(
    "header",
    [
        "Von: Desk\nGesendet: Dienstag, 18. April 2023 08:30\nAn: Liste\nBetreff: Ferry firms",
        "De : Desk\nEnvoyé : mardi 18 avril 2023 08:30\nÀ : liste\nObjet : Ferry firms",
        "From:\tDesk\nSent:\tTuesday, April 18, 2023 8:30 AM\nTo:\tlist\nSubject:\tFerry firms",
        f"---------- Forwarded message ---------\nFrom: A <a@b.c>\n{DATE}\nSubject: Ferry firms",
    ],
)
def test_a_header_is_known_as_programs_print_it(header: str) -> None:
    about = describe(header + BODY, "x")
    assert (about.title, about.published) == ("Ferry firms", "2023-04-18")


def test_a_message_without_subject_is_named_after_its_words() -> None:
    about = describe(f"From: a@b.c\nSubject:\n{DATE}{BODY}", "x")
    assert (about.title_from, about.title[:15]) == ("lead", "Ferry companies")
