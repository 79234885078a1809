"""The language of a text, where it is sure."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text.language import _classifier, language, let_go
from tests.conftest import SEEDS

TEXTS = {
    "es": "El presidente anunció ayer que el Gobierno enviará al Congreso una ley para reformar el"
    " sistema de pensiones, según informó el ministro de Hacienda en una rueda de prensa.",
    "sw": "Rais wa Kenya amesema kwamba serikali yake itaendelea kushirikiana na nchi jirani katika"
    " kupambana na ugaidi. Aliyasema hayo baada ya kukutana na waziri mkuu wa Ethiopia.",
    "de": "Der Präsident sagte am Montag, dass die Regierung weiter mit den Nachbarn arbeiten"
    " werde, um den Terror zu bekämpfen. Das teilte ein Sprecher in Berlin mit, der nicht kam.",
    "ca": "Els diputats del Parlament van dir ahir que el Govern no ha fet prou per als obrers"
    " d'aquesta comarca, i que cal una llei nova abans de l'estiu.",
    "nb": "Statsministeren sa mandag at regjeringen ikke vil gå av, og at det er opp til Stortinget"
    " å avgjøre hva som skal skje med budsjettet.",
    "ru": "Президент заявил, что правительство продолжит сотрудничество с соседями",
    "uk": "Президент заявив, що уряд і надалі співпрацюватиме із сусідніми державами",
    "ar": "قال الرئيس إن الحكومة ستواصل العمل مع الدول المجاورة",
    "zh": "总统星期一表示政府将继续与邻国合作",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_language_is_told(code: str, text: str) -> None:
    assert language(text) == code


def test_a_short_text_and_one_in_capitals_are_told_where_that_is_sure() -> None:
    assert language("Die Kanzlerin war in Hamburg, was er so nicht will") == "de"
    assert language("Der Bundeskanzler ist heute nach Paris gereist") == "de"
    assert language("LE PRÉSIDENT DE LA RÉPUBLIQUE EST ARRIVÉ À BERLIN") == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Turkey's foreign minister said on Monday that he would talk to his colleague.",
        "Leeds 2 Wigan 1\nReal Madrid 0 La Coruna 1\nDe Graafschap 1 Den Haag 3\n" * 10,
        "Lionel Messi, Angel Di Maria, Julio de la Cruz, Luis da Silva, Rafael van der Vaart\n" * 5,
        "Petr Hozak (CZE), Yazeed al-Rajhi (SAU), Michael Orr (GBR), Mathieu Baumel (FRA)\n" * 5,
        "Shr loss 18 cts vs loss 20 cts\nNet loss 629,520 vs loss 712,000\nRevs 1,2 vs 3,4\n",
        "FRENCH CAISSE NATIONALE DES AUTOROUTES ISSUES BOND",
        "12.30 14.50 " * 50,
        "\ufffd\ufffd \0 \u202e" * 40,
    ],
)
def test_no_english_text_and_no_table_is_taken_for_another_language(text: str) -> None:
    assert language(text) in ("en", None)


def test_the_seeds_are_english() -> None:
    texts = [path.read_text("utf-8") for path in SEEDS.iterdir()]
    assert {language(text) for text in texts} == {"en"}


@given(st.text(max_size=300))
def test_any_text_gives_a_code_or_none(text: str) -> None:
    found = language(text)
    assert found is None or (found.isascii() and found.islower())


def test_english_needs_no_classifier() -> None:
    code = (
        "import sys; from store.text import describe; describe('The talks of the two were over"
        " by then, and they left for the airport.', 'x'); print('py3langid' in sys.modules)"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "False"


def test_the_classifier_comes_again_after_it_was_let_go() -> None:
    assert language(TEXTS["es"]) == "es"
    let_go()
    assert _classifier.cache_info().currsize == 0
    assert language(TEXTS["es"]) == "es"
