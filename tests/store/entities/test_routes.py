"""Which model reads which articles."""

import json
from pathlib import Path

import pytest

from store import Library
from store.entities import spacy_models as models
from store.entities.annotate import Annotated, annotate
from store.entities.apply_corrections import entities
from store.entities.pipelines import RULES_ALONE, choose_pipelines
from store.entities.spacy_models import DEFAULT, RULES
from store.errors import ModelMissing
from store.index.database import Database
from tests.store.entities.conftest import MakePipeline
from tests.store.entities.helpers import Inline, add_article

GERMAN = "Die Kanzlerin Angela Merkel sprach in Hamburg. Merkel reist am Montag in die Türkei."
ENGLISH = "Sergey Lavrov flew to Ankara on Monday, where he met Turkish officials."
FRENCH = "Le ministre est parti hier pour Ankara avec les membres de la délégation de Washington."


def recipes(database: Database) -> dict[str, str]:
    return dict(database.connection().execute("SELECT id, recipe FROM articles"))


def found(database: Database, num: int) -> list[tuple[str, str, str]]:
    return [(e.label, e.text, e.name) for e in entities(database, num) or ()]


def test_the_default_reads_english_and_what_is_not_sure() -> None:
    first, rest = choose_pipelines().routes
    assert first.name == DEFAULT
    assert [first.reads(language) for language in ("en", None, "de")] == [True, True, False]
    assert rest.name is None
    assert [rest.reads(language) for language in ("en", None, "de", "xh")] == [0, 0, 1, 1]


def test_every_language_goes_one_way(make_pipeline: MakePipeline) -> None:
    german, many = make_pipeline("de"), make_pipeline("xx")
    for asked in ([DEFAULT, german], [german], [many], [many, german], [german, many, DEFAULT]):
        ways = choose_pipelines(asked).routes
        for language in ("en", "de", "fr", None):
            assert sum(way.reads(language) for way in ways) == 1
    by_many = next(way for way in choose_pipelines([german, many]).routes if way.reads("fr"))
    assert by_many.name == many
    assert (
        next(way for way in choose_pipelines([many, german]).routes if way.reads(None)).name == many
    )


def test_what_is_missing_is_said_and_the_rest_is_used(make_pipeline: MakePipeline) -> None:
    german = make_pipeline("de")
    ways = choose_pipelines(["fr_core_news_sm", DEFAULT, german, german + "/"])
    assert [way.name for way in ways.routes] == [DEFAULT, german, None]
    (missing, twice) = ways.problems
    assert "python -m spacy download fr_core_news_sm" in missing
    assert "French" in missing
    assert "reads German already" in twice
    with pytest.raises(ModelMissing, match="download fr_core_news_sm"):
        choose_pipelines("fr_core_news_sm")


def test_why_an_article_shows_few_names(make_pipeline: MakePipeline) -> None:
    german = choose_pipelines([make_pipeline("de")])
    assert german.why_few("de") is None
    assert german.why_few(None) is None
    assert "reads French (spaCy has fr_core_news_sm)" in (german.why_few("fr") or "")
    assert "reads Xhosa:" in (german.why_few("xh") or "")


def test_a_pipeline_reads_what_is_nearly_its_language(make_pipeline: MakePipeline) -> None:
    croatian = make_pipeline("hr")
    assert choose_pipelines([DEFAULT, croatian]).routes[1].reads("bs")


