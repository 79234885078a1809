"""The table of rules is whole, and every line of it counts."""

import pytest

from store.text import describe
from store.text.rules import fold, load


def test_every_agency_is_known_by_its_own_name_and_its_domains() -> None:
    rules = load()
    for name in set(rules.agencies.values()):
        assert rules.agency(name) == name
    assert set(rules.domains.values()) <= set(rules.agencies.values())
    assert not any(domain.startswith("www.") for domain in rules.domains)


@pytest.mark.parametrize("name", sorted(set(load().agencies.values())))
def test_every_agency_is_found_in_a_dateline(name: str) -> None:
    text = f"Bread gets dearer\n\nMOSCOW, Feb 3 ({name}) - The price of bread rose."
    assert describe(text, "x").source == name


def test_the_file_is_read_once() -> None:
    assert load() is load()


def test_folding_leaves_out_case_blanks_and_edges() -> None:
    assert fold(" No  Comments: ") == "no comments"
    assert fold("Editor’s Picks »") == "editor's picks"


def test_twelve_months_have_names() -> None:
    assert set(load().months.values()) == set(range(1, 13))
