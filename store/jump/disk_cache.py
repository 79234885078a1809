"""A segment stored on disk beside the index, so that the next start need not build it again.

The file is NumPy's `.npz`; it holds the index's birth mark and the number of the last change
included, and is useless to any other index.
"""

from __future__ import annotations

import os
import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from store.folder import own_files
from store.jump.csr import NumberLists
from store.jump.segment import Segment, Things
from store.jump.title_vocabulary import Vocabulary

# What NumPy and zipfile raise on bytes that are not what was written.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    NotImplementedError,
    AttributeError,
    MemoryError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
)

FORMAT = 2
"""Raised when the arrays, or how words are folded, change."""


def path_beside(index_path: Path) -> Path:
    """Return the path of an index's segment."""
    return index_path.with_name("jump.npz")


def save(path: Path, segment: Segment, born: str, seq: int) -> None:
    """Store `segment`, which has all changes up to `seq`; skip it where nothing can be written."""
    things = segment.things
    arrays: dict[str, Any] = {
        "key": np.array([str(FORMAT), born, str(seq)]),
        "vocabulary": np.frombuffer(segment.vocabulary.lines.encode(), np.uint8),
        "nums": segment.nums,
        "lengths": segment.lengths,
        "codes": segment.codes,
        "code_docs": segment.code_docs,
        "kinds": things.kinds,
        "keys": things.keys,
    }
    for name, lists in _lists(segment).items():
        arrays[f"{name}_starts"], arrays[f"{name}_values"] = lists.starts, lists.values
    # Two programs that write it at once spoil it, which the checksums in it tell.
    part = path.with_name(f"{path.name}.part")
    with suppress(OSError):
        try:
            part.unlink(missing_ok=True)
            handle = own_files.open_file(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def _lists(segment: Segment) -> dict[str, NumberLists]:
    return {
        "title_words": segment.title_words,
        "docs_of_word": segment.docs_of_word,
        "things_of_word": segment.things.of_word,
        "docs_of_thing": segment.things.docs,
    }


def load(path: Path, born: str) -> tuple[Segment, int] | None:
    """Return the stored segment of the index with this birth mark, and its last change; or None."""
    try:
        handle = own_files.open_file(path, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file, np.load(file, allow_pickle=False) as archive:
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.zip.infolist()):
                return None  # what unpacks to more than lies on the disk was not written here
            form, whose, seq = archive["key"].tolist()
            if form != str(FORMAT) or whose != born:
                return None
            return _segment({name: archive[name] for name in archive.files}), int(seq)
    except _BROKEN:
        return None


def _segment(arrays: dict[str, npt.NDArray[np.generic]]) -> Segment:
    def lists(name: str) -> NumberLists:
        return NumberLists(
            arrays[f"{name}_starts"].astype(np.int64, copy=False),
            arrays[f"{name}_values"].astype(np.int32, copy=False),
        )

    return Segment(
        vocabulary=Vocabulary(arrays["vocabulary"].tobytes().decode()),
        nums=arrays["nums"].astype(np.int64, copy=False),
        lengths=arrays["lengths"].astype(np.uint16, copy=False),
        title_words=lists("title_words"),
        docs_of_word=lists("docs_of_word"),
        things=Things(
            kinds=arrays["kinds"].astype(np.uint8, copy=False),
            keys=arrays["keys"].astype(np.int64, copy=False),
            of_word=lists("things_of_word"),
            docs=lists("docs_of_thing"),
        ),
        codes=arrays["codes"].astype(np.bytes_, copy=False),
        code_docs=arrays["code_docs"].astype(np.int32, copy=False),
    )
