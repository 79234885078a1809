"""Dates as some seventy languages write them."""

import pytest

from store.text import describe

BODY = "The government said on Monday that it would raise the price of bread by ten percent."

TENTH_OF_AUGUST = """
Mittwoch, 10. August 2016 um 15:47 Uhr | am 10. August 2016 um 15:47
Veröffentlicht am 10.08.2016 | Aktualisiert: 10.08.2016, 14:22 Uhr
Stand: 10. Aug. 2016, 14.22 Uhr | Von Anna Schmidt, 10. August 2016
woensdag 10 augustus 2016 om 14:22 | Gepubliceerd op 10 aug. 2016 | wo 10 aug 2016, 14:22 uur
Publicerad 10 augusti 2016 | onsdag den 10 augusti 2016 kl. 14.22
Uppdaterad: 10 aug 2016 kl 14:22 | Publisert 10.08.2016 kl. 14.22 | onsdag 10. august 2016
Sist oppdatert 10. aug. 2016 klokken 14:22 | Offentliggjort 10. august 2016 kl. 14:22
d. 10. aug. 2016 | miðvikudagur 10. ágúst 2016 kl. 14:22 | keskiviikko 10.8.2016 klo 14.22
Julkaistu 10. elokuuta 2016 | Päivitetty 10.8.2016 14:22 | kolmapäev, 10. august 2016, 14:22
10. augustil 2016 | Trešdiena, 2016. gada 10. augusts, plkst. 14:22 | 2016. gada 10. augustā
2016 m. rugpjūčio 10 d. | 2016-08-10 14:22 val.
2016 m. rugpjūčio 10 d., trečiadienis, 14:22 | mercredi 10 août 2016
Publié le 10 août 2016 à 14h22 | Mis à jour le 10/08/2016 à 14:22 | le 10 aout 2016
Publié le 04/08/2016=2016-08-04 | 1er août 2016=2016-08-01 | 10 AOÛT 2016
miércoles, 10 de agosto de 2016 | 10 de agosto del 2016 | 10/ago/2016
Publicado el 10 ago. 2016 | Quarta-feira, 10 de agosto de 2016 às 14h22 | 10 ago 2016
Publicado em 10/08/2016 14h22 | mercoledì 10 agosto 2016
Pubblicato il 10 agosto 2016 alle 14:22 | 10 ago 2016 | 10 set 2016=2016-09-10
dimecres, 10 d'agost de 2016 | 10 d’agost del 2016 | mércores, 10 de agosto de 2016
2016ko abuztuaren 10a | miercuri, 10 august 2016, ora 14:22 | Publicat: 10 august 2016
środa, 10 sierpnia 2016 | 10 sierpnia 2016 r., godz. 14:22 | Opublikowano: 10 sie 2016
10. srpna 2016 | středa 10. srpna 2016 14:22 | Publikováno 10. 8. 2016
streda 10. augusta 2016 o 14:22 | 10. kolovoza 2016. u 14:22 | srijeda, 10. kolovoza 2016.
10. avgust 2016 | sreda, 10. avgusta 2016 | sreda, 10. 8. 2016 ob 14.22
среда, 10. август 2016. | Објављено: 10. августа 2016. | 10.08.2016. | 2016. augusztus 10.
2016. augusztus 10., szerda | 2016. aug. 10. 14:22 | 2016.08.10. 14:22
Közzétéve: 2016. augusztus 10. szerda 14:22 | 2016. augusztus 10-én | 10 Αυγούστου 2016
Τετάρτη, 10 Αυγούστου 2016, 14:22 | 10 ΑΥΓΟΥΣΤΟΥ 2016 | Δημοσίευση: 10 Αυγ 2016
e mërkurë, 10 gusht 2016 | Publikuar më 10 gusht 2016 | 10 Ağustos 2016 Çarşamba, 14:22
10 Agustos 2016 | Güncelleme: 10 Ağustos 2016 14:22 | Yayınlanma Tarihi: 10.08.2016
10 avqust 2016 | 10 avqust 2016-cı il | Data publikacji: 10.08.2016 | 2016 оны 8 сарын 10
Birt þann 10. ágúst 2016 | 10 Ağu 2016 | 10-avgust, 2016 | 2016-yil 10-avgust | 10 Agosto 2016
10 Agosti 2016 | 10 Augustus 2016 | 10 августа 2016, среда | 10 августа 2016 г., 14:22
среда, 10 августа 2016 года | 10 авг. 2016 | Опубликовано: 10 августа 2016, 14:22 мск
14:22, 10 августа 2016 | 10 августа 2016г. | 10 серпня 2016 року
середа, 10 серпня 2016 р. 14:22 | Опубліковано 10 серпня 2016 о 14:22 | 10 жніўня 2016
сряда, 10 август 2016 г. | Публикувана на 10 август 2016 | 10 тамыз 2016 | 2016 ж. 10 тамыз
2016 жылғы 10 тамыз | 10 օգոստոսի, 2016 | 10 օգոստոսի 2016թ. | 10 აგვისტო, 2016 | ١٠ أغسطس ٢٠١٦
الأربعاء 10 أغسطس 2016 | الأربعاء، ١٠ آب ٢٠١٦ | تاريخ النشر: 10 أغسطس/آب 2016 | 10 غشت 2016
10 أوت 2016 | ١٠ تشرين الثاني ٢٠١٦=2016-11-10 | آخر تحديث: 10 آب 2016 | 10 أغسطس 2016م
۱۰ اوت ۲۰۱۶ | ۲۰ مرداد ۱۳۹۵ | چهارشنبه ۲۰ مرداد ۱۳۹۵ | تاریخ انتشار: ۲۰ مرداد ۱۳۹۵ - ۱۴:۲۲
۱۳۹۵/۰۵/۲۰ | 10 اگست 2016 | بدھ 10 اگست 2016 | 10 اگست، 2016ء | 10 באוגוסט 2016
יום רביעי, 10 באוגוסט 2016 | ב-10 באוגוסט 2016 | פורסם: 10 אוגוסט 2016, 14:22 | 10 अगस्त 2016
बुधवार, 10 अगस्त 2016 | प्रकाशित: 10 अगस्त 2016, 14:22 IST | १० ऑगस्ट, २०१६ | १० अगस्त २०१६
১০ আগস্ট ২০১৬ | প্রকাশিত: ১০ আগস্ট ২০১৬, ১৪:২২ | বুধবার, ১০ আগস্ট, ২০১৬ | 10 ਅਗਸਤ 2016
10 ઑગસ્ટ, 2016 | 10 ஆகஸ்ட், 2016 | ஆகஸ்ட் 10, 2016 | 10 ఆగస్టు, 2016 | 2016, ഓഗസ്റ്റ് 10
10 ಆಗಸ್ಟ್ 2016 | 10 สิงหาคม 2559 | วันพุธที่ 10 สิงหาคม พ.ศ. 2559 | 10 ส.ค. 2559 14:22 น.
เผยแพร่: 10 สิงหาคม 2016 | 10 ສິງຫາ 2016 | 10 សីហា 2016 | 2016၊ ဩဂုတ် 10 | 10 ኦገስት 2016
Thứ Tư, 10/08/2016 14:22 | ngày 10 tháng 8 năm 2016 | 10 tháng 8, 2016
Cập nhật lúc 14:22 ngày 10/08/2016 | Rabu, 10 Agustus 2016 14:22 WIB
Rabu, 10 Agu 2016 14:22 WIB | Diterbitkan 10 Agustus 2016 | 10 Ogos 2016
Rabu 10/08/2016, 14:22 WIB | Agosto 10, 2016 | ika-10 ng Agosto 2016 | 2016年8月10日
发布时间：2016-08-10 14:22 | 发布于2016年8月10日14:22 | 2016年08月10日 14:22 来源：新华网
2016年8月10日星期三 | 2016年8月10日（水）14時22分 | 公開日：2016年8月10日 午後2時
平成28年8月10日 | 2016/08/10 14:22 更新 | 民國105年8月10日 | 發佈時間：2016/08/10 14:22
２０１６年８月１０日 | 2016년 8월 10일 | 2016년 8월 10일 수요일 오후 2:22
입력 2016.08.10 14:22 | 기사입력 2016. 8. 10. | 등록: 2016-08-10 14:22
Wed Aug 10 14:22:10 2016 | Wed Aug 10 14:22:10 UTC 2016 | Wed Aug 10 14:22:10 +0000 2016
Wed, 10 Aug 2016 14:22:10 +0200 | Wed, Aug 10, 2016 at 2:22 PM
Wed Aug 10 2016 15:21:41 GMT+0200 | 2016-08-10T14:22:10+02:00 | 2016-08-10T14:22:10.123Z
2016-08-10 14:22:10 UTC | 2016-08-10T14:22 | Posted on 2016-08-10 by | August 10 2016, 3:18 p.m.
August 10th, 2016 | 10th August 2016 | 10th of August 2016 | Wednesday 10 August 2016 14.22 BST
10 Aug, 2016 | 10-Aug-2016 | 2016-Aug-10 | 2016 August 10 | Aug.10, 2016
Wed Aug  3 14:22:10 2016=2016-08-03 | Sat Nov 18 2017 15:21:41=2017-11-18
3 February 1600 GMT=XXXX-02-03
"""
"""Lines of a date, each 10 August 2016 unless `=` gives another day."""


