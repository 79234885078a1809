"""config.toml, right and wrong."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Start, wait_until, words
from tests.tui.probe import screen
from tui.settings import Settings, load


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "nord"\nwidth = 90\n[keys]\nquit = "Q"\njump = ["o", "ctrl+o"]\n')
    settings = load(path)
    assert (settings.theme, settings.width, settings.faults) == ("nord", 90, ())
    assert settings.keys == {"quit": ("Q",), "jump": ("o", "ctrl+o")}


def test_a_wrong_value_is_named_with_its_line_and_the_rest_applies(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "nord"\nwidth = "wide"\nwhat = 1\n')
    settings = load(path)
    assert settings.theme == "nord"
    assert settings.width is None
    assert [fault.removeprefix(str(path)) for fault in settings.faults] == [
        ", line 2: width must be a number; the default applies",
        ", line 3: what is no setting; the default applies",
    ]


def test_a_file_that_is_no_toml_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = \n")
    (fault,) = load(path).faults
    assert "line 1" in fault


def test_a_model_is_a_name_or_a_list_of_names(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('model = "de_core_news_sm"\n')
    assert load(path).model == ("de_core_news_sm",)
    path.write_text('model = ["en_core_web_sm", "de_core_news_sm"]\n')
    assert load(path).model == ("en_core_web_sm", "de_core_news_sm")
    path.write_text("model = 5\n")
    assert load(path).model == ()
    assert "line 1: model must be the name" in load(path).faults[0]


async def test_an_unknown_theme_is_named_and_the_own_one_used(start: Start) -> None:
    async with start(theme="bogus") as pilot:
        await wait_until(pilot, lambda: "no theme is called bogus" in words(screen(pilot).status))
        assert pilot.app.theme == "cuttings-dark"


async def test_light_and_dark_name_the_programs_own_themes(start: Start) -> None:
    async with start(theme="light") as pilot:
        assert pilot.app.theme == "cuttings-light"
