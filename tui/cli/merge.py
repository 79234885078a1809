"""`cuttings merge`, and `merge-driver`, which git calls: two versions of tags.yaml made one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from store.errors import TagFileError
from store.merge_driver import merge_files
from tui.cli import output
from tui.cli.options import CONTEXT, Common, common_options
from tui.cli.outcome import DONE, NOTHING
from tui.cli.session import open_session

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("merge", context_settings=CONTEXT)
@click.argument("version", metavar="FILE", type=FILE)
@common_options
@click.pass_obj
def merge_command(common: Common, version: Path) -> int:
    """Take what FILE, another version of tags.yaml, has that ours lacks.

    For what programs that keep folders alike leave when two machines changed tags.yaml; check lists
    such files. Tags and marks of both are kept, also such as one side had taken off; where both
    have another value, ours stays and theirs is noted as a conflict. One change, which undo takes
    back; FILE stays as it is.
    """
    with open_session(common) as library:
        if version.exists() and version.samefile(library.places.tags_file):
            raise click.UsageError(f"{version}: this is the tags.yaml of the library itself")
        change = library.userdata.merge_version(version)
        library.userdata.flush()
        number = len(library.userdata.conflicts())
    output.write_lines([change.label if change else "it has nothing that tags.yaml lacks"])
    if change and number:
        values = "1 value differs" if number == 1 else f"{number:,} values differ"
        output.say(f"{values}: ours stays, theirs is noted under conflicts: (see cuttings check)")
    return DONE if change else NOTHING


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
    merged = subprocess.run(["git", "merge-file", *names, ours, base, theirs], check=False)
    return DONE if merged.returncode == 0 else NOTHING