@pytest.mark.parametrize(
    "written", [w for line in TENTH_OF_AUGUST.strip().splitlines() for w in line.split(" | ")]
)
def test_a_date_line_of_any_language_dates_the_article(written: str) -> None:
    line, _, day = written.partition("=")
    for below in ("\n", "\n\n"):
        text = f"Bread gets dearer{below}{line}\n\n{BODY}"
        assert describe(text, "a.txt").published == (day or "2016-08-10")


@pytest.mark.parametrize(
    "line", ["czwartek, 4 marca 2021 r.", "četvrtak, 4. ožujka 2021.", "2021 m. kovo 4 d."]
)
def test_a_full_stop_of_the_date_leaves_the_line_apart_from_the_headline(line: str) -> None:
    described = describe(f"Northern quay to close for two years\n{line}\n\n{BODY}", "a.txt")
    assert described.title == "Northern quay to close for two years"
    assert described.published == "2021-03-04"


def test_a_full_stop_behind_an_english_date_ends_a_wrapped_sentence() -> None:
    text = f"The minister who had promised it resigned on\n4 March 2021.\n\n{BODY}"
    assert describe(text, "a.txt").published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 03/04/2016 à 14h22", "2016-04-03"),
        ("Lunedì 03/04/2016", "2016-04-03"),
        ("04/13/2016", "2016-04-13"),
        ("Published 03/04/2016", None),
        ("03-04-2016", None),
    ],
)
def test_numbers_alone_are_read_where_the_language_is_known(line: str, day: str | None) -> None:
    assert describe(f"Bread gets dearer\n{line}\n\n{BODY}", "a.txt").published == day


def test_a_month_that_two_languages_share_is_told_by_the_full_stop() -> None:
    days = [
        describe(f"Bread gets dearer\n\n{line}\n\n{BODY}", "a.txt").published
        for line in ("10 listopada 2016", "10. listopada 2016.", "10. listopadu 2016")
    ]
    assert days == ["2016-11-10", "2016-10-10", "2016-11-10"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("1 فروردین ۱۴۰۰", "2021-03-21"),
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("۲۲ بهمن ۱۳۵۷", "1979-02-11"),
        ("۳۰ اسفند ۱۴۰۰", None),
        ("32 فروردین 1400", None),
        ("元年5月1日", None),
        ("令和元年5月1日", "2019-05-01"),
    ],
)
def test_years_of_other_calendars_are_turned_into_ours(line: str, day: str | None) -> None:
    assert describe(f"Bread gets dearer\n{line}\n\n{BODY}", "a.txt").published == day
