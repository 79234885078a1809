"""SQL for `ent:` and `type:`: mentions, with the library's corrections laid over them.

Those are its aliases, labels and hidden names, as the table `facts` has them.
"""

from __future__ import annotations

from typing import Any

from store.query import words
from store.query.nodes import Words

_CORRECTIONS = """SELECT json_extract(path, '$[2]') AS name, json_extract(value, '$') AS value
    FROM facts WHERE json_extract(path, '$[0]') = 'entities' AND json_extract(path, '$[1]') = '{}'
    AND json_array_length(path) = 3"""

HIDDEN = f"SELECT name FROM ({_CORRECTIONS.format('hidden')})"
"""The names that the user hides in the whole library, as a subquery."""

_SHOWN = f"m.name_id NOT IN (SELECT name_id FROM names WHERE name IN ({HIDDEN}))"

# Aliases join names to groups: a name that matches brings in all of its group.
_BY_NAME = f"""
  SELECT m.num FROM mentions m WHERE m.name_id IN (
    WITH RECURSIVE
    edges (name, alias) AS MATERIALIZED (
      SELECT name, value FROM ({_CORRECTIONS.format("aliases")}) WHERE typeof(value) = 'text'),
    both (name, alias) AS MATERIALIZED (
      SELECT name, alias FROM edges UNION SELECT alias, name FROM edges),
    met (name) AS (
      SELECT name FROM names WHERE name_id IN (SELECT rowid FROM names_fts WHERE names_fts MATCH ?)
      UNION SELECT name FROM both WHERE has_words(name, ?, ?)
      UNION SELECT both.alias FROM met JOIN both ON both.name = met.name)
    SELECT name_id FROM names WHERE name IN (SELECT name FROM met))
  AND {_SHOWN}"""

_BY_MENTION = f"""
  SELECT m.num FROM spellings s
    JOIN mentions m ON m.name_id = s.name_id AND m.spelled = s.spelled
  WHERE s.spelling_id IN (SELECT rowid FROM spellings_fts WHERE spellings_fts MATCH ?)
    AND has_words(s.spelled, ?, ?) AND {_SHOWN}"""

# What only the user named: in every article that has the words, or in some article.
_BY_USER = f"""
  SELECT fts.rowid FROM (
    SELECT name FROM ({_CORRECTIONS.format("names")}) WHERE has_words(name, ?, ?)) named
  CROSS JOIN fts WHERE fts MATCH '"' || replace(named.name, '"', ' ') || '"'
    AND named.name NOT IN ({HIDDEN})
  UNION ALL SELECT here.num FROM facts f
    JOIN articles here ON here.id = json_extract(f.path, '$[1]')
  WHERE f.path >= '["articles"' AND f.path < '["articles#'
    AND json_extract(f.path, '$[2]') = 'entities'
    AND has_words(CASE json_extract(f.path, '$[3]')
      WHEN 'names' THEN json_extract(f.path, '$[4]')
      WHEN 'aliases' THEN json_extract(f.value, '$')
      WHEN 'spans' THEN iif(json_extract(f.value, '$.label') IS NULL, '', coalesce(
        json_extract(f.value, '$.name'), json_extract(f.value, '$.quote'), ''))
      ELSE '' END, ?, ?)"""

_LABELLED = f"""
  SELECT num FROM mentions m WHERE m.name_id IN (
    SELECT name_id FROM names WHERE label = ?
      AND name NOT IN (SELECT name FROM ({_CORRECTIONS.format("labels")}))
    UNION SELECT name_id FROM names WHERE name IN (
      SELECT name FROM ({_CORRECTIONS.format("labels")}) WHERE value = ?))
  AND {_SHOWN}"""


def entity(node: Words) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles with an entity of which some name has all the words."""
    match = words.fts_all(words.tokens(node.value), node.prefix)
    asked = (node.value, node.prefix)
    bound = (match, *asked, match, *asked, *asked, *asked)
    return f"a.num IN ({_BY_NAME}\n  UNION ALL {_BY_MENTION}\n  UNION ALL {_BY_USER})", bound


def label(name: str) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles with an entity that is labelled `name`, or corrected so."""
    return f"a.num IN ({_LABELLED})", (name, name)


def any_entity() -> tuple[str, tuple[Any, ...]]:
    """Return the condition for articles in which an entity was found that isn't hidden."""
    return f"EXISTS (SELECT 1 FROM mentions m WHERE m.num = a.num AND {_SHOWN})", ()
