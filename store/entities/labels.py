"""Maps the labels of other pipelines to ours, with the reason for each."""

from __future__ import annotations

from collections.abc import Collection

from store.model import LABELS

PLACE = "place"
"""A place of unknown kind, for schemes that don't tell GPE from LOC; see `place_label`."""

OURS: dict[str, tuple[str | None, str]] = {
    "per": ("PERSON", "WikiNER and others: a person"),
    "pers": ("PERSON", "a person"),
    "prs": ("PERSON", "Swedish: person"),
    "ps": ("PERSON", "Korean (KLUE): person"),
    "persname": ("PERSON", "Polish (NKJP): person"),
    "organization": ("ORG", "Romanian (RONEC): organisation"),
    "organisation": ("ORG", "an organisation"),
    "og": ("ORG", "Korean (KLUE): organisation"),
    "orgname": ("ORG", "Polish (NKJP): organisation"),
    "lc": (PLACE, "Korean (KLUE): any place"),
    "location": (PLACE, "any place"),
    "placename": ("GPE", "Polish (NKJP): state, region, town"),
    "geogname": ("LOC", "Polish (NKJP): mountain, river, street"),
    "gpe_loc": ("GPE", "Norwegian (NorNE): a state or town as a place"),
    "gpe_org": ("GPE", "Norwegian (NorNE): a state or town that acts"),
    "facility": ("FAC", "Romanian (RONEC): building, road"),
    "nat_rel_pol": ("NORP", "Romanian (RONEC): nationality, religion, party"),
    "drv": (None, "Norwegian (NorNE): an adjective made of a name, written small"),
    "deriv_per": (None, "Croatian, Slovenian: an adjective made of a person's name"),
    "prod": ("PRODUCT", "Norwegian (NorNE): product"),
    "obj": ("PRODUCT", "Swedish: thing with a name"),
    "evt": ("EVENT", "Norwegian (NorNE): event"),
    "evn": ("EVENT", "Swedish: event"),
    "wrk": ("WORK_OF_ART", "Swedish: work"),
    "dt": ("DATE", "Korean (KLUE): date"),
    "datetime": ("DATE", "Romanian (RONEC): date or time"),
    "tme": ("DATE", "Swedish: time"),
    "misc": (None, "WikiNER: peoples, works, events and all else in one, so that no kind holds"),
}
"""Our label, or None if there is no equivalent, and the origin; keyed by label in lower case.
Numbers, amounts, times, languages and titles have no equivalent, as in the English pipeline."""


def our_label(label: str, scheme: Collection[str]) -> str | None:
    """Return our label for a label of a pipeline with the labels `scheme`; PLACE; or None.

    LOC means a landscape if the scheme also has GPE, otherwise any place.
    """
    folded = label.casefold()
    if folded == "loc" and not any("gpe" in scheme_label.casefold() for scheme_label in scheme):
        return PLACE
    if folded in OURS:
        return OURS[folded][0]
    return label.upper() if label.upper() in LABELS else None


def place_label(words: str) -> str:
    """Return GPE for a place that the word lists know as a state or town, else LOC."""
    from store.entities.rules.word_lists import load

    lists = load()
    place_lists = (
        lists.countries,
        lists.capitals,
        lists.big_cities,
        lists.cities,
        lists.unclear_cities,
    )
    return (
        "GPE" if any(words in names for names in place_lists) or words in lists.regions else "LOC"
    )
