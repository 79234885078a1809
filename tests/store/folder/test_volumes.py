"""What kind of disk a library lies on."""

from pathlib import Path

import pytest

from store.folder.filesystem import supports_wal

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw
30 22 0:40 / /net rw - nfs4 server:/x rw
31 22 0:41 / /net/with\040blank rw - ext4 /dev/sdb rw
32 22 0:42 / /media/ssh rw shared:5 master:2 - fuse.sshfs host: rw
33 22 0:43 / /media/disk rw - fuseblk /dev/sdc rw
"""


@pytest.mark.parametrize(
    ("folder", "supported"),
    [
        ("/home/x", True),
        ("/net", False),
        ("/net/deep/er", False),
        ("/network", True),
        ("/net/with blank/x", True),
        ("/media/ssh/corpus", False),
        ("/media/disk/corpus", True),
    ],
)
def test_remote_file_systems_are_told_from_local_ones(
    tmp_path: Path, folder: str, supported: bool
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert supports_wal(Path(folder), mounts) is supported


def test_without_a_list_of_mounts_wal_is_tried(tmp_path: Path) -> None:
    assert supports_wal(tmp_path, tmp_path / "missing")
