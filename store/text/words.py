"""What a word is: for the index, searches and filters, find, jump, names, counts and exports.

A word is a run of letters and digits with the marks on them, compared as `letters.fold` folds it;
`US-led` is two. A letter is a word by itself in the scripts that are written without blanks (Han,
kana, Thai, Lao, Khmer, Burmese, …), and so is an emoji; a search cuts Korean into syllables too, as
particles stand right behind a word. So any part of such a text is found, as its letters in a row.

A word that is hyphenated at a line end, `fer-` and `ries`, is one word, and for searches two as
well: nobody can tell it from `well-known`, cut at its own hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from store.model import Span
from store.text.letters import CACHED, INVISIBLE, RUN, composed, fold, folded, plain
from store.text.mapped_text import Mapped, Steps, is_mark

PIECE = 8_000
"""Code points of a long text that are looked through at a time."""
LONG = 50_000
"""Code points of a text from which on it is looked through piece by piece."""
OVERLAP = 1_000
"""Code points that a piece has in common with the next: a phrase may reach over its end."""
AROUND = 60
"""Code points on both sides of a hyphenated word with which it is indexed as two."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\u3005-\u3007"
    "\u3040-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua980-\ua9ff\uaa60-\uaadf"
    "\uf900-\ufaff\U00016fe0-\U00018d8f\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
"""The letters and signs of scripts that are written without blanks, as in a set of a pattern."""
_EMOJI = "\u2600-\u27bf\u2b50-\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_HEAD, _TAIL = "\u1100-\u115f\ua960-\ua97f", "\u1160-\u11ff\ud7b0-\ud7fb"
"""The letters that a Korean syllable, decomposed, begins with, and those that follow."""
_APART = UNSPACED + _EMOJI

_SYLLABLE = re.compile(rf"[{_HEAD}][{_TAIL}]*")
_PATTERNS = {
    "word": rf"[{_APART}]|[^\s{_APART}]+",
    "run or end": r"\S+|\n",
    "word or end": rf"[{_APART}]|[^\s{_APART}]+|\n",
    "term": rf"[{_APART}]|{_SYLLABLE.pattern}|[^\s{_APART}{_HEAD}]+",
    "alone": rf"[{_APART}]|{_SYLLABLE.pattern}",
    "apart": f"[{_APART}]",
    "glue": rf"[^\s{_APART}{_HEAD}{_TAIL}]",
}
"""In a spaced line: words and terms; what is a term by itself; a letter that belongs to the same
word as the letter behind it. Each takes `re` some milliseconds, and most texts need few."""
_NO_MORE = rf"(?![^\s{_APART}{_HEAD}])"

_BREAK = re.compile("[-‐¬\u00ad]" r"[ \t\r]*\n[ \t]*(?=[^\W\d_])")
_ASCII_BREAK = re.compile(_BREAK.pattern.replace("[-‐¬\u00ad]", "-"))
"""The same, found faster: `re` looks for its first sign."""
_BLANK = re.compile(r"\s")

_ASCII = str.maketrans(
    {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128) if code != 10}
)


@cache
def _of(kind: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[kind])


class _Spaced(dict[int, str]):
    """A folded code point if it is part of a word, else a blank; line ends stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        stays = letter.isalnum() or letter == "\n" or is_mark(letter) or _IS_EMOJI.match(letter)
        self[code] = spaced = letter if stays else " "
        return spaced


_IS_EMOJI = re.compile(f"[{_EMOJI}]")
_SPACED = _Spaced()


class _Indexed(dict[int, str]):
    """The same, with blanks around what is a word by itself."""

    def __missing__(self, code: int) -> str:
        letter = _SPACED[code]
        self[code] = indexed_text = f" {letter} " if _of("apart").match(letter) else letter
        return indexed_text


_INDEXED = _Indexed()


def spaced(text: str) -> str:
    """Return folded text with a blank for each code point that no word has; no place moves."""
    return text.translate(_ASCII if text.isascii() else _SPACED)


def words_of(text: str) -> list[str]:
    """Return the folded words of `text` in order."""
    line = spaced(fold(text))
    return line.split() if line.isascii() else _of("word").findall(line)


def words_of_lines(lines: str) -> list[str]:
    """Return the folded words of `lines` in order, with a `\\n` for each line end in it."""
    line = spaced(fold(lines))
    return _of("run or end" if line.isascii() else "word or end").findall(line)


class Piece(NamedTuple):
    """A word of a text: as it is compared, and for each of its letters the place in the text."""

    word: str
    places: Sequence[int]


def pieces_of(text: str) -> list[Piece]:
    """Return the folded words of `text` with the code point index of each of their letters."""
    mapped = folded(text)
    return [
        Piece(match[0], [mapped.original(at) for at in range(*match.span())])
        for match in _of("word").finditer(spaced(mapped.text))
    ]


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the folded words of `text`, hyphenated ones as one, each with its place."""
    mapped = _read(text)
    for match in _of("word").finditer(spaced(mapped.text)):
        yield match[0], mapped.span(*match.span())


