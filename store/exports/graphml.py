"""A network of co-occurring names for Gephi, networkx or igraph, as GraphML.

A node is a name with its kind and its numbers of mentions and articles; an edge counts the articles
that contain both names. The name is stored as `label`, which Gephi and igraph show, and as `name`.
Counting uses a database on disk, so memory does not grow with the library.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.sax.saxutils import escape

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.qdc_codebook import to_xml

AT_ONCE = 200_000
"""Edges counted in memory before they are written to disk."""

MOST = 300
"""Names per article that are paired, the most frequent first: a list of thousands of names does not
show who belongs together, and has millions of pairs."""

_SHIFT = 32
_KEYS = """<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="mentions" for="node" attr.name="mentions" attr.type="int"/>
<key id="articles" for="node" attr.name="articles" attr.type="int"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
"""


def write(job: ExportContext) -> None:
    """Write the network of names, without dates."""
    job.losses.note("dates are not part of the network")
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "pairs.db", isolation_level=None)
        try:
            _count_pairs(job, database)
            _write_graph(job, database)
        finally:
            database.close()


def _count_pairs(job: ExportContext, database: sqlite3.Connection) -> None:
    database.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE nodes (num INTEGER PRIMARY KEY, name TEXT, label TEXT, mentions INTEGER,"
        " articles INTEGER, UNIQUE (name, label));"
        "CREATE TABLE edges (pair INTEGER PRIMARY KEY, weight INTEGER)"
    )
    pairs: Counter[int] = Counter()
    for item in job.items():
        nums = _nodes(database, item)
        job.losses.add(f"names beyond an article's {MOST} most frequent", item.id, len(nums) - MOST)
        for first, second in combinations(sorted(nums[:MOST]), 2):
            pairs[first << _SHIFT | second] += 1
        if len(pairs) > AT_ONCE:
            _store_pairs(database, pairs)
    _store_pairs(database, pairs)


def _nodes(database: sqlite3.Connection, item: ExportedArticle) -> list[int]:
    """Count an article's names, and return their node numbers, the most frequent first."""
    mentions = Counter(
        (entity.name, entity.label) for entity in item.entities if entity.label != "DATE"
    )
    numbers = []
    for (name, label), count in mentions.most_common():
        row = database.execute(
            "INSERT INTO nodes (name, label, mentions, articles) VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions,"
            " articles = articles + 1 RETURNING num",
            (name, label, count),
        ).fetchone()
        numbers.append(int(row[0]))
    return numbers


def _store_pairs(database: sqlite3.Connection, pairs: Counter[int]) -> None:
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO edges VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET weight = weight + excluded.weight",
        sorted(pairs.items()),
    )
    database.execute("COMMIT")
    pairs.clear()


def _write_graph(job: ExportContext, database: sqlite3.Connection) -> None:
    out = job.text
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n{_KEYS}')
    out.write('<graph id="names" edgedefault="undirected">\n')
    for num, name, *rest in database.execute(
        "SELECT num, name, label, mentions, articles FROM nodes ORDER BY num"
    ):
        values = zip(("kind", "mentions", "articles"), rest, strict=True)
        data = "".join(f'<data key="{key}">{value}</data>' for key, value in values)
        escaped = escape(to_xml(name, job.losses))
        names = f'<data key="label">{escaped}</data><data key="name">{escaped}</data>'
        out.write(f'<node id="n{num}">{names}{data}</node>\n')
    for pair, weight in database.execute("SELECT pair, weight FROM edges ORDER BY pair"):
        source, target = pair >> _SHIFT, pair & (1 << _SHIFT) - 1
        data = f'<data key="weight">{weight}</data>'
        out.write(f'<edge source="n{source}" target="n{target}">{data}</edge>\n')
    out.write("</graph>\n</graphml>\n")
