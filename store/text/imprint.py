"""Lines in which a paper names itself: running heads of pages, imprints of databases, counters.

`VALLBY DAGBLAD    Monday, 17 April 2023    Page 4`, `Planète, lundi 17 avril 2023, p. 4`,
`Quelle: Vallby Tageblatt vom 17.04.2023, S. 4`, `1 of 25 DOCUMENTS`, `Page 1 of 3`.
"""

from __future__ import annotations

import re

from store.text import dates
from store.text.dateline import Dateline
from store.text.rules import Rules, fold

MOST_WORDS = 14
"""Words of an imprint, those of its date and its page included."""
LONGEST_COUNTER = 40
"""Code points of a line that counts documents or pages."""
MOST_NAME_WORDS = 5
"""Words of a paper that the rules don't know."""

_PAGE = (
    r"(?:pages?|pg|pag|pp?|seiten?|s|pág|pagina|página|sida|side|str|стр|с|sayfa)"
    r"\.?[ \t]?[A-Z]?\d{1,4}[A-Z]?(?:[ \t]?[-–/,][ \t]?[A-Z]?\d{1,4})?"
)
_AT_END = re.compile(rf"(?:^|[\s,;|/(–-]){_PAGE}\)?\s*$", re.IGNORECASE)
_AT_START = re.compile(rf"\s*{_PAGE}(?=[\s,;|/–-])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COLUMNS = re.compile(r"\s{3,}|\t")
_NUMBER = re.compile(r"[A-Z]?\d{1,4}")
_PARTS = re.compile(r"\s{3,}|\t|[|;\[(·]|,\s|\s[-–—]\s|\s/\s|\.\s")
_BEFORE_DAY = re.compile(r"\s(?:vom|du|del|of|dated)\s*$")
_UNIT = (
    r"documents?|dokumente?n?|documentos?|documenti|documenten|документ\w*|articles?|artikel|"
    r"results?|treffer|stories|records?|items?|pages?|seiten?|páginas?|pagine?|страниц\w*"
)
_OF = r"\s*(?:out of|of|von|de|di|van|из|sur|sobre|/)\s*"
_COUNTER = re.compile(rf"(?:(?:{_UNIT})\s+\d+{_OF}\d+|\d+{_OF}\d+\s+(?:{_UNIT}))\.?", re.IGNORECASE)
_PAGES = re.compile(r"pag|page|pág|seite|страниц", re.IGNORECASE)


def read(line: str, rules: Rules) -> Dateline | None:
    """Return paper and day of a short line that is an imprint, None for any other line."""
    if _DIGIT.search(line) is None:
        return None
    columns = [column for column in _COLUMNS.split(line) if column] if _in_columns(line) else [line]
    paged = _has_page(line)
    if not (paged or len(columns) > 2) or len(line.split()) > MOST_WORDS:
        return None
    day = dates.first(line)
    if day is None:
        return _imprint(line, None, None) if paged and len(columns) > 1 else None
    numbered = len(columns) > 2 and any(_NUMBER.fullmatch(columns[end]) for end in (0, -1))
    if not paged and not numbered:
        return None
    before = line[: day[1]]
    name = next(filter(None, (rules.agency(part) for part in _PARTS.split(line) if part)), None)
    if name is None and _BEFORE_DAY.search(before):
        name = paper(before, rules)
    return _imprint(line, name, day[0])


def labelled(line: str, value: str, rules: Rules) -> Dateline | None:
    """Return paper and day of a line whose label says that both follow: `Quelle: …`."""
    day = dates.first(value)
    return _imprint(line, paper(value[: day[1]], rules), day[0]) if day else None


def paper(words: str, rules: Rules) -> str | None:
    """Return the paper that `words` begin with: by its short name, or as they spell it."""
    words = _BEFORE_DAY.sub("", words)
    first = next((part.strip() for part in _PARTS.split(words) if part.strip()), "")
    name = rules.agency(first)
    if name:
        return name
    names = first.split()
    capitals = all(word[0].isupper() or word in rules.joiners for word in names)
    return first if 0 < len(names) <= MOST_NAME_WORDS and capitals else None


def _imprint(line: str, source: str | None, day: str | None) -> Dateline:
    return Dateline(len(line), source, day, whole=False, firm=True)  # a page is no dateline's


def is_anonymous(line: Dateline | None) -> bool:
    """Return whether an imprint tells its day and no paper."""
    if line is None or line.whole:
        return False
    return line.source is None and line.date is not None


def is_running_head(line: str) -> bool:
    """Return whether `line` stands at the edge of a page: in columns, with the page's number."""
    return _in_columns(line) and _has_page(line)


def _in_columns(line: str) -> bool:
    return "   " in line or "\t" in line


def _has_page(line: str) -> bool:
    """Return whether a page's number stands at either end of `line`."""
    ends = any(map(str.isdigit, line[-2:])) and _AT_END.search(line) is not None
    return ends or (_DIGIT.search(line, 0, 12) is not None and bool(_AT_START.match(line)))


def is_counter(line: str) -> bool:
    """Return whether `line` counts documents or pages: `1 of 25 DOCUMENTS`, `Seite 1 von 3`."""
    counts = len(line) < LONGEST_COUNTER and (line[0].isdigit() or line[-1:].isdigit())
    return counts and _COUNTER.fullmatch(line) is not None


def counts_documents(line: str) -> bool:
    """Return whether `line` counts documents and not pages."""
    return is_counter(line) and _PAGES.search(fold(line)) is None
