"""The reader itself, in a terminal of its own, killed while keys tag articles."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from pathlib import Path

import pytest
import yaml

from store import Library
from tests.tui.terminals import reader_on

TURNS = int(os.environ.get("KILLS", "10"))
"""How often the reader is started and killed: `KILLS=300 pytest -m long …` for more."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Reader:
    """The reader on a folder, in a pseudo-terminal; what it draws is gathered in `drawn`."""

    def __init__(self, folder: Path, typed: str = "") -> None:
        self.drawn = b""
        self._process, self._terminal = reader_on(folder, 120, 36, controlled=False, typed=typed)

    def look(self, seconds: float) -> None:
        """Take what is drawn within some seconds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                try:
                    self.drawn += os.read(self._terminal, 1 << 16)
                except OSError:  # the other end is closed
                    return

    def until(self, words: bytes, seconds: float = 20) -> None:
        """Wait until some words are drawn."""
        until = time.monotonic() + seconds
        while words not in self.drawn:
            assert time.monotonic() < until, self.drawn[-2000:]
            self.look(0.02)

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._terminal, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        """Close its terminal."""
        os.close(self._terminal)
        self._terminal = -1

    def wait(self, seconds: float = 20) -> int:
        """Wait for its end, and return its exit code."""
        until = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < until:
            if self._terminal >= 0:
                self.look(0.05)
            time.sleep(0.01)
        code = self._process.wait(0.1)
        if self._terminal >= 0:
            self.look(0.2)
            os.close(self._terminal)
        return code

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.look(0.2)
        os.close(self._terminal)


def said_of(name: str) -> bytes:
    """Return what the screen says when an article has a new tag."""
    return f"tag {name} on 1 article".encode()


def tag_and_kill(folder: Path, chance: random.Random) -> list[str]:
    """Tag articles in the reader, kill it around one more tag; return the tags that it showed."""
    names = ["".join(chance.choices(LETTERS, k=12)) for _ in range(chance.randrange(1, 4))]
    reader = Reader(folder)
    try:
        reader.until(b"ARTICLES")
        for name in names:
            reader.press(f"t{name}\r")
            reader.until(said_of(name))
            reader.press(chance.choice("jkJ"))
        last = "".join(chance.choices(LETTERS, k=12))
        reader.press(f"t{last}\r")
        if chance.random() < 0.5:
            reader.until(said_of(last))  # and then, at the latest, while tags.yaml is written
            reader.look(chance.random() * 0.7)
        else:
            reader.look(chance.random() * 0.25)
    finally:
        reader.kill()
    return [*names, *([last] if said_of(last) in reader.drawn else [])]


@pytest.mark.long
def test_no_tag_that_the_screen_has_shown_is_lost_when_the_reader_is_killed(
    library_folder: Path,
) -> None:
    chance = random.Random(int(os.environ.get("KILLS_SEED", "3")))
    with Library.open(library_folder, refresh=True):
        pass
    shown: list[str] = []
    for _ in range(TURNS):
        shown += tag_and_kill(library_folder, chance)
    with Library.open(library_folder) as library:
        library.userdata.flush()
        assert library.userdata.state.problem is None
        tags = {tag.name for tag in library.tags() if tag.articles == 1}
        assert set(shown) <= tags
        used = {name for row in map(library.articles.row, library.ids()) for name in row.tags}
    written = yaml.safe_load((library_folder / "tags.yaml").read_text("utf-8"))["articles"]
    assert {str(name) for block in written.values() for name in block["tags"]} == used
