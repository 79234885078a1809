"""What a terminal sends: keys are keys, a paste is text, and what is neither is nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tui.input_sequences import (
    LONGEST,
    PASTE_DELAY,
    PASTE_END,
    PASTE_MOST,
    PASTE_START,
    SEQUENCE_DELAY,
    Cutter,
)
from tui.keyboard import MOST_PIXELS, Keyboard

ESC = "\x1b"
SEQUENCES = (
    "\x1b[A", "\x1bOA", "\x1b[1;5C", "\x1b[3~", "\x1b[[A", "\x1b[Z", "\x1b[3$", "\x1bOP", "\x1b[I",
    "\x1b[O", "\x1b[97;1:1u", "\x1b[97;5u", "\x1b[97:65;2;65u", "\x1b[27u", "\x1b[<0;3;4M",
    "\x1b[<35;3;4m", "\x1b[<65;3;4M", "\x1b[48;24;80;480;800t", "\x1b[?2026;2$y", "\x1b[?2048;1$y",
    "\x1b[5;9R", PASTE_START, PASTE_END, "\x1b]11;rgb:0/0/0\x07", "\x1bP>|term(1)\x1b\\",
    "\x1b_Gi=1;OK\x1b\\", "\x1b[M !!", "\x1b[32;5;6M",
)  # fmt: skip


def read(*reads: str, then: float = 100.0) -> list[Message]:
    """Return the messages of some reads, all of a moment, and of the silence behind them."""
    keyboard = Keyboard()
    messages = [message for text in reads for message in keyboard.feed(text, 0)]
    return [*messages, *keyboard.tick(then)]


def keys(*reads: str) -> list[str]:
    """Return the keys of some reads, which give nothing else."""
    messages = read(*reads)
    assert all(isinstance(message, events.Key) for message in messages), messages
    return [message.key for message in messages if isinstance(message, events.Key)]


def pastes(*reads: str) -> list[str]:
    """Return the pastes of some reads, which give nothing else."""
    messages = read(*reads)
    assert all(isinstance(message, events.Paste) for message in messages), messages
    return [message.text for message in messages if isinstance(message, events.Paste)]


# -- Escape and a key


@pytest.mark.parametrize(
    ("behind", "names"),
    [
        ("j", ["j"]), ("J", ["J"]), ("1", ["1"]), ("\r", ["enter"]), ("\t", ["tab"]),
        (" ", ["space"]), ("\x7f", ["backspace"]), ("é", ["é"]), (",", ["comma"]),
        ("\x03", ["ctrl+c"]), ("\x1b[A", ["up"]), ("\x1bOB", ["down"]),
        ("\x1b[1;5C", ["ctrl+right"]),
        ("[", ["left_square_bracket"]), ("O", ["O"]), ("]", ["right_square_bracket"]),
        ("P", ["P"]), ("_", ["underscore"]), ("^", ["circumflex_accent"]), ("X", ["X"]),
        ("jk", ["j", "k"]), ("[[", ["left_square_bracket"] * 2), ("Oj", ["O", "j"]),
        ("]j", ["right_square_bracket", "j"]), ("Pq", ["P", "q"]), ("_x", ["underscore", "x"]),
        ("^j", ["circumflex_accent", "j"]), ("[x", ["left_square_bracket", "x"]),
        ("[é", ["left_square_bracket", "é"]),
    ],
)  # fmt: skip
def test_escape_and_a_key_in_one_read_are_both(behind: str, names: list[str]) -> None:
    assert keys(ESC + behind) == ["escape", *names]
    assert keys(ESC + ESC + behind) == ["escape", "escape", *names]
    assert keys(*(ESC + behind)) == ["escape", *names]


def test_escape_alone_is_a_key_when_nothing_follows() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed(ESC, 7.0)) == []
    assert keyboard.due is not None
    assert list(keyboard.tick(keyboard.due - 0.001)) == []
    (message,) = keyboard.tick(keyboard.due)
    assert isinstance(message, events.Key)
    assert message.key == "escape"
    assert keyboard.due is None


def test_a_key_of_a_terminal_that_tells_alt_apart_stays_one() -> None:
    assert keys("\x1b[106;3u") == ["alt+j"]


# -- pastes

INSIDE = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=8),
        st.sampled_from(
            [*(s for s in SEQUENCES if s != PASTE_END), ESC, "\x1b[201", "\x1b[20", "\x1b[", "\x9b",
             "|touch x\r", "q", "\x03"]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


def cut(text: str, seed: int) -> list[str]:
    """Return a text in reads that end anywhere."""
    chance = random.Random(seed)
    reads = []
    while text:
        length = chance.choice((1, 1, 2, 3, 5, 100))
        reads.append(text[:length])
        text = text[length:]
    return reads


@given(INSIDE, st.integers(0, 1 << 30))
@example("\x1b|touch x\r", 0)
@example("\x1b[31mred\x1b[0m q", 1)
@example(PASTE_START + "q", 2)
@example("\x1b" * 40 + "q", 3)
@example("\x1b[201", 4)
def test_a_paste_is_one_text_whatever_is_in_it_and_however_it_is_read(text: str, seed: int) -> None:
    inside = text.replace(PASTE_END, "")
    assert pastes(*cut(PASTE_START + inside + PASTE_END, seed)) == [inside.replace("\0", "")]


def test_keys_before_and_behind_a_paste_are_keys() -> None:
    messages = read("a" + PASTE_START + "q\x1bq" + PASTE_END + "b\x1bc")
    assert [type(message).__name__ for message in messages] == ["Key", "Paste", *["Key"] * 3]


def test_a_paste_whose_end_does_not_come_is_over_after_a_silence() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed(PASTE_START + "words\x1b[2", 0)) == []
    assert list(keyboard.tick(PASTE_DELAY - 0.1)) == []
    (message,) = keyboard.tick(PASTE_DELAY)
    assert isinstance(message, events.Paste)
    assert message.text == "words\x1b[2"
    (message,) = keyboard.feed("j", PASTE_DELAY + 1)
    assert isinstance(message, events.Key)


def test_a_paste_longer_than_any_input_takes_is_kept_up_to_a_bound() -> None:
    cutter = Cutter()
    list(cutter.feed(PASTE_START, 0))
    for _ in range(PASTE_MOST // 1_000_000 + 2):
        assert list(cutter.feed("x" * 1_000_000, 0)) == []
    (piece,) = cutter.feed(PASTE_END, 0)
    assert piece.sort == "paste"
    assert len(piece.text) == PASTE_MOST


def test_the_end_of_a_paste_that_never_began_is_nothing() -> None:
    assert keys(PASTE_END + "j") == ["j"]


# -- what can't be a key

NOTHING = [
    "\x1b[97;1:3u", "\x1b[57441;1:3u", "\x1b[1;1:3A", "\x1b[3;1:3~", "\x1b[97;5:3u",
    "\x1b[1114112u", "\x1b[99999999999u", "\x1b[55296u", "\x1b[113~", "\x1b[113A", "\x1b[3u",
    "\x1b[<0;-5;3M", "\x1b[<0;3;-7m", "\x1b[<0;0;0M", "\x1b[<0;99999;3M",
    "\x1b[<0;99999999999999999999;3M",
    "\x1b[<;;M", "\x1b[<0;1M", "\x1b[48;0;80;1;1t", "\x1b[48;24;0;1;1t", "\x1b[48;99999;99999;1;1t",
    "\x1b[48;24;80t", "\x1b[999999;1R", "\x1b[?1;2;3c", "\x1b[" + "1;" * 100 + "u", "\x1b[5 q",
    "\x1b]52;c;cXVpdA==\x07", "\x1b]0;q|q\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_Gi=1;q\x1b\\",
    "\x1b[M qq", "\x9b", "\x85", "\x9d",
]  # fmt: skip


@pytest.mark.parametrize("sequence", NOTHING)
def test_what_means_nothing_is_dropped_whole(sequence: str) -> None:
    assert keys(sequence + "j") == ["j"]
    assert keys(*sequence, "j") == ["j"]


@pytest.mark.parametrize("introducer", ["]", "P", "_", "^", "X"])
def test_a_whole_control_string_is_dropped_whatever_it_holds(introducer: str) -> None:
    assert keys(f"\x1b{introducer}q|x\x1b\\j") == ["j"]


def test_a_sequence_that_another_breaks_off_is_dropped() -> None:
    assert keys("\x1b[1;2\x1b[B") == ["down"]
    assert keys("\x1b[<0;3\x1bj") == ["escape", "j"]


def test_a_sequence_that_never_ends_is_dropped_after_a_while() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed("\x1b[<35;1", 0)) == []
    assert list(keyboard.tick(SEQUENCE_DELAY - 0.1)) == []
    assert list(keyboard.tick(SEQUENCE_DELAY)) == []
    assert [type(m) for m in keyboard.feed("j", 2)] == [events.Key]
    assert list(keyboard.feed("\x1b]11;" + "q" * 10 * LONGEST, 3)) == []
    assert list(keyboard.tick(3 + SEQUENCE_DELAY)) == []
    assert [type(m) for m in keyboard.feed("j", 5)] == [events.Key]


def test_a_terminal_that_has_no_pixels_counts_the_mouse_in_cells() -> None:
    messages = read("\x1b[48;24;80;0;0t\x1b[<0;3;4M")
    assert isinstance(messages[-1], events.MouseDown)
    assert (messages[-1].x, messages[-1].y) == (2, 3)


def test_a_key_that_is_held_down_counts_again() -> None:
    assert keys("\x1b[106;1:2u", "\x1b[1;1:2A", "\x1b[97:65;2:1;65u") == ["j", "up", "A"]


def test_letters_that_come_together_are_keys_each() -> None:
    messages = read("\x1b[0;;20320:22909:21834:21834:21834:21834:21834:21834u")
    assert [m.character for m in messages if isinstance(m, events.Key)] == [*"你好", *"啊" * 6]


BROKEN = st.lists(
    st.one_of(
        st.sampled_from(SEQUENCES),
        st.text(st.characters(codec=None), max_size=4),
        st.text("\x1b[]OP_^X<>?;:0123456789$ MmtuRyABIJ~\x07\\\x18", max_size=20),
        st.builds(
            lambda sequence, at, junk: sequence[:at] + junk + sequence[at + 1 :],
            st.sampled_from(SEQUENCES),
            st.integers(0, 12),
            st.text("\x1b[;:<0129-\x00é\ud800", max_size=3),
        ),
    ),
    max_size=20,
).map("".join)


@given(BROKEN, st.integers(0, 1 << 30))
def test_no_input_stops_the_keyboard_or_moves_the_mouse_out_of_reason(text: str, seed: int) -> None:
    keyboard = Keyboard()
    now = 0.0
    for part in [*cut(text, seed), PASTE_END]:
        for message in keyboard.feed(part, now):
            check(message)
        now += random.Random(seed).choice((0.0, 0.05, 0.2, 6.0))
        for message in keyboard.tick(now):
            check(message)
    list(keyboard.tick(now + 100))
    assert keyboard.due is None
    assert [type(m) for m in keyboard.feed("j", now + 100)] == [events.Key]


def check(message: Message) -> None:
    """Fail for what the screen can't take."""
    if isinstance(message, events.Key):
        character = message.character or ""
        assert not any("\ud800" <= sign <= "\udfff" for sign in character)
    elif isinstance(message, events.MouseEvent):
        assert 0 <= message.x < MOST_PIXELS
        assert 0 <= message.y < MOST_PIXELS
    elif isinstance(message, events.Resize):
        assert message.size.width > 0
        assert message.size.height > 0
