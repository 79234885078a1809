"""Library checks: report problems to the user and make repairs that need no decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.folder.locations import Locations
from store.index.database import Database
from store.userdata.userdata import UserData

if TYPE_CHECKING:
    from store.checks.article_checks import Finding
    from store.entities.pipelines import Pipelines


def check_library(
    locations: Locations,
    database: Database,
    userdata: UserData,
    pipelines: Callable[[], Pipelines],
) -> list[Finding]:
    """Return all problems in a library, starting with those in the user's data.

    Raises LibraryError if the folder can't be listed.
    """
    from store.checks.article_checks import check_index
    from store.checks.draft_checks import check_drafts
    from store.checks.key_checks import check_keys
    from store.checks.model_checks import check_models
    from store.checks.userdata_checks import check_userdata, remedy_of
    from store.checks.version_checks import check_versions

    state = userdata.state
    remedy = "" if state.problem is None else remedy_of(userdata)
    return [
        *check_userdata(database, state.problem, remedy, state.removed_facts),
        *check_index(locations, database),
        *check_versions(locations.tags_file),
        *check_keys(locations.tags_file),
        *check_drafts(database, userdata.drafts()),
        *check_models(database, pipelines),
    ]
