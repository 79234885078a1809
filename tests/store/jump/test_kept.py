"""The segment that is kept on disk: not read where it isn't what was written here."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from store.jump import disk_cache


def test_a_kept_segment_that_unpacks_to_more_than_it_is_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_cache, "_segment", lambda kept: pytest.fail("was unpacked"))
    path = tmp_path / "jump.npz"
    key = np.array([str(disk_cache.FORMAT), "born", "1"])
    np.savez_compressed(path, key=key, nums=np.zeros(10_000_000, np.int64))
    assert path.stat().st_size < 1_000_000
    assert disk_cache.load(path, "born") is None


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "array"])
def test_what_is_no_kept_segment_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "jump.npz"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    assert disk_cache.load(path, "born") is None
