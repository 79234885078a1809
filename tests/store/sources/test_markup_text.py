"""Pieces of HTML as text: paragraphs, lines, nothing unseen, linear whatever is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.markup_text import is_markup, one_line, plain_of, text_of
from store.sources.text_lines import joined


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<p>two<br>three", "One\n\ntwo\nthree"),
        ("<div>a</div><div><br></div><div>b</div><div>c</div>", "a\n\nb\nc"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<pre>x\n  y</pre>", "x\n  y"),
        ("a<script>if (1 < 2) b</script>c<style>p{}</style><!-- <p>d -->", "ac"),
        ('a <span style="display: none">b <span>c</span></span>d', "a d"),
        ("1 < 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2"),
        ('<img alt="a > b">c', "c"),
        ('<a href="x>c</a>', "c"),
        ("a\u200b\u200c&nbsp;b", "a b"),
        ("<p>a</p><script>unclosed", "a\n\nunclosed"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_markup_is_told_from_text_with_signs() -> None:
    assert is_markup("<p>a")
    assert is_markup("a <b>b</b>")
    assert not is_markup("a < b and c > d")
    assert not is_markup("<3 you")
    assert plain_of("a &amp; b\r\n\r\n\r\nc ") == "a & b\n\nc"
    assert one_line("<b>A</b>\n &quot;b&quot;") == 'A "b"'


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<div ",
        "<div>",
        "<!--",
        '<a "',
        "<style>",
        "&#",
        "<blockquote type=cite>",
        "<p style='display:none'>",
    ],
)
def test_broken_and_deep_markup_is_read_to_its_end(piece: str) -> None:
    text = text_of("start <b>x</b>" + piece * 100_000)
    assert text.startswith("start x")


@given(st.text(alphabet="<>/!-ab p\"'=&;\n", max_size=200))
def test_any_markup_gives_tidy_text(markup: str) -> None:
    text = text_of(markup)
    assert text == text.strip("\n")
    assert "\n\n\n" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))


@given(st.lists(st.tuples(st.sampled_from(["", " ", "a", "bb "]), st.booleans())))
def test_asides_are_the_lines_that_were_marked(lines: list[tuple[str, bool]]) -> None:
    text, spans = joined(lines)
    inside = "".join(text[start:end] for start, end in spans).replace("\n", "")
    assert inside == "".join(line.rstrip() for line, is_aside in lines if is_aside)
