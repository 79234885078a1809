"""Finds sports teams: in tables of results, and by city and team name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.entities.rules import rule_words
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

_TEAM = r"[A-Z][\w.'&-]*(?: [A-Z][\w.'&-]*){0,3}"
_OF = r"(?: \([A-Z][\w. ]*\))?"
SCORE = re.compile(
    rf"^[ \t]*({_TEAM}){_OF} (\d{{1,3}})(?:,? | - )({_TEAM}){_OF} (\d{{1,3}})"
    r"(?=[ \t]*(?:\(.{0,60})?$)",
    re.MULTILINE,
)
"""`Bradford 1 Tranmere 0`, `Alba (Germany) 75 Red Star (Yugoslavia) 70 (halftime 33-40)`."""

STANDING = re.compile(
    rf"^[ \t]*(?:\d{{1,2}}\.? )?({_TEAM}){_OF}[ \t]+\d{{1,3}}(?:[ \t]+\d{{1,3}}){{1,9}}"
    r"(?:[ \t]+[-+.\d/]+)*[ \t]*$",
    re.MULTILINE,
)
"""`Millwall 4 2 1 1 7 5 7`, `SEATTLE 70 64 .522 6`: won, drawn, lost, points."""

HEADING = re.compile(
    r"\b(?:[Ss]tandings|[Tt]abulated?|STANDINGS|W[ \t]+(?:D[ \t]+)?L\b|League table)"
)
"""Words that mark a table as standings."""

FEWEST = 3
"""Minimum number of lines in a table."""

WORTH = 6.0
"""Weight of a team, so that the city of the same name does not outweigh it."""

TEAMS = rule_words.words(
    """49ers 76ers Angels Astros Athletics Avalanche Bears Bengals Bills Blackhawks Blazers Blues
    Braves Brewers Broncos Browns Bruins Buccaneers Bucks Bulls Canadiens Canucks Capitals
    Cardinals Cavaliers Celtics Chargers Chiefs Clippers Colts Cowboys Coyotes Cubs Devils
    Diamondbacks Dodgers Dolphins Eagles Expos Falcons Flames Flyers Giants Grizzlies Hawks
    Heat Hornets Islanders Jaguars Jays Jazz Jets Kings Knicks Lakers Leafs Lightning
    Lions Magic Mariners Marlins Mavericks Mets Nationals Nets Nuggets Oilers Orioles Pacers
    Packers Padres Panthers Patriots Penguins Phillies Pirates Pistons Predators Raiders Rams
    Rangers Raptors Ravens Rays Redskins Reds Rockets Rockies Royals Sabres Saints Seahawks
    Sharks Sox Spurs Steelers Suns Supersonics Texans Tigers Timberwolves Titans Twins
    Vikings Warriors Whalers Wizards Yankees Rovers Wanderers Albion Athletic Hotspur Villa
    Dynamo Dinamo Spartak Lokomotiv"""
)
"""Last words of a team's name, after its city."""

AFTER_COLOUR = frozenset({"Jays", "Leafs", "Sox", "Blazers"})
"""Team names preceded by another word: `Boston Red Sox`."""

TEAM_CITIES = rule_words.words(
    """Boston Philadelphia Pittsburgh Milwaukee Seattle Cincinnati Cleveland Houston Dallas
    Phoenix Denver Miami Atlanta Chicago Oakland Anaheim Utah Tampa_Bay Green_Bay New_England
    Golden_State
    Carolina Baltimore Buffalo Orlando Toronto Montreal Ottawa Calgary Edmonton Vancouver
    Winnipeg"""
)
"""Cities and regions with teams, whatever else they are."""


def results(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Yield the teams in result tables; countries are left alone."""
    places: list[tuple[int, int]] = []
    scores = list(SCORE.finditer(page.plain))
    if len(scores) >= 2:
        places += [match.span(side) for match in scores for side in (1, 3)]
    if HEADING.search(page.plain):
        standings = list(STANDING.finditer(page.plain))
        if len(standings) >= FEWEST:
            places += [match.span(1) for match in standings]
    for start, end in places:
        i, j = page.range_of(start, end)
        if i < j and not _is_country_or_person(page, i, j):
            yield PageEntity(i, j, "ORG", "team in a table of results", WORTH)


def _is_country_or_person(page: TokenPage, i: int, j: int) -> bool:
    """Return whether a line is about a country, or about a person with a known given name."""
    lists = load()
    words = " ".join(page.words[i:j])
    if words in lists.countries or words in lists.peoples:
        return True
    return j - i > 1 and page.words[i] in lists.given_names and words not in lists.cities


def teams(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Find teams by city and team name: `Minnesota Twins`, `Boston Red Sox`."""
    for k, word in enumerate(page.words):
        if word not in TEAMS:
            continue
        i = k
        while i > 0 and k - i < 3 and page.spaced(i) and page.capital[i - 1]:
            i -= 1
            city = " ".join(page.words[i:k])
            first = " ".join(page.words[i : k - 1])
            if _is_city(city) or (word in AFTER_COLOUR and _is_city(first)):
                yield PageEntity(i, k + 1, "ORG", "team of a city", WORTH)
                break


def _is_city(name: str) -> bool:
    """Return whether a name is a city or state that may have a team."""
    lists = load()
    places = (
        lists.cities,
        lists.big_cities,
        lists.capitals,
        rule_words.REGIONS,
        lists.unclear_cities,
    )
    return name in TEAM_CITIES or any(name in names for names in places)
