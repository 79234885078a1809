"""A small index whose articles are known as facts too, so that both meanings of a query meet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.entities.shown_mentions import update_shown_mentions
from store.index.database import Database
from store.userdata.projection import as_json
from tests.store.query.meaning import Facts, Named

LIBRARY: dict[str, Facts] = {
    "a": Facts(
        title="Lavrov: US-led strike on Aleppo",
        body="Sergey Lavrov said that Turkish-Ukrainian talks don't aim at the S-400.",
        source="TASS",
        language="en",
        published="2016-08-10",
        days=("2016-08-10", "2016-08-10"),
        tags=("Syria", "region/levant"),
        marks=("claim",),
        names=(
            Named("Sergey Lavrov", "PERSON", ("Lavrov", "Sergey Lavrov")),
            Named("Islamic State", "ORG", ("IS",), ("Daesh", "Da'esh group")),
        ),
        read="2026-11-20",
        note="Compare with the August interview",
        copies=("c", "a"),
        is_copy=True,
    ),
    "b": Facts(
        title="Ankara opens İncirlik to çoğu",
        body="Élysée und Straße; unread OR untagged. Islamic scholars of the State.",
        source="Anadolu Agency",
        published="XXXX-12-09",
        tags=("region",),
        names=(
            Named("Islamic State", "ORG", ("Daesh",), ("Daesh", "Da'esh group")),
            Named("Incirlik", "FAC", ("Incirlik",)),
        ),
    ),
    "c": Facts(
        title="Ночной эфир",
        language="ru",
        body='A line with "quotes", 50% and a/b * stars (all of them)',
        published="2016",
        days=("2016-01-01", "2016-12-31"),
        marks=("claim/false",),
        note="",
        copies=("c", "a"),
    ),
    "d": Facts(
        body="islamic state islamic law\non wrapped lines",
        paragraphs=((0, 42),),
        reflow=(True,),
        published="2015-12",
        days=("2015-12-01", "2015-12-31"),
    ),
    "e": Facts(
        title="regional news",
        tags=("regional", "Ünal/x"),
        published="XXXX-12",
        names=(),
        read="2026-01-02",
    ),
    "f": Facts(title="nothing", names=()),
}
"""Articles by id, as they are shown. In the index, Incirlik is a GPE that the library calls a FAC,
and `Tukey` is hidden in `f`; the name in `b` is Daesh, an alias of Islamic State."""

CORRECTIONS = {
    ("entities", "aliases", "Daesh"): "Islamic State",
    ("entities", "aliases", "Da'esh group"): "Daesh",
    ("entities", "labels", "Incirlik"): "FAC",
    ("entities", "hidden", "Tukey"): True,
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("index")
    database = Database(folder / "index.db")
    with database.transaction() as connection:
        for num, (id, facts) in enumerate(LIBRARY.items(), start=1):
            first, last = facts.days or (None, None)
            rest = (len(facts.body.split()), facts.read, facts.note, facts.language)
            connection.execute(
                "INSERT INTO articles (num, id, title, source, published, first_day, last_day,"
                " words, read, note, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (num, id, facts.title, facts.source, facts.published, first, last, *rest),
            )
            connection.execute(
                "INSERT INTO texts (num, title, body, paragraphs, reflow, boilerplate)"
                " VALUES (?, ?, ?, ?, ?, '[]')",
                (
                    *(num, facts.title, facts.body),
                    *(json.dumps(facts.paragraphs), json.dumps(facts.reflow)),
                ),
            )
            connection.execute(
                "INSERT INTO fts (rowid, title, body, halves)"
                " SELECT * FROM words_of_texts WHERE num = ?",
                (num,),
            )
            for place, tag in enumerate(facts.tags):
                connection.execute(
                    "INSERT INTO tags (name, fold, listed, place) VALUES (?, ?, 1, 0)",
                    (tag, tag.casefold()),
                )
                connection.execute(
                    "INSERT INTO article_tags VALUES"
                    " (?, (SELECT tag_id FROM tags WHERE name = ?), ?)",
                    (num, tag, place),
                )
            if facts.copies:
                leader = 1 + list(LIBRARY).index(facts.copies[0])
                connection.execute("INSERT INTO copies VALUES (?, ?)", (num, leader))
            for place, tag in enumerate(facts.marks):
                connection.execute(
                    "INSERT INTO marks VALUES (?, ?, ?, 1, 0, 1, '{}')", (num, f"m{place}", tag)
                )
            named = [(each.name, each.label, each.spellings) for each in facts.names]
            if id == "f":
                named.append(("Tukey", "ORG", ("Tukey",)))
            for name, label, spellings in named:
                label = "GPE" if name == "Incirlik" else label
                name = "Daesh" if spellings == ("Daesh",) else name
                connection.execute(
                    "INSERT OR IGNORE INTO names (name, label) VALUES (?, ?)", (name, label)
                )
                connection.execute(
                    "INSERT INTO mentions VALUES ((SELECT name_id FROM names WHERE name = ?),"
                    " ?, 1, ?)",
                    (name, num, "\n".join(spellings)),
                )
        for path, value in CORRECTIONS.items():
            connection.execute("INSERT INTO facts VALUES (?, ?)", (as_json(path), as_json(value)))
    update_shown_mentions(database)
    yield database
    database.close()
