"""Where a library lies: its articles, its `tags.yaml`, its index and its journal."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from store.errors import LibraryError
from store.folder import ids
from store.folder.rules import has_article_name
from store.folder.volumes import supports_wal

ARTICLES_FOLDER = "seeds"
TAGS_FILE = "tags.yaml"
STATE_FOLDER = ".cuttings"
APP_NAME = "cuttings"
POINTER = "tags-file"
"""A file in the state folder that says where `tags.yaml` lies, if not beside the articles."""
GITIGNORE = "# What cuttings can make again, and its journal: nothing here belongs in git.\n*\n"

JournalMode = Literal["WAL", "DELETE"]
"""How SQLite keeps its journal: WAL needs memory that all processes on the file share."""


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one library; making the value creates nothing on disk."""

    root: Path
    articles: Path
    """The folder whose files are the articles: never written to, unless it is the root."""
    tags_file: Path
    state: Path
    """`.cuttings` beside the articles, or a folder of the user's cache where that can't be."""
    index_path: Path
    journal_path: Path
    backups: Path
    pointer: Path
    """The file that remembers `tags_file` where that isn't in the root."""
    single: str | None
    """The id of the article that was named, where the argument was a file."""
    part: str
    """The folder below `articles` that was named, as ids have it; empty: all of the library."""
    writable: bool
    """Whether `tags.yaml` and the journal can be written."""
    journal_mode: JournalMode
    """For the journal; the index has its own, `index_mode`."""
    index_mode: JournalMode
    known: bool
    """Whether a library was here before: it has `tags.yaml`, `.cuttings`, or an index."""
    remote: bool
    """Whether the articles lie where changes aren't announced, so that they must be polled for."""

    def path_of(self, raw: bytes) -> bytes:
        """Return the whole path of the article whose raw path below `articles` is `raw`."""
        return os.path.join(os.fsencode(self.articles), raw)

    def prepare(self) -> None:
        """Create the folders of index and journal, and remember where `tags.yaml` lies.

        Raises LibraryError where that can't be done.
        """
        try:
            self.index_path.parent.mkdir(parents=True, exist_ok=True)
            self.journal_path.parent.mkdir(parents=True, exist_ok=True)
            self._write_gitignore()
            self._remember()
        except OSError as error:
            raise LibraryError(f"{error.filename}: can't be written ({error.strerror})") from error

    def _write_gitignore(self) -> None:
        folder = self.root / STATE_FOLDER
        ignore_file = folder / ".gitignore"
        if folder.is_dir() and os.access(folder, os.W_OK) and not ignore_file.exists():
            ignore_file.write_text(GITIGNORE, encoding="utf-8")

    def _remember(self) -> None:
        if self.tags_file == self.root / TAGS_FILE:
            self.pointer.unlink(missing_ok=True)
        elif _remembered(self.pointer) != self.tags_file:
            self.pointer.parent.mkdir(parents=True, exist_ok=True)
            self.pointer.write_bytes(os.fsencode(self.tags_file))


def find(argument: Path | None, tags_file: Path | None = None) -> Places:
    """Return the places of the library that `argument` (a folder, a file, None: here) belongs to.

    `tags_file` puts the user's work elsewhere; it is used again the next time without being named.
    Raises LibraryError where the argument is missing, unreadable, or can't be an article.
    """
    given = Path(os.path.abspath(argument if argument is not None else Path.cwd()))
    folder = _folder_of(given)
    root = _root_above(folder)
    named = root is not None
    if root is None:
        named_seeds = folder.name == ARTICLES_FOLDER and folder.parent != folder
        root = folder.parent if named_seeds else folder
    articles = _articles_of(root)
    single = None if folder == given else ids.encode(_raw_below(articles, given))
    part = ids.encode(_raw_below(articles, folder)) if articles in folder.parents else ""
    return _places(root, articles, single, part if single is None else "", tags_file, named)


def _folder_of(given: Path) -> Path:
    try:
        if given.is_dir():
            os.scandir(given).close()
            return given
        if not given.exists():
            raise LibraryError(f"{given}: no such folder or file")
    except OSError as error:
        raise LibraryError(f"{given}: can't be opened ({error.strerror})") from error
    if not given.is_file():
        raise LibraryError(f"{given}: neither a folder nor a regular file")
    if not has_article_name(os.fsencode(given.name)):
        raise LibraryError(f"{given}: not an article (*.txt, *.text, *.md, or without suffix)")
    return given.parent


def _root_above(folder: Path) -> Path | None:
    """Return the nearest folder at or above that is a library and lists what lies in `folder`."""
    for candidate in (folder, *folder.parents):
        if (candidate / TAGS_FILE).is_file() or (candidate / STATE_FOLDER).is_dir():
            articles = _articles_of(candidate)
            if folder in (candidate, articles) or articles in folder.parents:
                return candidate
            return None
    return None


def _articles_of(root: Path) -> Path:
    seeds = root / ARTICLES_FOLDER
    return seeds if seeds.is_dir() else root


def _raw_below(articles: Path, file: Path) -> bytes:
    try:
        relative = file.relative_to(articles)
    except ValueError as error:
        raise LibraryError(f"{file}: not below the articles of its library, {articles}") from error
    return os.fsencode(relative).replace(os.fsencode(os.sep), b"/")


def _places(
    root: Path,
    articles: Path,
    single: str | None,
    part: str,
    tags_file: Path | None,
    named: bool,
) -> Places:
    can_write = os.access(root, os.W_OK | os.X_OK)
    own = root / STATE_FOLDER
    shut = own.is_dir() and not os.access(own, os.W_OK | os.X_OK)
    state = own if can_write and not shut and supports_wal(root) else _user_folder(root, cache=True)
    kept = own if can_write else _user_folder(root, cache=False)
    pointer = kept / POINTER
    if tags_file is not None and tags_file.exists() and not tags_file.is_file():
        raise LibraryError(f"{tags_file}: not a regular file")
    tags_file = Path(os.path.abspath(tags_file)) if tags_file else _remembered(pointer)
    if tags_file is None or tags_file == root / TAGS_FILE:
        tags_file, work = root / TAGS_FILE, kept
    else:
        work = tags_file.parent / f".{tags_file.name}{STATE_FOLDER}"
    return Places(
        root=root,
        articles=articles,
        tags_file=tags_file,
        state=state,
        index_path=state / "index.db",
        journal_path=work / "journal.db",
        backups=work / "backups",
        pointer=pointer,
        single=single,
        part=part,
        writable=os.access(tags_file.parent, os.W_OK | os.X_OK),
        journal_mode="WAL" if supports_wal(work) else "DELETE",
        index_mode="WAL" if supports_wal(state) else "DELETE",
        known=named or (state / "index.db").exists(),
        remote=not supports_wal(articles),
    )


def _remembered(pointer: Path) -> Path | None:
    try:
        return Path(os.fsdecode(pointer.read_bytes()))
    except OSError:
        return None


def _user_folder(root: Path, *, cache: bool) -> Path:
    """Return this library's own folder in the user's cache or data folder."""
    import platformdirs

    path = platformdirs.user_cache_path if cache else platformdirs.user_data_path
    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    return path(APP_NAME) / "libraries" / key