def test_check_tells_what_no_model_reads(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text(FRENCH)
    with Library.open(tmp_path, refresh=True, model=[DEFAULT, "it_core_news_sm"]) as library:
        found = [one for one in library.check() if one.kind == "language model"]
    assert "it_core_news_sm is missing" in found[0].message
    assert found[1].message == "1 article in French (lang:fr): well-known names only"
    assert found[1].remedy.startswith("python -m spacy download fr_core_news_sm")
    assert not any(one.serious for one in found)


def test_each_article_goes_to_the_pipeline_of_its_language(
    database: Database, make_pipeline: MakePipeline
) -> None:
    german = make_pipeline("de", PER=["Angela Merkel", "Merkel"], LOC=["Hamburg", "Türkei"])
    texts = {"de": GERMAN, "en": ENGLISH, "fr": FRENCH}
    nums = {code: add_article(database, code, text, code) for code, text in texts.items()}
    assert annotate(database, model=[DEFAULT, german], jobs=1) == Annotated(3)
    assert found(database, nums["de"]) == [
        ("PERSON", "Angela Merkel", "Angela Merkel"),
        ("GPE", "Hamburg", "Hamburg"),
        ("PERSON", "Merkel", "Angela Merkel"),
        ("LOC", "Türkei", "Türkei"),
    ]
    assert ("PERSON", "Sergey Lavrov", "Sergey Lavrov") in found(database, nums["en"])
    assert found(database, nums["fr"]) == [
        ("GPE", "Ankara", "Ankara"),
        ("GPE", "Washington", "Washington"),
    ]
    assert recipes(database)["fr"] == RULES_ALONE
    assert recipes(database)["en"] == f"{DEFAULT}-3.8.0+r{RULES}"


def test_a_batch_is_of_one_language_and_a_language_is_done_before_the_next(
    database: Database, make_pipeline: MakePipeline
) -> None:
    german = make_pipeline("de")
    for number in range(90):
        add_article(database, f"{number:02}", f"Ann{number}", ("en", "de", "fr")[number % 3])
    executor = Inline()
    assert annotate(database, model=[DEFAULT, german], executor=executor).articles == 90
    assert executor.models == [DEFAULT, german, None]


def test_the_wanted_article_comes_first_in_whatever_language(
    database: Database, make_pipeline: MakePipeline
) -> None:
    german = make_pipeline("de")
    for number in range(9):
        add_article(database, f"{number}", f"Ann{number}", "en")
    num = add_article(database, "x", "Bob", "de")
    executor = Inline()
    annotate(database, model=[DEFAULT, german], executor=executor, first=lambda: num)
    assert executor.texts[0] == "Bob"
    assert executor.models[0] == german


def test_a_pipeline_more_annotates_only_the_articles_that_it_reads(
    database: Database, make_pipeline: MakePipeline
) -> None:
    for code in ("de", "en", "fr"):
        add_article(database, code, f"Ann {code}", code)
    annotate(database, executor=Inline())
    executor = Inline()
    assert annotate(database, model=[DEFAULT, make_pipeline("de")], executor=executor).articles == 1
    assert executor.texts == ["Ann de"]


def test_a_pipeline_that_is_trained_anew_is_another(make_pipeline: MakePipeline) -> None:
    before = models.spacy_model(make_pipeline("de", PER=["Merkel"])).recipe
    models.spacy_model.cache_clear()
    assert models.spacy_model(make_pipeline("de", PER=["Scholz"])).recipe != before


def test_a_pipeline_that_cannot_be_loaded_holds_up_no_other(
    database: Database, make_pipeline: MakePipeline
) -> None:
    german = make_pipeline("de")
    (Path(german) / "config.cfg").write_text("[nlp]\nlang = 'de'\npipeline = ['nothing']\n")
    for code in ("de", "en"):
        add_article(database, code, ENGLISH, None if code == "en" else code)
    with pytest.raises(ModelMissing, match="can't be loaded"):
        annotate(database, model=[german, DEFAULT], jobs=1, only=[1])
    add_article(database, "en2", ENGLISH + "!", "en")
    with pytest.raises(ModelMissing, match="can't be loaded"):
        annotate(database, model=[german, DEFAULT], jobs=1)
    assert recipes(database)["en2"].startswith(DEFAULT)
    assert recipes(database)["de"] is None


def test_a_process_keeps_few_pipelines(make_pipeline: MakePipeline) -> None:
    names = [make_pipeline(code) for code in ("de", "fr", "es")]
    for name in names:
        models.load(name)
    assert models.load(names[2]) is models.load(names[2])
    assert len(models._loaded) == models.MOST_LOADED


def test_the_library_takes_several_models_and_says_what_it_refuses(
    library_folder: Path, make_pipeline: MakePipeline
) -> None:
    german = make_pipeline("de", PER=["Angela Merkel"])
    (library_folder / "seeds" / "de.txt").write_text(GERMAN + " Das war alles, was er sagte.")
    with Library.open(library_folder, refresh=True, model=[DEFAULT, german]) as library:
        assert list(library.ids("lang:de")) == ["de.txt"]
        assert len(library.ids("lang:en")) == 5
        assert library.article("de.txt").language == "de"
        assert library.entities.model == f"{DEFAULT}, {german}"
        library.entities.annotate(only=["de.txt"])
        assert [e.text for e in library.entities("de.txt") or ()] == ["Angela Merkel"]
    (library_folder / "tags.yaml").write_text(
        f"version: 1\nsettings: {{model: [{DEFAULT}, {json.dumps(german)}]}}\n"
    )
    with Library.open(library_folder, refresh=True) as library:
        assert library.entities.model == DEFAULT
        assert "only --model and config.toml may" in library.entities.pipelines().problems[0]