def _read(text: str) -> Mapped:
    """Return `text` folded, hyphenated words as one, with the way back."""
    whole = join_line_ends(text)
    return folded(whole.text, None if whole.text is text else whole)


def terms(text: str) -> list[str]:
    """Return the words of `text` as the index has them, and searches look for them, in order."""
    line = spaced(fold(join_line_ends(text).text))
    return line.split() if line.isascii() else _of("term").findall(line)


def is_alone(term: str) -> bool:
    """Say whether a term is found wherever its letters stand, and not only as a whole word."""
    return _of("alone").fullmatch(term) is not None


def breaks(text: str) -> list[Span]:
    """Return where a hyphen and a line end, with the blanks there, stand within a word.

    A hyphen counts between small letters; a soft one, which is for nothing else, between any.
    """
    if "\n" not in text:
        return []
    spans = []
    for match in (_ASCII_BREAK if text.isascii() else _BREAK).finditer(text):
        before = match.start() - 1
        while before > 0 and text[before] > "\x7f" and _is_on_a_letter(text[before]):
            before -= 1
        if before < 0:
            continue
        soft = match[0][0] == "\u00ad" and text[before].isalpha()
        if soft or (text[before].islower() and text[match.end()].islower()):
            spans.append(match.span())
    return spans


def _is_on_a_letter(sign: str) -> bool:
    return is_mark(sign) or INVISIBLE.match(sign) is not None


def join_line_ends(text: str) -> Mapped:
    """Return `text` with hyphenated words as one, with the way back; itself where it has none."""
    return without(text, breaks(text))


def without(text: str, cuts: Sequence[Span]) -> Mapped:
    """Return `text` without some ranges, in order and apart, with the way back."""
    if not cuts:
        return Mapped(text, text)
    steps = Steps(text)
    at = 0
    for start, end in cuts:
        steps.add(at, text[at:start])
        at = end
    steps.add(at, text[at:])
    return steps.mapped()


def clean(text: str) -> Mapped:
    """Return `text` as a person means it: NFC, hyphenated words as one, nothing invisible."""
    return composed_on(join_line_ends(text))


def composed_on(below: Mapped) -> Mapped:
    """Return a text that was changed before in NFC and without what nobody sees."""
    return composed(below.text, None if below.text is below.source else below)


def as_name(text: str) -> str:
    """Return a name as it is listed, from how it stands in a text: clean, blanks as one."""
    return " ".join(clean(text).text.split())


def indexed_text(text: str) -> str:
    """Return what FTS5's ascii tokenizer is to get for `text`: its terms, with blanks between.

    ASCII is left to the tokenizer, which does the same.
    """
    whole = plain(join_line_ends(text).text)
    return whole if whole.isascii() else RUN.sub(_indexed_match, whole)


def _indexed_match(match: re.Match[str]) -> str:
    run = match[0]
    return _indexed(run) if len(run) <= CACHED else _indexed_run(run)


def _indexed_run(run: str) -> str:
    line = fold(run).translate(_INDEXED)
    return _SYLLABLE.sub(lambda match: f" {match[0]} ", line)


_indexed = lru_cache(maxsize=8192)(_indexed_run)


