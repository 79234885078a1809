"""What Textual's driver reads from a terminal, whatever bytes that sends, and however early."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from codecs import getincrementaldecoder
from threading import Event
from typing import Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from tui.keyboard import Keyboard
from tui.width_safety import steady_widths

LOOK_EVERY = 0.1
"""Seconds between two looks at whether the program ends."""

MOST = 4096
"""Bytes that are read at once."""


STOPS_WITHIN = 0.2
"""Seconds in which a process that was stopped and goes on hears that it does."""


class Driver(LinuxDriver):
    """Takes bytes that are no UTF-8 for U+FFFD; Textual's own driver ends the program over them.

    Terminals of another encoding send them, some for keys with Alt, and a paste may hold any. What
    was typed before the program had the terminal is taken too: until then the system has made
    line feeds, which are ^J, of Enter.
    """

    class NotStopped(events.Event):
        """The system did not stop the program, since no shell is there that could continue it."""

    def __init__(self, *of: Any, **more: Any) -> None:
        super().__init__(*of, **more)
        self._continued = Event()
        """Set when the system continues the program."""
        self._left = False
        """Whether the terminal was given back to the shell."""

    def _sigtstp_application(self, *_: object) -> None:
        """Give the terminal back and stop, unless nobody could continue the program.

        The system itself knows: SIGTSTP as it is by default stops no process of an orphaned group
        (POSIX.1, 2.4.3) and no first process of a container, where SIGSTOP would.
        """
        if self._auto_restart:
            self.suspend_application_mode()
            self._left = self._must_signal_resume = True
        self._continued.clear()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        was_stopped = self._continued.wait(STOPS_WITHIN)
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if not was_stopped:
            self._come_back()
            self.send_message(self.NotStopped())

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, also where SIGSTOP took it without a word."""
        self._continued.set()
        if self._auto_restart and not self._left and self._writer_thread is not None:
            self.suspend_application_mode()
            self._left = True
        self._come_back()

    def _come_back(self) -> None:
        if self._left:
            self._left = False
            self.resume_application_mode()

    def run_input_thread(self) -> None:
        """Read keys until the program ends, and hand them on as events."""
        keyboard = Keyboard(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        early = self._waiting()
        ending = False
        while not ending:
            ending = self.exit_event.is_set()  # what has come until then is still read away
            wait = LOOK_EVERY
            if keyboard.due is not None:
                wait = min(wait, max(0.0, keyboard.due - time.monotonic()))
            if select.select([self.fileno], [], [], wait)[0]:
                keys = os.read(self.fileno, MOST)
                keys = keys[:early].replace(b"\n", b"\r") + keys[early:]
                early = max(0, early - len(keys))
                if words := decoder.decode(keys):
                    for event in keyboard.feed(words, time.monotonic()):
                        self.process_message(event)
            for event in keyboard.tick(time.monotonic()):
                self.process_message(event)

    def write(self, data: str) -> None:
        """Write a drawing, or anything else, to the terminal."""
        super().write(steady_widths(data))

    def _waiting(self) -> int:
        """Return how many bytes can be read without waiting."""
        try:
            (count,) = struct.unpack("i", fcntl.ioctl(self.fileno, termios.FIONREAD, b"\0" * 4))
        except OSError:  # the terminal is gone
            return 0
        return int(count)
