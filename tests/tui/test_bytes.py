"""What a terminal may send to the reader, in a terminal of its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from store import Library
from tests.tui.terminals import reader_on
from tests.tui.test_signals import rest, started, wait_for

MALFORMED = (
    b"\x1b[97;1:3u\x1b[97;5:3u\x1b[1;1:3A\x1b[1114112u\x1b[55296u\x1b[48;24;80;0;0t\x1b[<0;9;9M"
    b"\x1b[<0;9;9m\x1b[<0;-9;-9M\x1b[<35;65535;65535M\x1b[<64;0;0M\x1b[48;0;0;0;0t\x1b[<1;1;1;1M"
    b"\x1b]52;c;cQ==\x07\x1bPq\x1b\\\x1b[M\xff\xff\xff\x1b[999999999999;1R\xff\xc3\x1b[113~"
)


def test_a_paste_is_no_key_in_any_pane_and_text_in_a_prompt(library_folder: Path) -> None:
    attack = b"\x1b[200~\x1b|touch pwned\r\x1b[31mq\x1b[0m\x1bq\x03\x1b[200~q\x1b[201~"
    process, terminal = started(library_folder)
    for keys in (b"", b"\t", b"\t"):
        os.write(terminal, keys + attack)
    os.write(terminal, b"f" + attack)
    wait_for(terminal, "␛|touch pwned".encode())
    os.write(terminal, b"\x1bq")
    rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 0
    assert not list(library_folder.rglob("pwned"))
    assert not Path("pwned").exists()


def test_what_is_malformed_neither_ends_the_reader_nor_is_a_key(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    process, terminal = started(library_folder)
    os.write(terminal, MALFORMED)
    os.write(terminal, b"tafter\r")
    wait_for(terminal, b"tag after on 1 article")
    process.send_signal(signal.SIGTERM)
    assert b"Traceback" not in rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 128 + signal.SIGTERM


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("keys", [b"tx\x1bj", b"o\x1bj", b"\tm\x1b\x1bj", b"?\x1bj"])
def test_escape_and_a_key_in_one_packet_are_both_wherever_one_is(
    library_folder: Path, keys: bytes, apart: bool
) -> None:
    with Library.open(library_folder, refresh=True):
        pass
    process, terminal = reader_on(library_folder, 100, 30, controlled=False)
    wait_for(terminal, b"ARTICLES")
    keys += b"tlast\r"
    for piece in [keys[at : at + 1] for at in range(len(keys))] if apart else [keys]:
        os.write(terminal, piece)
    wait_for(terminal, b"tag last on 1 article")
    os.write(terminal, b"\x1bq")
    rest(terminal)
    os.close(terminal)
    assert process.wait(20) == 0
    (tagged,) = (library_folder / "tags.yaml").read_text("utf-8").split("articles:")[1:]
    assert "001_" in tagged
    assert tagged.count("[last]") == 1
