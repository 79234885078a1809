"""Watches a library for changes of articles and `tags.yaml` by other programs."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from store.errors import LibraryError
from store.folder.locations import Locations
from store.folder.walk import is_large
from store.processes.process import Say, run, start

SETTLE_MS = 300
"""Milliseconds of rest after which changes are reported."""
LONGEST_MS = 2_000
"""Milliseconds after which changes are reported even while more arrive."""
POLL_MS = 2_000
"""Milliseconds between two polls where the file system reports no changes."""


@dataclass(frozen=True, slots=True)
class FilesChanged:
    """What has changed: articles, the tags file, or both."""

    articles: bool
    tags: bool


def watch_in_process(places: Locations, stop: threading.Event) -> Iterator[FilesChanged]:
    """Yield changes like `watch`, from another process where the folder is large.

    Starting a watch walks the folder while holding the interpreter: seconds for a million articles,
    during which nothing could be drawn.
    """
    try:
        process = start() if is_large(places) else None
    except (OSError, LibraryError):
        process = None
    if process is None:
        yield from watch(places, stop)
    else:
        for _, values in run(process, watch_and_report, places, stop=stop.is_set):
            yield FilesChanged(**values)


def watch_and_report(say: Say, stopped: threading.Event, places: Locations) -> None:
    """Watch in a process of its own, and report changes."""
    for touched in watch(places, stopped):
        say("touched", asdict(touched))


def watch(places: Locations, stop: threading.Event) -> Iterator[FilesChanged]:
    """Yield the changes in a library's folder until `stop` is set.

    The program's own files and hidden files are ignored. Yields nothing where the folder can't be
    watched, because it is gone or the system has no watches left.
    """
    from watchfiles import watch as changes
    from watchfiles._rust_notify import WatchfilesRustInternalError

    folders = {os.path.realpath(places.articles), os.path.realpath(places.tags_file.parent)}
    tags = os.path.realpath(places.tags_file)

    def wanted(_kind: object, path: str) -> bool:
        return path == tags or _is_article(path, folders)

    try:
        for touched in changes(
            *_topmost(folders),
            watch_filter=wanted,
            debounce=LONGEST_MS,
            step=SETTLE_MS,
            stop_event=stop,
            rust_timeout=500,
            yield_on_timeout=False,
            force_polling=places.remote or None,
            poll_delay_ms=POLL_MS,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            paths = {path for _, path in touched}
            yield FilesChanged(articles=bool(paths - {tags}), tags=tags in paths)
    except (OSError, WatchfilesRustInternalError):
        return


def _topmost(folders: set[str]) -> list[str]:
    """Return the folders that are inside no other of them."""
    return [
        folder
        for folder in sorted(folders)
        if not any(folder != parent and Path(folder).is_relative_to(parent) for parent in folders)
    ]


def _is_article(path: str, folders: set[str]) -> bool:
    """Say whether a path is no hidden or temporary file below the watched folders."""
    root = next((folder for folder in folders if Path(path).is_relative_to(folder)), None)
    if root is None:
        return False
    return not any(part.startswith(".") for part in Path(path).relative_to(root).parts)
