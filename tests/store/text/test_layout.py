"""Paragraphs: wrapped prose flows, everything else keeps its lines."""

from store.text.paragraph_layout import LONGEST_RUN, paragraphs

WRAPPED = """\
Showers continued throughout the week in the Bahia cocoa zone, easing
the drought since early January and improving prospects for the coming
season, although normal humidity has not been restored, Ann Lee and
Bob Roe said in their weekly review.
"""


def shown(text: str) -> list[tuple[str, bool]]:
    return [(text[p.start : p.end], p.reflow) for p in paragraphs(text)]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert shown(WRAPPED) == [(WRAPPED.strip(), True)]


def test_blank_lines_part_paragraphs() -> None:
    assert shown(f"{WRAPPED}\n \t\n{WRAPPED}") == [(WRAPPED.strip(), True)] * 2


def test_indents_part_paragraphs() -> None:
    text = "".join(f"    {WRAPPED}" for _ in range(3))
    assert shown(text) == [(WRAPPED.strip(), True)] * 3


def test_a_short_paragraph_before_an_indented_one_stays_apart() -> None:
    text = f"{WRAPPED}    Before, it said spending rose 1.0 pct in January.\n    {WRAPPED}"
    assert len(shown(text)) == 3


def test_a_short_last_line_ends_a_paragraph_that_nothing_else_ends() -> None:
    assert shown(WRAPPED + WRAPPED) == [(WRAPPED.strip(), True)] * 2


def test_long_lines_are_paragraphs() -> None:
    line = "word " * 40
    assert shown(f"{line}\n{line}") == [(line.strip(), True)] * 2


def test_a_list_keeps_its_lines() -> None:
    text = "• bread\n• flour\n• a long item that goes on over its line and\n  ends here\n"
    assert shown(text) == [(text.strip(), False)]
    numbers = "1. Donald\n2. Skibby\n3. Andersson\n"
    assert shown(numbers) == [(numbers.strip(), False)]


def test_a_table_keeps_its_lines_and_its_first_indent() -> None:
    text = "  May   152.8   153.0\n  Aug   156.8   157.1\n"
    assert shown(text) == [(text.rstrip(), False)]


def test_result_lines_with_single_blanks_keep_their_lines() -> None:
    text = "Greenock Morton 3 2 0 1 5 2 6\nDundee 3 1 2 0 3 2 5\nSt Johnstone 2 1 1 0 3 0 4\n"
    assert shown(text) == [(text.strip(), False)]


def test_verse_keeps_its_lines() -> None:
    text = "The sea is calm tonight.\nThe tide is full, the moon lies fair\nUpon the straits;\n"
    assert shown(text) == [(text.strip(), False)]


def test_a_table_inside_wrapped_prose_keeps_its_lines() -> None:
    table = "Shr 39 cts vs 50 cts\nNet 1,545,160 vs 2,188,933\nRevs 25.2 mln vs 19.5 mln"
    assert shown(f"{WRAPPED}\n{table}\n\n{WRAPPED}")[1] == (table, False)


def test_given_ranges_are_paragraphs_of_their_own() -> None:
    text = f"A headline over\ntwo lines\n{WRAPPED}"
    found = paragraphs(text, [(0, 25)])
    assert [(p.start, p.end) for p in found] == [(0, 25), (26, len(text) - 1)]


def test_a_paragraph_that_keeps_its_lines_is_never_endless() -> None:
    text = "abcd\n" * (3 * LONGEST_RUN)
    found = paragraphs(text)
    assert max(text.count("\n", p.start, p.end) for p in found) < LONGEST_RUN


def test_a_blank_text_has_no_paragraphs() -> None:
    assert paragraphs("") == paragraphs(" \n\u2028\n\t") == []
