"""The menus above an article that was copied from a browser, and the headline below them.

A page begins with short lines: `Skip to content`, the paper's name, `Sign in`, its sections, the
notice about cookies. They are passed over only where several of them come first. The headline is
then the first long line of the block right above the prose, or above writer and day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from store.text import dates, imprint
from store.text.bylines import agency_in
from store.text.head_lines import ClassifiedLine, Kind
from store.text.paragraph_layout import ends_sentence
from store.text.rules import Rules, fold

LONGEST = 16_000
"""Code points at the start of a text in which the end of the menus is looked for."""
MOST_LINES = 400
"""Lines of a page down to its prose."""
FEWEST = 4
"""Short lines in a row, those of sharing left out, that make a menu."""
FEWEST_KNOWN = 2
"""Such lines that the table must have, where neither writer nor day stand below the headline."""
FEWEST_BELOW_DAY = 6
"""Short lines where writer or day stand among the first lines, as below a headline."""
SHORTEST_RUN = 3
"""Short lines in a row that part a headline from what stands above it; one less of known ones."""
FIRST_LINES = 3
"""Lines among which writer or day stand below a headline that comes first."""
FIRST_ITEMS = 3
"""Items in front that make a menu likely."""
LONGEST_NAME = 40
"""Code points of a paper's name."""
LONGEST_DATED = 60
"""Code points of a line with a day that is no headline."""
MOST_ITEM_WORDS = 4
SHORTEST_PROSE = 80
"""Code points of a sentence that is prose; half as many where words are not parted by blanks."""
LONGEST_LINE = 160
"""Code points of a line that may be a headline."""
SHORTEST_HEADLINE = 24
"""Code points of a headline of fewer than `MOST_ITEM_WORDS + 1` words."""
SHORTEST_DENSE = 8
"""Signs of a headline in Chinese or Japanese."""

_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ITEMS = re.compile(r"\s*[|·•›»>/]\s*|\s{3,}|\t")
_FIGURES = re.compile(r"\d.*\d.*\d")
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_META = (Kind.BYLINE, Kind.DATE, Kind.DATELINE, Kind.FIELD)
_SMALL = (Kind.FURNITURE, Kind.SECTION, Kind.URL, Kind.RULE)


def may_open(lines: Sequence[ClassifiedLine], rules: Rules) -> bool:
    """Return whether the first lines can be a menu: all are short, or a notice about cookies."""
    if not lines or any(line.kind is Kind.PROSE for line in lines[:2]):
        return False
    if _is_long(lines[0]) and not _is_notice(lines[0].text, rules):
        return False
    items = 0
    for line in lines:
        if _is_item(line, rules):
            items += len(_parts(line))
        elif not (_names_paper(line, rules) or _is_notice(line.text, rules) or _is_meta(line)):
            return False
        if items >= FIRST_ITEMS:
            return True
    return False


def _is_long(line: ClassifiedLine) -> bool:
    """Return whether a line is longer than the name of a paper, and no row of items."""
    return len(line.text) > LONGEST_NAME and _ITEMS.search(line.text) is None


def _parts(line: ClassifiedLine) -> list[str]:
    """Return the items that a line holds: `News | Sport | Weather` has three."""
    return [part for part in _ITEMS.split(line.text[:LONGEST_LINE]) if any(map(str.isalnum, part))]


def _is_meta(line: ClassifiedLine) -> bool:
    """Return whether a line tells writer or day, and hardly more."""
    if line.kind in _META:
        return True
    dated = len(line.text) <= LONGEST_DATED and _YEAR.search(line.text) is not None
    if line.kind is not Kind.TEXT or not dated:
        return False
    day = dates.first(line.text)
    if day is None or dates.precision(day[0]) < dates.precision("2000-01-01"):
        return False
    return len(_WORD.findall(f"{line.text[: day[1]]} {line.text[day[2] :]}")) <= MOST_ITEM_WORDS


def _names_paper(line: ClassifiedLine, rules: Rules) -> bool:
    """Return whether a line may be the name of a paper, too long for an item of a menu."""
    return len(line.text) <= LONGEST_NAME and imprint.paper(line.text, rules) is not None


def _is_prose(line: ClassifiedLine) -> bool:
    """Return whether a line is a paragraph of the article, or a notice as long as one."""
    if line.kind is Kind.PROSE or len(line.text) > LONGEST_LINE:
        return True
    dense = _is_dense(line.text)
    shortest = SHORTEST_PROSE // 2 if dense else SHORTEST_PROSE
    stopped = ends_sentence(line.text) and line.text.rstrip("\"'”’»)」』")[-1:] not in "?!:;"
    return line.kind is Kind.TEXT and stopped and len(line.text) >= shortest


def _is_notice(words: str, rules: Rules) -> bool:
    """Return whether a line speaks of the site and not of the news: cookies, scripts, consent."""
    opening = words[: LONGEST_LINE * 4].casefold()
    return any(notice in opening for notice in rules.notices)


def _is_dense(words: str) -> bool:
    return len(_DENSE.findall(words)) * 2 > len(words)


def _is_known(line: ClassifiedLine, rules: Rules) -> bool:
    if line.kind in (Kind.FURNITURE, Kind.SECTION):
        return True
    if len(line.text) > LONGEST_LINE:
        return False
    return any(fold(part) in rules.menus or fold(part) in rules.sections for part in _parts(line))