def halves(text: str) -> str:
    """Return the same for hyphenated words as two, with the words around them; "" without any."""
    around = [" ".join(_of("term").findall(spaced(fold(part)))) for _, part in _windows(text)]
    return f" {NO_TERM} ".join(around)


NO_TERM = "\ue000"
"""Stands between what isn't near each other; no word has it."""


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """Yield start and text of what stands around each hyphenated word, from word to word."""
    for start, end in breaks(text):
        first, last = max(0, start - AROUND), min(len(text), end + AROUND)
        if first and (blank := _BLANK.search(text, first, start)):
            first = blank.start()
        while last < len(text) and last > end and not text[last].isspace():
            last -= 1
        # A soft hyphen is dropped when folding: what parts the halves is the line end.
        yield first, text[first:last]


Phrase = tuple[Sequence[str], bool]
"""Terms that stand in a row, and whether the last one is only begun."""


def phrase(text: str, prefix: bool = False) -> Phrase:
    """Return the phrase that the words of `text` make."""
    return tuple(terms(text)), prefix


def places(text: str, phrases: Sequence[Phrase]) -> Iterator[Span]:
    """Yield where phrases stand in a text: in order, apart, those that overlap as one."""
    patterns = [_pattern(tuple(words), prefix) for words, prefix in phrases if words]
    if patterns:
        yield from by_piece(text, lambda reading: _matches(reading, patterns))


def by_piece(text: str, find: Callable[[Mapped], Iterable[Span]]) -> Iterator[Span]:
    """Yield what `find` gives for the readings of a text: in order, apart, overlapping ones as one.

    A long text is read piece by piece, as far as ranges are asked for.
    """
    if len(text) <= LONG:
        yield from apart(span for reading in readings(text) for span in find(reading))
        return
    start = last = 0
    while start < len(text):
        stop = _piece_end(text, start + PIECE)
        piece = readings(text[start : stop + OVERLAP])
        for first, end in apart(span for reading in piece for span in find(reading)):
            if start + first >= last and start + first < stop:
                last = start + end
                yield start + first, last
        start = stop


def readings(text: str) -> Iterator[Mapped]:
    """Yield a text folded, with hyphenated words as one, and what is around them with two."""
    yield _read(text)
    for start, part in _windows(text):
        steps = Steps(text)
        steps.add(start, part)
        yield folded(part, steps.mapped())


def _piece_end(text: str, at: int) -> int:
    """Return where a piece ends that should end at `at`: at a blank, if there is one near."""
    blank = _BLANK.search(text, at, at + OVERLAP)
    return blank.start() if blank else min(at, len(text))


def _matches(mapped: Mapped, patterns: Sequence[tuple[re.Pattern[str], bool]]) -> Iterator[Span]:
    line = spaced(mapped.text)
    for pattern, alone in patterns:
        at = 0
        while match := pattern.search(line, at):
            start, end = match.span()
            if alone or start == 0 or _of("glue").match(line, start - 1) is None:
                yield mapped.span(start, end)
                at = end
            else:
                at = start + 1


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], prefix: bool) -> tuple[re.Pattern[str], bool]:
    """Return what finds a phrase in a spaced line, and whether it may begin within a run.

    It begins with a letter, so that `re` looks for that first.
    """
    parts = [re.escape(words[0])]
    for before, word in pairwise(words):
        parts += [r"\s*" if is_alone(before) or is_alone(word) else r"\s+", re.escape(word)]
    last = words[-1]
    if last[-1:] > "\u10ff" and re.match(f"[{_HEAD}]", last):
        parts.append(f"[{_TAIL}]*" if prefix else f"(?![{_TAIL}])")
    elif not is_alone(last):
        parts.append(rf"[^\s{_APART}{_HEAD}]*" if prefix else _NO_MORE)
    return re.compile("".join(parts)), is_alone(words[0])


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield places in order, those that overlap as one."""
    start = end = -1
    for first, last in sorted(spans):
        if first < end:
            end = max(end, last)
            continue
        if end >= 0:
            yield start, end
        start, end = first, last
    if end >= 0:
        yield start, end
