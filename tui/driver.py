"""What Textual's driver reads from a terminal, whatever bytes that sends, and however early."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

LOOK_EVERY = 0.1
"""Seconds between two looks at whether the program ends, or a lone Escape was pressed."""

MOST = 4096
"""Bytes that are read at once."""


class Driver(LinuxDriver):
    """Takes bytes that are no UTF-8 for U+FFFD; Textual's own driver ends the program over them.

    Terminals of another encoding send them, some for keys with Alt, and a paste may hold any. What
    was typed before the program had the terminal is taken too: until then the system has made
    line feeds, which are ^J, of Enter.
    """

    def run_input_thread(self) -> None:
        """Read keys until the program ends, and hand them on as events."""
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        early = self._waiting()
        ending = False
        while not ending:
            ending = self.exit_event.is_set()  # what has come until then is still read away
            if select.select([self.fileno], [], [], LOOK_EVERY)[0]:
                keys = os.read(self.fileno, MOST)
                keys = keys[:early].replace(b"\n", b"\r") + keys[early:]
                early = max(0, early - len(keys))
                if words := decoder.decode(keys):
                    for event in parser.feed(words):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _waiting(self) -> int:
        """Return how many bytes can be read without waiting."""
        try:
            (count,) = struct.unpack("i", fcntl.ioctl(self.fileno, termios.FIONREAD, b"\0" * 4))
        except OSError:  # the terminal is gone
            return 0
        return int(count)
