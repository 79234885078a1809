"""`cuttings restore` and `accept`: which `tags.yaml` stays where file and program disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import NothingToDo
from tui.cli import output
from tui.cli.options import (
    CONTEXT,
    Common,
    common_options,
    json_option,
)
from tui.cli.outcome import DONE, exit_code_for
from tui.cli.session import open_session

if TYPE_CHECKING:
    from store import Library


@click.command("restore", context_settings=CONTEXT)
@click.argument("backup", required=False, type=click.Path(path_type=Path))
@click.option("--list", "as_list", is_flag=True, help="Print the backups, the newest first.")
@json_option
@common_options
@click.pass_obj
def restore_command(common: Common, backup: Path | None, as_list: bool, as_json: bool) -> int:
    """Write tags.yaml anew where it is gone, broken, or has lost most of its articles.

    With BACKUP (a name that --list prints, or a file), go back to what that says: one change, which
    undo takes back. What lies there now is kept as a backup first.
    """
    if as_list and backup is not None:
        raise click.UsageError("--list takes no BACKUP")
    if as_json and not as_list:
        raise click.UsageError("--json goes with --list")
    with open_session(common, up_to_date=not as_list) as library:
        if as_list:
            return _list(library, as_json)
        if backup is None:
            message = _written_anew(library)
        else:
            message = _gone_back(library, _chosen(library, backup))
    output.write_lines([output.one_line(message)])
    return DONE


def _list(library: Library, as_json: bool) -> int:
    """Print name, time and bytes of every backup."""
    backups = library.userdata.backups()
    if as_json:
        lines = [
            output.json_line({"name": backup.name, "at": backup.at, "bytes": backup.size})
            for backup in backups
        ]
    else:
        lines = [output.columns(backup.name, backup.at, backup.size) for backup in backups]
    return exit_code_for(output.write_lines(lines))


def _written_anew(library: Library) -> str:
    """Write the file as it is known; return what was done, in words."""
    file = library.places.tags_file
    if library.userdata.state.fault is None:
        raise NothingToDo(
            f"nothing is wrong with {file}: name one of the backups that --list prints"
        )
    was_there = file.exists()
    library.userdata.restore()
    library.userdata.flush()
    if not was_there:
        return f"{file} is written anew"
    backup_name = next(
        (
            backup.name
            for backup in library.userdata.backups()
            if backup.name.endswith("-theirs.yaml")
        ),
        "",
    )
    hint = f"what lay there is kept as a backup: cuttings restore {backup_name}"
    return f"{file} is written anew; {hint}"


def _gone_back(library: Library, backup: Path) -> str:
    """Go back to a backup; return what was done, in words."""
    change = library.userdata.restore(backup)
    if library.userdata.state.fault is not None:
        return f"{library.places.tags_file} is as it was: {library.userdata.state.fault}"
    library.userdata.flush()
    return change.label if change else "the backup says what is there already"


def _chosen(library: Library, backup: Path) -> Path:
    """Return the file of a backup: one of the library's by its name, else a path."""
    for candidate in library.userdata.backups():
        if str(backup) in (candidate.name, candidate.path.stem):
            return candidate.path
    if not backup.is_file():
        raise click.UsageError(f"{backup}: no such backup; --list prints them")
    return backup


@click.command("accept", context_settings=CONTEXT)
@common_options
@click.pass_obj
def accept_command(common: Common) -> int:
    """Take tags.yaml as it is although it is gone, empty, or has lost much of what it held.

    What it lacks is kept as a backup, which restore brings back.
    """
    with open_session(common) as library:
        file = library.places.tags_file
        if library.userdata.state.fault is None and library.userdata.state.removed_facts is None:
            raise NothingToDo(f"nothing is wrong with {file}")
        library.userdata.accept()
        library.userdata.flush()
        backup_name = library.userdata.backups()[0].name
    message = f"{file} is taken as it is; what was known before: cuttings restore {backup_name}"
    output.write_lines([output.one_line(message)])
    return DONE