def _is_item(line: ClassifiedLine, rules: Rules) -> bool:
    """Return whether a line can be an item of a menu, or several in a row."""
    if line.kind in _SMALL or _is_known(line, rules):
        return True
    if line.kind not in (Kind.TEXT, Kind.ASIDE) or len(line.text) > LONGEST_LINE:
        return False
    return all(map(_is_short, _parts(line)))


def _is_short(words: str) -> bool:
    if _is_dense(words):
        few = SHORTEST_DENSE if _IDEOGRAPH.search(words) else SHORTEST_HEADLINE
        return len(words) < few
    if _FIGURES.search(words):
        return False  # a row of a table
    many = len(words.split()) > MOST_ITEM_WORDS
    stopped = words[-1] in "?!" or (words[-1] == "." and len(words.split()) >= MOST_ITEM_WORDS)
    return len(words) < SHORTEST_HEADLINE and not many and not stopped


def _is_headline(line: ClassifiedLine, rules: Rules) -> bool:
    if line.kind is not Kind.TEXT or len(line.text) > LONGEST_LINE or _is_meta(line):
        return False
    if _is_notice(line.text, rules):
        return False
    return not _is_item(line, rules) and line.text[-1] not in ",;"


def headline(page: Sequence[ClassifiedLine], rules: Rules) -> int | None:
    """Return which of the lines of a page is the headline below its menus; None without menus.

    `page` goes from the start of the text to its prose.
    """
    prose = next((n for n, line in enumerate(page) if ends_page(line, rules)), None)
    if prose is None:
        return None
    low = 0
    for start, end in [*reversed(_runs(page[:prose], rules)), (0, 0)]:
        low = end
        if any(_is_headline(line, rules) for line in page[low:prose]):
            break
        prose = start if start else prose
    best = _in_block(page, low, prose, rules)
    return best if best is not None and _has_menu(page, best, rules) else None


def ends_page(line: ClassifiedLine, rules: Rules) -> bool:
    """Return whether a line is prose of the article."""
    return _is_prose(line) and not _is_notice(line.text, rules)


def _runs(page: Sequence[ClassifiedLine], rules: Rules) -> list[tuple[int, int]]:
    """Return the ranges of short lines in a row that are items of menus and no words of sharing."""
    runs: list[tuple[int, int]] = []
    at = 0
    for is_item, group in groupby(page, lambda line: _is_item(line, rules)):
        lines = list(group)
        shares = any(_shares(line, rules) for line in lines)
        all_known = all(_is_known(line, rules) for line in lines)
        if is_item and not shares and len(lines) >= SHORTEST_RUN - all_known:
            runs.append((at, at + len(lines)))
        at += len(lines)
    return runs


def _in_block(page: Sequence[ClassifiedLine], low: int, high: int, rules: Rules) -> int | None:
    """Return the headline among lines `low` to `high`: that above writer and day, or the first."""
    long = [n for n in range(low, high) if _is_headline(page[n], rules)]
    if not long:
        return None
    for meta in range(long[0] + 1, high):
        if not _is_meta(page[meta]):
            continue
        best = meta - 1
        while best >= low and not _is_headline(page[best], rules):
            best -= 1
        while best - 1 >= low and _is_headline(page[best - 1], rules):
            best -= 1
        return best if best >= low else long[0]
    return long[0]


def _has_menu(page: Sequence[ClassifiedLine], headline: int, rules: Rules) -> bool:
    """Return whether enough short lines stand above line `headline` of the page."""
    above = [line for line in page[:headline] if line.kind is not Kind.RULE]
    items = [line for line in above if _is_item(line, rules) and not _shares(line, rules)]
    parts = sum(len(_parts(line)) for line in items)
    familiar = sum(len(_parts(line)) for line in items if _is_known(line, rules))
    familiar += sum(1 for line in above if _is_notice(line.text, rules))
    if parts < FEWEST:
        return False
    first = above[0]
    if not _is_known(first, rules) and _is_meta_first(above) and parts < FEWEST_BELOW_DAY:
        return False
    if _is_headline(first, rules) and not (_names_paper(first, rules) and familiar >= FEWEST):
        return False
    if not _is_known(first, rules) and any(_shares(line, rules) for line in above[-FEWEST:]):
        return False  # the words for sharing stand below a headline
    dated = any(_is_meta(line) for line in page[headline + 1 : headline + 1 + FEWEST])
    return familiar >= FEWEST_KNOWN or dated


def _is_meta_first(above: Sequence[ClassifiedLine]) -> bool:
    return any(_is_meta(line) for line in above[:FIRST_LINES])


def _shares(line: ClassifiedLine, rules: Rules) -> bool:
    return fold(line.text) in rules.shares


def above(
    menu: Sequence[ClassifiedLine], below: Sequence[ClassifiedLine], rules: Rules
) -> list[ClassifiedLine]:
    """Return the lines of a menu that tell the source, or the day where no line below does."""
    dated = any(
        line.kind in (*_META, Kind.FURNITURE, Kind.PROSE) and dates.first(line.text[:LONGEST_LINE])
        for line in below
    )
    papers = [line for line in menu if line.kind is Kind.BYLINE and agency_in(line.text, rules)]
    return papers + [line for line in menu if line.kind is Kind.DATE and not dated]
