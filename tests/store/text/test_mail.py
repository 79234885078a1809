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
        "Da: Desk\nInviato: martedì 18 aprile 2023 08:30\nA: lista\nOggetto: Ferry firms",
        "De: Desk\nEnviada em: terça-feira, 18 de abril de 2023\nPara: lista\nAssunto: Ferry firms",
        "Fra: Desk\nSendt: 18. april 2023 08.30\nTil: listen\nEmne: Ferry firms",
        "Kimden: Desk\nGönderildi: 18 Nisan 2023 Salı 08:30\nKime: liste\nKonu: Ferry firms",
        "发件人：Desk\n发送时间：2023年4月18日 08:30\n收件人：list\n主题：Ferry firms",
        "差出人: Desk\n送信日時: 2023年4月18日 8:30\n宛先: list\n件名: Ferry firms",
        "보낸 사람: Desk\n보낸 날짜: 2023년 4월 18일 화요일\n받는 사람: list\n제목: Ferry firms",
        "من: Desk\nالتاريخ: 18 أبريل 2023\nإلى: list\nالموضوع: Ferry firms",
        f"---------- Forwarded message ---------\nFrom: A <a@b.c>\n{DATE}\nSubject: Ferry firms",
    ],
)
def test_a_header_is_known_as_programs_print_it(header: str) -> None:
    about = describe(header + BODY, "x")
    assert (about.title, about.published) == ("Ferry firms", "2023-04-18")


def test_a_message_without_subject_is_named_after_its_words() -> None:
    about = describe(f"From: a@b.c\nSubject:\n{DATE}{BODY}", "x")
    assert (about.title_from, about.title[:15]) == ("lead", "Ferry companies")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 06 Mar 91 10:00:00 GMT", "1991-03-06"),
        ("6 Mar 91 10:00:00 GMT", "1991-03-06"),
        ("31 Feb 91 10:00:00 GMT", None),
    ],
)
def test_a_year_of_two_digits_is_read_as_mail_means_it(written: str, day: str | None) -> None:
    text = f"From: a@b.c\nSubject: Ferry firms\nDate: {written}{BODY}"
    assert describe(text, "x").published == day


def test_questions_and_answers_are_no_header() -> None:
    text = f"A: Ferry firms are losing money.\nA: They say so themselves.{BODY}"
    assert describe(text, "x").title.startswith("A: Ferry firms")
