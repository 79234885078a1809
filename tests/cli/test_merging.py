"""`cuttings merge-driver` as git calls it, in a repository of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import environment

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

BASE = """\
version: 1
tags:
articles:
  a.txt:
    sha256: 00000000000000aa
    tags: [syria]
    read: 2026-01-01
"""

Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return a function that runs git in a repository with a first tags.yaml, on `main`."""
    folder = tmp_path / "library"
    folder.mkdir()
    own = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "-c", "user.name=ann", "-c", "user.email=ann@example.org", *arguments],
            cwd=folder,
            env=environment(**own),
            capture_output=True,
            text=True,
            timeout=60,
        )

    run("init", "-q", "-b", "main")
    run("config", "merge.cuttings.driver", f"'{sys.executable}' -m tui merge-driver %O %A %B")
    (folder / ".gitattributes").write_text("tags.yaml merge=cuttings\n")
    save(git=run, folder=folder, text=BASE)
    return run


def save(git: Git, folder: Path, text: str) -> None:
    (folder / "tags.yaml").write_text(text, "utf-8")
    git("add", ".")
    assert git("commit", "-qm", "x").returncode == 0


def branches(git: Git, folder: Path, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
    """Commit their text on a branch and ours on main, and merge."""
    git("checkout", "-qb", "theirs")
    save(git, folder, theirs)
    git("checkout", "-q", "main")
    save(git, folder, ours)
    return git("merge", "-q", "-m", "merge", "theirs")


def test_git_merges_neighbouring_lines_without_a_question(git: Git, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    ours = BASE.replace("[syria]", "[syria, nato]") + "# mine\n"
    theirs = BASE.replace("[syria]", "[claim, syria]").replace("01-01", "01-02")
    done = branches(git, folder, ours, theirs)
    assert (done.returncode, done.stderr) == (0, "")
    text = (folder / "tags.yaml").read_text("utf-8")
    assert "tags: [syria, nato, claim]\n    read: 2026-01-02\n" in text
    assert text.endswith("# mine\n")
    assert git("status", "--porcelain").stdout == ""


def test_git_reports_what_both_changed_and_the_file_can_be_read(git: Git, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    done = branches(
        git, folder, BASE.replace("01-01", "02-02"), BASE.replace("2026-01-01", "2026-03-03")
    )
    assert done.returncode == 1
    assert "1 value was changed on both sides" in done.stderr
    block = yaml.safe_load((folder / "tags.yaml").read_text("utf-8"))["articles"]["a.txt"]
    assert str(block["read"]) == "2026-02-02"
    assert block["conflicts"][0]["value"] == "2026-03-03"
    assert git("status", "--porcelain").stdout.startswith("UU tags.yaml")


def test_a_version_that_is_no_tags_file_is_merged_line_by_line(git: Git, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    done = branches(git, folder, BASE.replace("01-01", "02-02"), BASE.replace("read:", "read: ["))
    assert done.returncode == 1
    assert "their version, line 7, column 11" in done.stderr
    assert "<<<<<<< ours" in (folder / "tags.yaml").read_text("utf-8")
