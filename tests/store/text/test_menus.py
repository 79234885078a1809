"""Pages copied from a browser: menus are passed over, a headline that comes first stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.text import describe

PROSE = (
    "The harbour authority closed the northern quay on Thursday after inspectors found cracks in "
    "two supports, officials said.\n\nMayor Anna Lindqvist told reporters that the repairs would "
    "take at least six weeks.\n"
)
TITLE = "Northern quay closed after cracks are found"

MENUS = [
    "Skip to content\nMenu\nSign in\nSubscribe",
    "Home\nWeather\nJobs\nObituaries",
    "Vallby Courier\nNews\nCrime\nWeather",
    "News | Sport | Weather | Jobs\nVallby Courier",
    "Skip to Main Content\nOpen Navigation Menu\nThe Vallby Independent Courier\nSearch\nLog In",
    "Your Privacy\nWe use essential cookies to make sure the site can function. We also use "
    "optional cookies for advertising and for measuring.\nAccept all\nReject all\nMenu\nWorld",
    "Menu\nVallby Courier\nMonday, 17 April 2023\nLog in\nLocal\nCrime\nCourts\nTraffic\nWeather",
    "Skip to content\nVallby Courier\nNews\nSport\nWeather\nMayor promises ‘no delay’ in repairs\n"
    "News\nLocal",
    "Home\nNews\nSport\nWeather\nNews > Local\nLocal",
    "Zum Inhalt springen\nVallby Tageblatt\nMenü\nSuche\nAnmelden\nPolitik\nMehr",
    "Aller au contenu\nLe Courrier de Vallby\nMenu\nÀ la une\nPolitique\nSe connecter",
    "Перейти к содержанию\nВалльбю Сегодня\nМеню\nПоиск\nНовости\nПолитика",
    "跳到内容\n瓦尔比日报\n菜单\n搜索\n首页\n新闻\n国际",
    "* Trang chủ\n* Tin tức\n* Thời sự\n* Thể thao\n* Đăng nhập\n* Đăng ký\n* Tìm kiếm",
    "หน้าแรก\nข่าว\nการเมือง\nกีฬา\nเข้าสู่ระบบ\nเศรษฐกิจ",
    "تخطي إلى المحتوى\nالقائمة\nبحث\nأخبار\nسياسة",
]
BELOW = [
    "",
    "Ferries will leave from the southern quay until June",
    "By Per Holm",
    "By Per Holm\n18 April 2023\nShare\nFacebook\nEmail",
    "Ferries will leave from the southern quay until June\n18 April 2023\nShare\nPrint",
]


@pytest.mark.parametrize(
    "above",
    [
        *("Politik", "Actualités", "Noticias", "Wiadomości", "Новости", "新闻", "뉴스", "Hírek"),
        *("Politik\n18 April 2023", "Tin tức\n\n18 April 2023"),
        *("Início / Notícias / Economia", "Startseite > Politik > Inland", "首页 / 新闻 / 国际"),
    ],
)
def test_the_part_of_the_paper_above_the_headline_is_no_title(above: str) -> None:
    about = describe(f"{above}\n\n{TITLE}\n18 April 2023\n\n{PROSE}", "x.txt")
    assert (about.title, about.published) == (TITLE, "2023-04-18")


def test_the_name_of_a_part_above_a_paragraph_is_a_title() -> None:
    wrapped = "Strong thunderstorms will be common from eastern\nTexas to the lower valley."
    for prose in (PROSE, wrapped):
        assert describe(f"Wetter\n\n{prose}", "x.txt").title == "Wetter"


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_headline_below_the_menus_of_a_page_is_the_title(
    menu: str, below: str, gap: str
) -> None:
    lines = [*menu.split("\n"), TITLE, *filter(None, below.split("\n"))]
    text = f"{gap.join(lines)}\n\n{PROSE}"
    about = describe(text, "x.txt")
    assert (about.title, about.title_from) == (TITLE, "headline")
    assert about.title_span is not None
    dimmed = "".join(text[start:end] for start, end in about.boilerplate)
    above = text[: about.title_span[0]]
    assert all(line.strip() in dimmed for line in above.split("\n"))
    assert "harbour authority" not in dimmed
    if "18 April" in below:
        assert about.published == "2023-04-18"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Northern quay closed after cracks are found", "Home\nNews\nSport\nWeather\nJobs"),
        ("Quay closed", "News\nLocal\nVallby\nShare\nFacebook\nFerries will leave from the south"),
        ("Snow chaos", "By Per Holm\n17 April 2023\nNews\nSport\nFerries leave from the south"),
        ("Results", "Football\nVallby 3\nLund 1\nMalmo 0\nThe best of the weekend games"),
        ("Harbour News", "Vallby\nIssue 4\nSpring"),
        ("Pancakes", "Serves 4\nFlour\nMilk\nEggs\nA pinch of salt and some sugar"),
    ],
)
def test_a_headline_that_comes_first_stays_the_title(title: str, lines: str) -> None:
    about = describe(f"{title}\n{lines}\n\n{PROSE}", "x.txt")
    assert about.title == title


def test_short_lines_without_prose_are_no_menu() -> None:
    text = "Home\nWeather\nSpring\nRoses are red\nViolets are blue\nAnd so are you my dear friend"
    assert describe(text, "x").boilerplate[:1] != ((0, text.index("Roses")),)


def test_the_paper_in_the_menu_is_the_source_and_its_day_the_last_resort() -> None:
    menu = "Skip to content\nThe Guardian\nMonday, 17 April 2023\nMenu\nNews\nSport\nWeather"
    about = describe(f"{menu}\n{TITLE}\n\n{PROSE}", "x")
    assert (about.title, about.source, about.published) == (TITLE, "Guardian", "2023-04-17")
    about = describe(f"{menu}\n{TITLE}\n16 April 2023\n\n{PROSE}", "x")
    assert about.published == "2023-04-16"


ITEM = st.sampled_from(
    ["Menu", "News", "Vallby", "Jobs | Cars", "", "We use cookies.", "17 April 2023", "By Ann Lee",
     "Share", TITLE, "A > B", "( )", "• x", PROSE, "12", "Facebook", "跳到内容", "---", "Source: x"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(ITEM, max_size=40), st.sampled_from(["\n", "\n\n"]))
def test_any_page_is_described_in_order(items: list[str], gap: str) -> None:
    text = gap.join(items)
    about = describe(text, "x.txt")
    title = about.title_span or (0, 0)
    position = 0
    for start, end in about.boilerplate:
        assert position <= start < end <= len(text)
        assert end <= title[0] or title[1] <= start
        position = end
