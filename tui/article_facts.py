"""Facts about the article in view that follow from the state of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model import Entity
    from tui.state import BrowseState


def shown_entities(state: BrowseState) -> list[Entity]:
    """Return the entities of the article in view whose labels are not hidden."""
    entities = state.article.entities if state.article is not None else None
    return [e for e in entities or () if e.label not in state.hidden_labels]


def current_entity(state: BrowseState) -> Entity | None:
    """Return the name that one is at; None where one is at none, or it is out of view."""
    at = state.at
    if at is None or not state.at_in_view:
        return None
    return next((e for e in shown_entities(state) if e.start <= at < e.end), None)


def why_no_entities(state: BrowseState) -> str:
    """Return why the article in view has no entities, or few, in words; empty where it has."""
    article = state.article
    if article is None or article.status != "ok":
        return ""
    if article.entities is not None:
        pipelines = state.pipelines
        return (pipelines.why_few(article.language) if pipelines is not None else None) or ""
    if not state.find_names:
        return "names are not looked for"
    return state.model_problem or article.reason or "finding names …"


def says_taken_away(state: BrowseState) -> bool:
    """Say whether what an edit of `tags.yaml` took away is on the screen."""
    health = state.health
    if health is None or health.removed_facts is None:
        return False
    return not (health.problem or any(state.alerts.values()))
