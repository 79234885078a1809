"""Words that no text has, and what was meant."""

from __future__ import annotations

import pytest

from store.search.spell_hints import Missing, missing
from store.search.text_vocabulary import Vocabulary
from tests.store.search.conftest import Folder


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("oil lavorv", Missing(("lavorv",), "oil lavrov")),
        (
            '"minister lavorv" Incirlikk',
            Missing(("lavorv", "incirlikk"), '"minister lavrov" incirlik'),
        ),
        ("oil zebra", Missing(("zebra",), None)),
        ("lavorv zebra", Missing(("lavorv", "zebra"), None)),
        ("oil lavrov", Missing()),
        ("lavro* minis", Missing(("minis",), None)),
        ("NEAR(oyl lavrov, 2)", Missing(("oyl",), "NEAR(oil lavrov, 2)")),
        ("oil's", Missing(("s",), None)),
        ("/zebra/", Missing()),
        ("", Missing()),
    ],
)
def test_words_that_are_nowhere_are_named_with_the_nearest(
    folder: Folder, asked: str, found: Missing
) -> None:
    folder.write("a.txt", "Minister Lavrov and the oil, İncirlik")
    folder.refresh()
    assert missing(Vocabulary(folder.database), asked) == found


def test_the_commonest_of_equally_near_words_is_offered_and_new_texts_count(folder: Folder) -> None:
    folder.write("a.txt", "hills hills mills")
    folder.write("b.txt", "hills")
    folder.refresh()
    words = Vocabulary(folder.database)
    assert words.nearest("rills") == "hills"
    folder.write("c.txt", "rills")
    folder.refresh()
    assert words.has("rills")
    assert words.nearest("oil") is None
