"""Files written beside, synced and swapped in."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from store.userdata import atomic_file


def test_a_link_stays_and_its_target_is_written_with_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "there" / "real.yaml", tmp_path / "tags.yaml"
    target.parent.mkdir()
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    atomic_file.replace(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_the_user_wants_of_new_files(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        atomic_file.replace(tmp_path / "tags.yaml", b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "tags.yaml").stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "tags.yaml"
    path.write_text("old")
    monkeypatch.setattr(os, step, fails)
    with pytest.raises(OSError, match="No space"):
        atomic_file.replace(path, b"new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["tags.yaml"]


def test_the_content_is_on_disk_before_the_name_and_the_name_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    def replace(one: str, other: Path) -> None:
        steps.append("swap")
        real_replace(one, other)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    atomic_file.replace(tmp_path / "tags.yaml", b"x")
    assert steps == ["file", "swap", "folder"]


def test_a_file_system_that_cannot_sync_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    atomic_file.replace(tmp_path / "tags.yaml", b"x")
    assert (tmp_path / "tags.yaml").read_bytes() == b"x"


@pytest.mark.parametrize("target", ["pipe", "folder"])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, target: str) -> None:
    path = tmp_path / "tags.yaml"
    if target == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    before = stat.S_IFMT(path.stat().st_mode)
    with pytest.raises(OSError, match=r"regular|directory"):
        atomic_file.replace(path, b"x")
    assert stat.S_IFMT(path.stat().st_mode) == before
    assert os.listdir(tmp_path) == ["tags.yaml"]
