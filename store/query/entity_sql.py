"""SQL for `ent:` and `type:`: the names in articles, with the user's corrections applied.

`store/entities/shown_mentions.py` must have updated the index first.
"""

from __future__ import annotations

from typing import Any

from store.query import query_words
from store.query.nodes import Words

_HIDDEN = "SELECT name_id FROM renamed WHERE to_id = 0"
_SETTLED = "SELECT num FROM settled"

_WITH_WORDS = f"""
  WITH hit (name_id) AS MATERIALIZED (
    SELECT rowid FROM names_fts WHERE names_fts MATCH ?
    UNION SELECT n.name_id FROM other_names o JOIN names n ON n.name = o.name
      WHERE has_words(o.alias, ?, ?)),
  spelling (name_id, spelled) AS MATERIALIZED (
    SELECT name_id, spelled FROM spellings
      WHERE spelling_id IN (SELECT rowid FROM spellings_fts WHERE spellings_fts MATCH ?)
      AND has_words(spelled, ?, ?))
  SELECT m.num FROM mentions m WHERE m.num NOT IN ({_SETTLED}) AND m.name_id IN (
    SELECT name_id FROM hit WHERE name_id NOT IN (SELECT name_id FROM renamed)
    UNION ALL SELECT name_id FROM renamed WHERE to_id IN (SELECT name_id FROM hit))
  UNION ALL SELECT m.num FROM spelling s CROSS JOIN mentions m
    ON m.name_id = s.name_id AND m.spelled = s.spelled
    WHERE m.num NOT IN ({_SETTLED}) AND m.name_id NOT IN ({_HIDDEN})
  UNION ALL SELECT num FROM settled_mentions WHERE name_id IN (SELECT name_id FROM hit)
  UNION ALL SELECT m.num FROM spelling s CROSS JOIN settled_mentions m
    ON m.name_id = s.name_id AND m.spelled = s.spelled"""

_SHOWN_AS = f"""
  SELECT num FROM mentions m WHERE m.num NOT IN ({_SETTLED}) AND m.name_id IN (
    SELECT name_id FROM names WHERE {{0}} = ? AND name_id NOT IN (SELECT name_id FROM renamed)
    UNION ALL SELECT r.name_id FROM renamed r JOIN names n ON n.name_id = r.to_id
      WHERE n.{{0}} = ?)
  UNION ALL SELECT m.num FROM settled_mentions m JOIN names n USING (name_id) WHERE n.{{0}} = ?"""

_ANY = f"""(EXISTS (SELECT 1 FROM settled_mentions m WHERE m.num = a.num)
  OR a.num NOT IN ({_SETTLED}) AND EXISTS (
    SELECT 1 FROM mentions m WHERE m.num = a.num AND m.name_id NOT IN ({_HIDDEN})))"""

ARTICLES_OF = f"""((SELECT count(DISTINCT m.num) FROM mentions m
  WHERE m.num NOT IN ({_SETTLED}) AND m.name_id IN (
    SELECT n.name_id WHERE n.name_id NOT IN (SELECT name_id FROM renamed)
    UNION ALL SELECT r.name_id FROM renamed r WHERE r.to_id = n.name_id))
  + (SELECT count(*) FROM settled_mentions m WHERE m.name_id = n.name_id))"""
"""The number of articles that show the name `n`."""


def entity(node: Words) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles with an entity that has a name containing all the words."""
    match = query_words.fts_all(query_words.parts_of(node.value), node.prefix)
    term = (match, node.value, node.prefix)
    return f"a.num IN ({_WITH_WORDS})", (*term, *term)


def label(name: str) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles that show an entity with the label `name`."""
    return f"a.num IN ({_SHOWN_AS.format('label')})", (name, name, name)


def named(name: str) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles that show an entity of just this name."""
    return f"a.num IN ({_SHOWN_AS.format('name')})", (name, name, name)


def any_entity() -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles that show an entity."""
    return _ANY, ()
