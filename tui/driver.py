"""What Textual's driver reads from a terminal, whatever bytes that sends."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

LOOK_EVERY = 0.1
"""Seconds between two looks at whether the program ends, or a lone Escape was pressed."""

MOST = 4096
"""Bytes that are read at once."""


class Driver(LinuxDriver):
    """Takes bytes that are no UTF-8 for U+FFFD; Textual's own driver ends the program over them.

    Terminals of another encoding send them, some for keys with Alt, and a paste may hold any.
    """

    def run_input_thread(self) -> None:
        """Read keys until the program ends, and hand them on as events."""
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        ending = False
        while not ending:
            ending = self.exit_event.is_set()  # what has come until then is still read away
            if select.select([self.fileno], [], [], LOOK_EVERY)[0]:
                words = decoder.decode(os.read(self.fileno, MOST))
                if words:
                    for event in parser.feed(words):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
