"""Opens a file or an address with the program that the desktop has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_OPENERS = {"darwin": ("open",), "win32": ("explorer",)}
_LINUX = ("xdg-open", "gio", "wslview")
_PAGE_VIEWERS = (
    ("evince", "--page-index={page}"),
    ("okular", "--page={page}"),
    ("zathura", "--page={page}"),
    ("xreader", "--page-index={page}"),
)
"""Viewers of PDF files, and how each is told the page."""


def is_remote(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the desktop is another machine's, or there is none: then nothing can open."""
    if "SSH_CONNECTION" in environment or "SSH_TTY" in environment:
        return True
    return sys.platform.startswith("linux") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


def command_for(target: str | Path, page: int | None = None) -> Sequence[str] | None:
    """Return the command that opens a file or an address; None where there is no such program.

    `page` is the page of a PDF file to show, for viewers that can be told.
    """
    if page is not None:
        for viewer, option in _PAGE_VIEWERS:
            if path := shutil.which(viewer):
                return [path, option.format(page=page), str(target)]
    for name in _OPENERS.get(sys.platform, _LINUX):
        if path := shutil.which(name):
            return [path, *(["open"] if name == "gio" else []), str(target)]
    return None


def launch(command: Sequence[str]) -> None:
    """Start a program that lives on by itself and writes nothing here. Raises OSError."""
    subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
