"""`cuttings merge-driver`: what git calls to merge two versions of tags.yaml."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from store.errors import TagFileError
from store.merging import merge_files
from tui.cli import output
from tui.cli.options import CONTEXT
from tui.cli.outcome import DONE, NOTHING

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("merge-driver", context_settings=CONTEXT)
@click.argument("base", metavar="%O", type=FILE)
@click.argument("ours", metavar="%A", type=FILE)
@click.argument("theirs", metavar="%B", type=FILE)
def merge_driver_command(base: Path, ours: Path, theirs: Path) -> int:
    """Merge three versions of tags.yaml for git, into the second of them.

    Tags and marks of both sides are kept; where both changed one value, ours stays and theirs is
    noted under `conflicts` in its block, and the exit code is 1. Set up with these two lines:

    \b
      echo 'tags.yaml merge=cuttings' >> .gitattributes
      git config merge.cuttings.driver 'cuttings merge-driver %O %A %B'
    """
    try:
        conflicts = merge_files(base, ours, theirs)
    except TagFileError as error:
        output.say(f"merged line by line: {error}")
        return _line_by_line(base, ours, theirs)
    if conflicts:
        values = "1 value was" if conflicts == 1 else f"{conflicts:,} values were"
        output.say(
            f"tags.yaml: {values} changed on both sides; ours stays, theirs is noted under"
            " conflicts: (cuttings check lists them; then git add tags.yaml)"
        )
    return NOTHING if conflicts else DONE


def _line_by_line(base: Path, ours: Path, theirs: Path) -> int:
    """Merge as git does by itself, with marks where both sides changed a line; return 0 or 1."""
    names = ["-L", "ours", "-L", "base", "-L", "theirs"]
    done = subprocess.run(["git", "merge-file", *names, ours, base, theirs], check=False)
    return DONE if done.returncode == 0 else NOTHING
