"""The paths of a library: articles, `tags.yaml`, index and journal."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from store.errors import LibraryError
from store.folder import ids, own_files
from store.folder.filesystem import supports_wal
from store.folder.ignore_rules import has_article_name
from store.folder.own_files import STATE_FOLDER
from store.model import OWN_TAGS

ARTICLES_FOLDER = "seeds"
TAGS_FILE = "tags.yaml"
APP_NAME = "cuttings"
POINTER = "tags-file"
"""A file in the user's data folder that names a `tags.yaml` elsewhere.

One in the library itself is ignored: it may come from somebody else.
"""
LONGEST_PATH = 1 << 16
"""Bytes."""
GITIGNORE = "# What cuttings can make again, and its journal: nothing here belongs in git.\n*\n"

JournalMode = Literal["WAL", "DELETE"]
"""How SQLite keeps its journal: WAL needs memory that all processes on the file share."""


@dataclass(frozen=True, slots=True)
class Locations:
    """The paths of one library; creating the value creates nothing on disk."""

    root: Path
    articles: Path
    """The folder whose files are the articles: never written to, unless it is the root."""
    tags_file: Path
    state: Path
    """`.cuttings` beside the articles, or a folder in the user's cache where that isn't possible.
    """
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
    existed: bool
    """Whether a library was here before: it has `tags.yaml`, `.cuttings`, or an index."""
    remote: bool
    """Whether the file system reports no changes of the articles, so that they must be polled."""

    @property
    def elsewhere(self) -> Path | None:
        """Return the tags file where it isn't the library's own, else None."""
        return None if self.tags_file == self.root / TAGS_FILE else self.tags_file

    @property
    def notice(self) -> str | None:
        """Return in one line which settings of the library are refused; None where none is."""
        pointer = self.root / STATE_FOLDER / POINTER
        if self.elsewhere is not None or not os.path.lexists(pointer):
            return None
        return (
            f"{pointer} is not followed, since it may come from somebody else:"
            " name the file with --tags FILE, then delete this one"
        )

    def path_of(self, raw: bytes) -> bytes:
        """Return the full path of an article, given its raw path below `articles`."""
        return os.path.join(os.fsencode(self.articles), raw)

    @property
    def annotate_log(self) -> Path:
        """The file to which the annotating processes write their errors."""
        return self.state / "annotate.log"

    def prepare(self) -> None:
        """Create the folders of index and journal.

        Raises LibraryError where that can't be done.
        """
        try:
            own_files.make_folder(self.index_path.parent)
            own_files.make_folder(self.journal_path.parent)
            self._write_gitignore()
        except OSError as error:
            raise LibraryError(f"{error.filename}: can't be written ({error.strerror})") from error

    def remember(self) -> None:
        """Have `tags_file` used the next time without being named.

        Raises LibraryError where that can't be done.
        """
        try:
            if self.elsewhere is None:
                self.pointer.unlink(missing_ok=True)
            elif _remembered(self.pointer) != self.tags_file:
                self.pointer.parent.mkdir(parents=True, exist_ok=True)
                self.pointer.write_bytes(os.fsencode(self.tags_file))
        except OSError as error:
            raise LibraryError(f"{error.filename}: can't be written ({error.strerror})") from error

    def _write_gitignore(self) -> None:
        folder = self.root / STATE_FOLDER
        if folder in (self.state, self.backups.parent) and os.access(folder, os.W_OK):
            own_files.make(folder / ".gitignore", GITIGNORE.encode())


def find_locations(argument: Path | None, tags_file: Path | None = None) -> Locations:
    """Return the places of the library that `argument` (a folder, a file, None: here) belongs to.

    `tags_file` puts the user's work elsewhere, OWN_TAGS back into the library; None: where it was
    remembered to be. Raises LibraryError where the argument is missing, unreadable, or can't be an
    article, and where a link in the library leads out of it.
    """
    start = Path(os.path.abspath(argument if argument is not None else Path.cwd()))
    folder = _folder_of(start)
    root = _root_above(folder)
    named = root is not None
    if root is None:
        named_seeds = folder.name == ARTICLES_FOLDER and folder.parent != folder
        root = folder.parent if named_seeds else folder
    articles = _articles_of(root)
    _check_articles(root, articles)
    single = None if folder == start else ids.encode(_raw_below(articles, start))
    part = ids.encode(_raw_below(articles, folder)) if articles in folder.parents else ""
    return _places(root, articles, single, part if single is None else "", tags_file, named)


def _folder_of(start: Path) -> Path:
    try:
        if start.is_dir():
            os.scandir(start).close()
            return start
        if not start.exists():
            raise LibraryError(f"{start}: no such folder or file")
    except OSError as error:
        raise LibraryError(f"{start}: can't be opened ({error.strerror})") from error
    if not start.is_file():
        raise LibraryError(f"{start}: neither a folder nor a regular file")
    if not has_article_name(os.fsencode(start.name)):
        raise LibraryError(f"{start}: no file of a format that can be read")
    return start.parent


def _root_above(folder: Path) -> Path | None:
    """Return the nearest folder at or above `folder` that is a library and lists its files."""
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


def _check_articles(root: Path, articles: Path) -> None:
    """Raise LibraryError where the article folder is a link that leads out of the library."""
    if articles != root and not lies_in(articles, root):
        target = os.path.realpath(articles)
        raise LibraryError(
            f"{articles}: a link that leads out of the library: remove it, or open {target} itself"
        )


def lies_in(path: str | bytes | Path, folder: str | bytes | Path) -> bool:
    """Return whether a path leads into a folder, or to it, when all links are followed."""
    target = os.path.realpath(os.fsencode(path))
    whole = os.path.realpath(os.fsencode(folder)).rstrip(b"/") + b"/"
    return (target + b"/").startswith(whole)


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
) -> Locations:
    can_write = os.access(root, os.W_OK | os.X_OK)
    own_folder = root / STATE_FOLDER
    at_hand = _user_folder(root, cache=False)
    pointer = at_hand / POINTER
    tags_file = _tags_file(root, tags_file, pointer)
    is_own = tags_file == root / TAGS_FILE
    usable = _is_usable(own_folder, needed=is_own)
    shut = own_folder.is_dir() and not os.access(own_folder, os.W_OK | os.X_OK)
    here = can_write and usable and not shut and supports_wal(root)
    state = own_folder if here else _user_folder(root, cache=True)
    if is_own:
        work = own_folder if can_write else at_hand
    else:
        work = tags_file.parent / f".{tags_file.name}{STATE_FOLDER}"
        _is_usable(work, needed=True)
    return Locations(
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
        existed=named or (state / "index.db").exists(),
        remote=not supports_wal(articles),
    )


def _is_usable(folder: Path, *, needed: bool) -> bool:
    """Return whether a state folder exists or can be created.

    Raises LibraryError where it is a link, for example, and `needed` is set.
    """
    try:
        own_files.check_folder(folder)
    except OSError as error:
        if needed:
            raise LibraryError(f"{error.filename}: {error.strerror}") from error
        return False
    return True


def _tags_file(root: Path, chosen: Path | None, pointer: Path) -> Path:
    """Return the tags file that was chosen, now or earlier, or the library's own.

    Raises LibraryError where it is a link or no regular file: whoever named it may not have meant
    the target of the link.
    """
    of_library = root / TAGS_FILE
    if chosen is None:
        path = _remembered(pointer) or of_library
    else:
        path = of_library if chosen == Path(OWN_TAGS) else Path(os.path.abspath(chosen))
    if path.is_symlink():
        remedy = "remove it, or name a file" if path == of_library else "name the file"
        raise LibraryError(f"{path}: is a link to {os.readlink(path)}: {remedy} with --tags FILE")
    folder = path.parent
    if root in (folder, *folder.parents) and not lies_in(folder, root):
        real = os.path.realpath(folder)
        raise LibraryError(f"{folder}: a link that leads out of the library, to {real}")
    if path != of_library and path.exists() and not path.is_file():
        raise LibraryError(f"{path}: not a regular file")
    return path


def _remembered(pointer: Path) -> Path | None:
    try:
        return Path(os.fsdecode(own_files.read(pointer, LONGEST_PATH)))
    except OSError:
        return None


def _user_folder(root: Path, *, cache: bool) -> Path:
    """Return this library's own folder in the user's cache or data folder."""
    import platformdirs

    path = platformdirs.user_cache_path if cache else platformdirs.user_data_path
    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    return path(APP_NAME) / "libraries" / key
